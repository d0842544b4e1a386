"""CSV and TSV: the encoding and the separator are found out and said; a lone cell outside a table is a caption."""

import csv
import io

from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.sources.encoding import decode
from kouan.areas.fund.sources.transcript import Row, Table, Transcript, Unreadable, lay, said, tidy
from kouan.kernel.words import Words

SEPARATORS = {
    ",": Words("逗号", "commas"),
    "\t": Words("制表符", "tabs"),
    ";": Words("分号", "semicolons"),
    "|": Words("竖线", "bars"),
}
csv.field_size_limit(200_000)


def transcript(body: bytes) -> Transcript:
    """Read a table, or a whole notice with its paragraphs as lone cells. Raises `Unreadable`."""
    text, encoding = text_of(body)
    tables = tables_of(text)
    words = Words("按 {encoding} 读取，以{sep}分隔", "read as {encoding}, parted by {sep}")
    name = SEPARATORS[separator_of(text)]
    said_zh = words.with_values(encoding=encoding, sep=name.zh).zh
    said_en = words.with_values(encoding=encoding, sep=name.en).en
    return lay(tables, (said("notice-encoding", Words(said_zh, said_en)),))


def text_of(body: bytes) -> tuple[str, str]:
    """The text and its encoding. Raises `Unreadable`."""
    try:
        text, encoding = decode(body)
    except UnicodeDecodeError as fault:
        raise Unreadable(
            "notice-unreadable", Words("文本编码无法识别", "The text is in no encoding known here")
        ) from fault
    if "\0" in text:
        raise Unreadable("notice-unreadable", Words("不是文本文件", "Not a text file"))
    return text, encoding


def separator_of(text: str) -> str:
    """The separator that most lines share; a comma where none does."""
    lines = [line for line in text.splitlines()[:400] if line.strip()]
    return max(SEPARATORS, key=lambda sep: (sum(sep in line for line in lines), -list(SEPARATORS).index(sep)))


def tables_of(text: str) -> list[Table]:
    """The tables of a text, parted by blank lines. Raises `Unreadable`."""
    try:
        return _tables(list(csv.reader(io.StringIO(text), delimiter=separator_of(text))))
    except csv.Error as fault:
        raise Unreadable("file-broken", Words(f"不是完好的 CSV：{fault}", f"Not a sound CSV file: {fault}")) from fault


def _tables(rows: list[list[str]]) -> list[Table]:
    """Blank lines part tables; all rows of one have the width of its widest."""
    blocks: list[list[tuple[int, list[str]]]] = [[]]
    for at, row in enumerate(rows, start=1):
        cells = [tidy(cell) for cell in row]
        if any(cells):
            blocks[-1].append((at, cells))
        elif blocks[-1]:
            blocks.append([])
    return [_table(block) for block in blocks if block]


def _table(block: list[tuple[int, list[str]]]) -> Table:
    width = max(len(cells) for _, cells in block)
    return Table(
        tuple(
            Row((*cells, *[""] * (width - len(cells))), Origin(Words(f"第{at}行", f"line {at}"))) for at, cells in block
        ),
        loose=True,
    )
