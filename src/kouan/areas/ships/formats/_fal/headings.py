"""Which sheet is which list, and which column is which field: by the words of the headings, never by address."""

from typing import Literal, NamedTuple

from .cells import Cell, Page, key

List = Literal["crew", "passengers", "stores"]

PERSONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("birth_place", ("place of birth", "birth place", "birthplace", "出生地")),
    ("birth_date", ("date of birth", "birth date", "birthdate", "dob", "出生日期", "生日")),
    ("document_expires", ("date of expiry", "expiry", "expires", "expiration", "valid until", "有效期")),
    ("document_issuer", ("country of issue", "issuing", "issued by", "签发国", "签发")),
    ("document_number", ("document number", "passport number", "passport no", "document no", "证件号", "护照号")),
    ("middle", ("middle name", "middle names", "中间名")),
    ("family_name", ("last name", "family name", "surname", "姓")),
    ("given_names", ("first name", "given name", "given names", "forename", "名")),
    ("nationality", ("nationality", "citizenship", "国籍")),
    ("sex", ("sex", "gender", "性别")),
    ("leaves_at", ("debarkation", "disembarkation", "port of discharge", "下船", "离船")),
    ("joined", ("embarkation", "embarked", "joined", "上船", "登船")),
    ("rank", ("rank", "rating", "duty", "职务")),
    ("visa", ("visa", "residence permit", "签证")),
    ("transit", ("transit", "过境")),
    ("effects", ("effects", "随身物品", "船员物品")),
    ("serial", ("srno", "sr no", "serial", "no", "序号")),
)
"""Fields of a person by what a heading may say; the first that fits."""
STORES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("article", ("name of article", "article", "item", "description", "物品", "品名")),
    ("quantity", ("quantity", "qty", "amount", "数量")),
    ("unit", ("measurement", "unit", "units", "单位")),
    ("location", ("location", "place of storage", "stowage", "存放")),
    ("serial", ("srno", "sr no", "serial", "no", "序号")),
)
NEEDED = {"persons": 4, "stores": 2}
DEEPEST = 60
"""Rows from the top in which headings are looked for."""


class Table(NamedTuple):
    """A list that was found: which one, on which sheet, its columns, and the rows below its headings."""

    list: List
    page: Page
    columns: dict[str, int]
    rows: dict[int, dict[int, Cell]]
    passports: bool
    """The headings say that the papers are passports."""

    def cell(self, row: int, field: str) -> Cell | None:
        """The cell of a field in a row, None where it is empty or the list has no such column."""
        number = self.columns.get(field)
        return self.rows[row].get(number) if number else None


def tables(pages: tuple[Page, ...]) -> list[Table]:
    """The lists of a workbook; where two sheets hold the same list, both."""
    return [table for page in pages if (table := _table(page)) is not None]


def _table(page: Page) -> Table | None:
    best: Table | None = None
    for number in sorted(page.rows)[:DEEPEST]:
        for known, needed in ((PERSONS, NEEDED["persons"]), (STORES, NEEDED["stores"])):
            columns = _columns(page.rows[number], known)
            telling = set(columns) - {"serial"}
            if len(telling) >= needed and (best is None or len(telling) > len(best.columns)) and _told(telling):
                below = {n: cells for n, cells in page.rows.items() if n > number}
                above = (c for n, cells in page.rows.items() if n <= number for c in cells.values())
                passports = any("passport" in key(c.text) or "护照" in c.text for c in above)
                best = Table(_kind(page, columns), page, columns, below, passports)
    return best


def _told(fields: set[str]) -> bool:
    """A name or a paper's number makes it a list of persons; an article with a quantity, a list of stores."""
    return bool(fields & {"family_name", "document_number"}) or {"article", "quantity"} <= fields


def _columns(cells: dict[int, Cell], known: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in sorted(cells.items()):
        said = key(cell.text)
        field = next((f for f, words in known if any(_says(said, w) for w in words)), "")
        if field:
            found.setdefault(field, number)
    return found


def _says(said: str, word: str) -> bool:
    if not word.isascii():
        return word == said or (len(word) > 1 and word in said)
    return said == word or (len(word) > 2 and f" {word} " in f" {said} ")


def _kind(page: Page, columns: dict[str, int]) -> List:
    if "article" in columns and "family_name" not in columns:
        return "stores"
    name = key(page.name)
    if "passenger" in name or "pax" in name or "旅客" in name:
        return "passengers"
    if "crew" in name or "船员" in name:
        return "crew"
    return "passengers" if "transit" in columns or "visa" in columns else "crew"
