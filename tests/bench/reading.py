"""How fast a notice is read, reviewed and written, each against what the bare library takes for the same bytes in the same run."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pdfplumber
from lxml import html

from kouan.areas.fund.exports import docx as docx_export
from kouan.areas.fund.exports import giving360, iati, pdf
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.reading import read_any
from kouan.areas.fund.review.rules import review
from tests.areas.fund import written

from .figures import Figure, figure

SECONDS = 0.6
EXAMPLE = Path(__file__).parents[2] / "src/kouan/areas/fund/examples/notice-2021.txt"


def figures() -> list[Figure]:
    """Files and reviews a second; the ratio is to the library that only opens the same file and walks over it."""
    text = EXAMPLE.read_text("utf-8")
    notice = read_text(text)
    read = rate(lambda: read_text(text))
    source = Source(
        number="FN-1",
        revision=1,
        digest="0" * 64,
        modified="2021-04-23T00:00:00+08:00",
        url="https://example.org/",
        notice=notice,
        earliest="2021-04-30",
    )
    made = [
        figure("fund: seed read from pasted text", read, "notices/s"),
        figure(
            "fund: seed reviewed, 36 findings",
            rate(lambda: review(notice)),
            "reviews/s",
            limit=read,
            against="reading it",
        ),
    ]
    for kind, bare in BARE.items():
        body = getattr(written, f"as_{kind}")(text)
        limit = rate(lambda bare=bare, body=body: bare(body))
        value = rate(lambda body=body, kind=kind: read_any(body, f"x.{kind}"))
        made.append(
            figure(f"fund: seed read from {kind}", value, "notices/s", limit=limit, against="the library alone")
        )
    for name, write in WRITERS.items():
        made.append(
            figure(
                f"fund: seed written as {name}",
                rate(lambda write=write: write(source)),
                "files/s",
                limit=read,
                against="reading it",
            )
        )
    return made


def rate(work: Callable[[], object]) -> float:
    """Times a second; the first run is not counted."""
    work()
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        work()
        done += 1
    return done / (time.perf_counter() - began)


def _docx(body: bytes) -> int:
    opened = docx.Document(io.BytesIO(body))
    return sum(len(cell.text) for table in opened.tables for row in table.rows for cell in row.cells)


def _xlsx(body: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(body), data_only=True)
    return sum(len(str(value)) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def _pdf(body: bytes) -> int:
    with pdfplumber.open(io.BytesIO(body)) as opened:
        return sum(len(page.extract_tables()) + len(page.extract_text()) for page in opened.pages)


def _html(body: bytes) -> int:
    return len(html.fromstring(body).text_content())


BARE: dict[str, Callable[[bytes], int]] = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "html": _html}
WRITERS: dict[str, Callable[[Source], bytes]] = {
    "docx": docx_export.document,
    "pdf": pdf.pdf,
    "360giving": giving360.package,
    "iati": iati.activities,
}


def main() -> None:
    """Print the figures alone."""
    for one in figures():
        ratio = "" if one.ratio is None else f"  {one.ratio:6.3f} x {one.against}"
        print(f"{one.name:44} {one.value:10,.2f} {one.unit:10}{ratio}")


if __name__ == "__main__":
    main()
