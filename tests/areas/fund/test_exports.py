"""A published notice as files: each valid under its own standard, nothing said twice, what is left out listed."""

import csv
import datetime as dt
import io
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from django.test import Client
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from kouan.areas.fund.operations import Published
from kouan.store.house import House

WORDS = ("叁仟陆佰玖拾万元整", "广东省电子口岸管理有限公司", "国际贸易“单一窗口”建设项目", "逐年缩短")


@pytest.fixture
def files(port: House, published: Published) -> str:
    """Where the files of the published seed lie."""
    return f"/fund/notices/{published.number}/v1/files/"


def had(files: str, name: str) -> bytes:
    """One file."""
    answer = Client().get(files + name)
    assert answer.status_code == 200
    return answer.content


def expected(shared: Path) -> dict[str, Any]:
    """What others wrote down about the exports of the seed."""
    found: dict[str, Any] = json.loads((shared / "vectors/fund/seed/expected.json").read_text("utf-8"))["exports"]
    return found


def formats() -> jsonschema.FormatChecker:
    """Knows dates with times too: without that the standard's choice of two date forms finds faults in good dates."""
    checker = jsonschema.FormatChecker()

    @checker.checks("date-time", ValueError)
    def _instant(value: object) -> bool:
        return not isinstance(value, str) or (dt.datetime.fromisoformat(value).tzinfo is not None and "T" in value)

    return checker


def test_360giving_is_valid(files: str, shared: Path) -> None:
    """The package holds under the standard's own schema: 6 grants, 36 900 000 CNY, 4 recipients, numbers as numbers."""
    folder = shared / "vectors/fund/schemas/360giving"
    schema = json.loads((folder / "360-giving-package-schema.json").read_text("utf-8"))
    item = json.loads((folder / "360-giving-schema.json").read_text("utf-8"))
    schema["$defs"] = item.pop("$defs")
    schema["properties"]["grants"]["items"] = item
    for inlined in (schema, item):
        inlined.pop("$id", None)
    data = json.loads(had(files, "360giving.json"), parse_float=Decimal)
    validator = jsonschema.Draft202012Validator(schema, format_checker=formats())
    assert [error.message for error in validator.iter_errors(data)] == []
    assert [*validator.iter_errors({"grants": [{**data["grants"][0], "amountAwarded": "100万元"}]})]
    known = expected(shared)
    assert len(data["grants"]) == known["grants"]
    assert sum(grant["amountAwarded"] for grant in data["grants"]) == int(known["grants_total_cny"])
    assert len({grant["recipientOrganization"][0]["id"] for grant in data["grants"]}) == 4
    assert all(grant["title"] != grant["description"] for grant in data["grants"])
    assert "拟议" in data["title"]


def test_iati_is_valid(files: str, shared: Path) -> None:
    """The file holds under the three schemas; values are decimals and the qualitative target has none."""
    schema = etree.XMLSchema(etree.parse(str(shared / "vectors/fund/schemas/iati/iati-activities-schema.xsd")))
    root = etree.fromstring(had(files, "iati.xml"))
    assert schema.validate(root), schema.error_log
    known = expected(shared)
    assert root.findtext(".//budget/value") == known["iati_budget_cny"]
    planned = [Decimal(value) for value in root.xpath("//planned-disbursement/value/text()")]
    assert planned == [Decimal(45_100_000), Decimal(27_060_000), Decimal(18_040_000)]
    assert len(root.xpath("//result[@type='1']")) == known["iati_results"]["type_1_output"]
    assert len(root.xpath("//result[@type='2']")) == known["iati_results"]["type_2_outcome"]
    assert len(root.xpath("//indicator")) == known["iati_indicators"]
    assert all(Decimal(value) >= 0 for value in root.xpath("//target/@value"))
    wordy = root.xpath("//indicator[.//target[not(@value)]]")
    assert [one.get("measure") for one in wordy] == ["5"]
    assert "指标6" in wordy[0].findtext("title/narrative")
    assert len(root.xpath("//target")) == 24


