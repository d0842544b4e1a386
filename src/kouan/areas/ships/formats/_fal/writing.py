"""Our lists as the workbook: the same sheets and headings, names and numbers as texts, quantities as numbers."""

import functools
import importlib
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from kouan.kernel.formats import Loss, Writing
from kouan.kernel.words import Words

from .stores import NIL_ROWS, UNITS

Raw = dict[str, Any]
HEADINGS_ROW = 18
"""Where the workbook of the single window has its headings; data follow below."""
_CODE3 = "(ISO 3 Lett Country Code)"
_PERSON = (
    "SrNo", "Last Name", "First Name", "Middle Name", f"Nationality {_CODE3}", "Sex (M, F or Other)",
    "Date of Birth (yyyy/mm/dd)", "Document Number", f"Country of Issue {_CODE3}", "Date of Expiry (yyyy/mm/dd)",
    "Port of Embarkation", "Port of Debarkation",
)  # fmt: skip
CREW = (*_PERSON, "Rank or Rating", "Place of birth", "Effects ineligible for relief from customs duties")
PASSENGERS = (*_PERSON, "Visa number if appropriate", "Place of birth", "Transit (Y/N)")
STORES = ("SrNo", "Name of article", "Quantity", "Measurement Type", "Location on board / Comments")
NO_COLUMN = Words("工作簿没有这一栏", "The workbook has no column for it")
_LOST = {
    "crew_list": ("chinese_name", "visa", "joined_on"),
    "passenger_list": ("chinese_name",),
}


@functools.cache
def _openpyxl() -> Any:
    return importlib.import_module("openpyxl")


def written(document: Raw) -> Writing:
    """The workbook and its losses. The rest of the declaration (ship, voyage, health ...) is not its business."""
    book = _openpyxl().Workbook()
    book.remove(book.worksheets[0])
    effects = _effects_of(document)
    crew = [_crew(n, one, effects.get(n, "")) for n, one in enumerate(document.get("crew_list", ()), 1)]
    travellers = [_passenger(n, one) for n, one in enumerate(document.get("passenger_list", ()), 1)]
    _sheet(book, "Crew List", "Passport Information", CREW, crew)
    _sheet(book, "Passenger List", "Passport Information", PASSENGERS, travellers)
    _sheet(book, "Ship Stores Declaration", "", STORES, _stores(document))
    out = io.BytesIO()
    book.save(out)
    return Writing(out.getvalue(), tuple(_losses(document)))


def _sheet(book: Any, name: str, group: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.create_sheet(name)
    if group:
        _put(sheet, HEADINGS_ROW - 2, 9, group)
    for below, row in enumerate((headings, *rows)):
        for right, value in enumerate(row):
            _put(sheet, HEADINGS_ROW + below, 2 + right, value)
    sheet.freeze_panes = f"A{HEADINGS_ROW + 1}"


def _put(sheet: Any, row: int, column: int, value: Any) -> None:
    if value in ("", None):
        return
    cell = sheet.cell(row=row, column=column, value=value)
    if isinstance(value, str):  # never a formula, never a number that loses its zeros
        cell.data_type, cell.number_format = "s", "@"


def _person(number: int, one: Raw) -> list[Any]:
    day = {k: str(one.get(k) or "").replace("-", "/") for k in ("birth_date", "document_expires")}
    sex = {"X": "Other"}.get(one.get("sex", ""), one.get("sex", ""))
    place = one.get("joined_at") or one.get("embarked_at") or ""
    return [
        number, one.get("family_name", ""), one.get("given_names", ""), "", one.get("nationality", ""), sex,
        day["birth_date"], one.get("document_number", ""), one.get("document_issuer", ""), day["document_expires"],
        place, one.get("leaves_at", ""),
    ]  # fmt: skip


def _crew(number: int, one: Raw, effects: str) -> list[Any]:
    return [*_person(number, one), one.get("rank", ""), one.get("birth_place", ""), effects]


def _passenger(number: int, one: Raw) -> list[Any]:
    transit = one.get("transit", False)
    said = transit if isinstance(transit, str) else "Y" if transit else "N"
    return [*_person(number, one), one.get("visa", ""), one.get("birth_place", ""), said]


def _effects_of(document: Raw) -> dict[int, str]:
    found: dict[int, str] = {}
    for one in document.get("crew_effects", ()):
        said = " ".join(str(one[k]) for k in ("quantity", "unit", "article") if one.get(k))
        number = one.get("seafarer", 0)
        found[number] = f"{found[number]}; {said}" if number in found else said
    return found


def _stores(document: Raw) -> list[list[Any]]:
    rows = [
        [n, s.get("article", ""), _number(s.get("quantity", "")), _unit(s.get("unit", "")), s.get("location", "")]
        for n, s in enumerate(document.get("stores", ()), 1)
    ]
    nil = document.get("nil") or {}
    return rows + [["", name, "NIL"] for field, name in NIL_ROWS.items() if nil.get(field) == "nil"]


def _number(text: Any) -> Any:
    """A number of the workbook; a quantity that is none, or too long for a cell's number, stays a text."""
    try:
        made = Decimal(str(text))
    except InvalidOperation:
        return str(text)
    return made if made.is_finite() and len(made.as_tuple().digits) <= 15 else str(text)


def _unit(code: str) -> str:
    return UNITS[code][0] if code in UNITS else code


def _losses(document: Raw) -> Iterator[Loss]:
    for name, fields in _LOST.items():
        for number, one in enumerate(document.get(name, ())):
            for field in fields:
                if one.get(field):
                    yield Loss(f"{name}[{number}].{field}", str(one[field]), NO_COLUMN)
            if one.get("document_kind", "passport") != "passport":
                yield Loss(f"{name}[{number}].document_kind", str(one["document_kind"]), NO_COLUMN)
    for number, one in enumerate(document.get("crew_effects", ())):
        words = Words(
            "物品栏是文字，数量和单位不能读回", "The column of effects is text: quantity and unit are not read back"
        )
        yield Loss(f"crew_effects[{number}]", str(one.get("article", "")), words)
    for field, said in (document.get("nil") or {}).items():
        if said and (field not in NIL_ROWS or said != "nil"):
            yield Loss(f"nil.{field}", str(said), NO_COLUMN)
