"""The first six digits of a commodity code are a subheading of the Harmonized System of the day."""

import datetime as dt
from collections.abc import Iterator, Sequence

from kouan.areas.window import reference
from kouan.areas.window.nomenclature.editions import Edition, edition_on, ended, entries
from kouan.areas.window.nomenclature.near import nearest
from kouan.areas.window.reference.tables import EndedCode
from kouan.kernel.documents import Fault

from ._law import fault
from ._parts import Declaration
from ._rule import rule

BASIS = "《商品名称及编码协调制度》2022年版（世界海关组织），编号表取自公开数据，待核"


@rule(
    "WIN-X-095",
    "商品编号前六位是当日协调制度中的子目",
    "The first six digits of a code are a subheading of the Harmonized System of the day",
    fields=("goods.commodity_code",),
    basis=BASIS,
    standing="secondary",
)
def codes_are_in_the_system(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Chapters left to each country are not judged, nor is a day whose edition is not shipped."""
    edition = edition_on(on)
    if edition is None:
        return
    for number, line in enumerate(d.goods):
        six = line.commodity_code[:6]
        judged = len(six) == 6 and six.isascii() and six.isdecimal()
        if judged and six not in entries() and six[:2] not in edition.value.national_chapters:
            yield _unknown(f"goods[{number}].commodity_code", six, edition.value, _loaded(d, six))


def _unknown(path: str, six: str, edition: Edition, loaded: EndedCode | None) -> Fault:
    shipped = ended().get(six)
    if loaded is None and shipped is None:
        zh, en = f"{edition.name} 中没有子目 {six}", f"{edition.name} has no subheading {six}"
        return fault(path, *_with(zh, en, [e.code for e in nearest(six)], "相近的有", "near it"))
    gone = loaded.valid_to if loaded else shipped.last_day if shipped else None
    since = loaded.successors.split() if loaded else shipped.successors if shipped else ()
    zh, en = f"子目 {six} 已于 {gone} 后停用", f"Subheading {six} ended after {gone}"
    return fault(path, *_with(zh, en, since, "现归入", "its goods now stand under"))


def _with(zh: str, en: str, codes: Sequence[str], more_zh: str, more_en: str) -> tuple[str, str]:
    if not codes:
        return zh, en
    return f"{zh}；{more_zh} {'、'.join(codes)}", f"{en}; {more_en}: {', '.join(codes)}"


def _loaded(d: Declaration, six: str) -> EndedCode | None:
    tables = reference.of(d)
    return next(iter(tables.rows(EndedCode, six)), None) if tables else None


CHECKS = (codes_are_in_the_system,)