def test_csv_fits_its_columns(files: str) -> None:
    """The tables have the columns that their schema names; amounts are exact and make the total."""
    for name, count in (("plan", 6), ("targets", 24)):
        rows = list(csv.DictReader(io.StringIO(had(files, f"{name}.csv").decode("utf-8-sig"))))
        schema = json.loads(had(files, f"{name}.schema.json"))
        assert [field["name"] for field in schema["fields"]] == list(rows[0])
        assert len(rows) == count
        assert len({tuple(row[key] for key in schema["primaryKey"]) for row in rows}) == count
        for field in schema["fields"]:
            assert not field["constraints"]["required"] or all(row[field["name"]] for row in rows)
    plan = csv.DictReader(io.StringIO(had(files, "plan.csv").decode("utf-8-sig")))
    assert sum(Decimal(row["granted_yuan"]) for row in plan) == 36_900_000


def test_all_data_fits_its_schema(files: str, published: Published) -> None:
    """notice.json holds under the schema that we publish for it, read by an independent validator."""
    data = json.loads(Client().get(f"/fund/notices/{published.number}/v1/notice.json").content)
    jsonschema.Draft202012Validator(json.loads(had(files, "notice.schema.json"))).validate(data)


def test_pdf_embeds_its_fonts(files: str) -> None:
    """Chinese text comes out of the PDF as it went in, every font is embedded, A4, and the bytes are the same twice."""
    made = had(files, "notice.pdf")
    reader = PdfReader(io.BytesIO(made))
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
    for word in WORDS:
        assert word in text
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])
        assert "NotoSerifSC" in font["/BaseFont"] or "NotoSansSC" in font["/BaseFont"]
    box = reader.pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == (210, 297)
    assert had(files, "notice.pdf") == made


def test_docx_keeps_the_measures(files: str) -> None:
    """A4, the type area of the standard, a document grid, and an East Asian font on every run; the tables as printed."""
    made = docx.Document(io.BytesIO(had(files, "notice.docx")))
    section = made.sections[0]
    found = [
        round(value.mm) for value in (section.page_width, section.page_height, section.top_margin, section.left_margin)
    ]
    assert found == [210, 297, 37, 28]
    assert [round(value.mm) for value in (section.right_margin, section.bottom_margin)] == [26, 35]
    cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
    runs = [
        run
        for block in (*made.paragraphs, *(p for cell in cells for p in cell.paragraphs))
        for run in block.runs
        if run.text
    ]
    assert all(run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs)
    text = "\n".join(run.text for run in runs)
    for word in WORDS:
        assert word in text
    assert [len(table.rows) for table in made.tables] == [8, 25]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_left_out_is_listed(language: str, files: str) -> None:
    """The page lists every file and, form by form, what it can not say, counted on this notice."""
    page = Client(headers={"accept-language": language}).get(files).content.decode()
    for name in ("plan.csv", "360giving.json", "iati.xml", "notice.docx", "notice.pdf", "notice.json"):
        assert name in page
    assert page.count("36</td>") >= 3
    assert Client().get(f"{files}no.exe").status_code == 404


def test_printed_markup_stays_text(port: House, officer: Any, body: bytes) -> None:
    """Words of a notice that are markup to the typesetter come out as words."""
    from kouan.areas.fund.operations import publish

    from .conftest import NOW, WAIVED

    odd = body.replace("现将".encode(), '现将#read("/etc/hostname")\\$x$"'.encode())
    done = publish(body=odd, actor=officer, now=NOW, key="odd", waivers=WAIVED, writer=port.writer)
    made = Client().get(f"/fund/notices/{done.number}/v1/files/notice.pdf").content
    text = PdfReader(io.BytesIO(made)).pages[0].extract_text().replace("\n", "")
    assert '#read("/etc/hostname")' in text
    assert os.uname().nodename not in text
