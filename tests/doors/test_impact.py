"""Promises of `kouan rules impact` and its page, and of what the first filing waits for."""

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest
from msgspec.structs import replace

from kouan.areas.window.documents import import_declaration
from kouan.areas.window.documents._examples_two_step import ANSWERED
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from kouan.journeys.filing import Faulty, file_document, file_json
from kouan.journeys.impact import Change, filings, impact
from kouan.journeys.warming import warm
from kouan.kernel.documents import encode
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.units import refusal

OF, GOOD = import_declaration.TYPE, import_declaration.GOOD
KAPOK = actor("kapok", "kapok", "declarant")


def filed(house: House, number: int, **changes: Any) -> str:
    """File a declaration, or keep it as refused; the name of what was kept."""
    document = replace(GOOD, reference=f"IMPACT-{number}", **changes)
    try:
        unit = file_document(OF, document, actor=KAPOK, key=f"impact-{number}", now=house.now())
    except Faulty as faulty:
        unit = refusal(actor=KAPOK, kind=OF.code, at=house.now(), body=encode(document), findings=faulty.findings)
    answer = json.loads(house.writer.write(unit).answer)
    return str(answer.get("refused") or answer["case"]["id"])


@pytest.fixture(scope="module")
def three(site_house: House) -> tuple[str, str, str]:
    """A clean declaration, one that is warned of wood, and one that was refused for its packages."""
    return filed(site_house, 1), filed(site_house, 2, packing="23"), filed(site_house, 3, packages=0)


def _check(code: str) -> Any:
    return next(c for c in OF.checks if c.id == code)


def test_a_rule_switched_off_spares_what_it_refused(site_house: House, three: tuple[str, str, str]) -> None:
    """Off, the refused declaration would have been taken; the other two do not change."""
    last = filings(site_house.reader, OF, 100)
    assert {f.id for f in last} >= set(three)
    found = impact(OF, _check("WIN-X-004"), last, Change(off=True))
    assert [(c.id, c.before, c.after) for c in found.changed] == [(three[2], "refused", "clean")]
    assert (found.spared, found.struck) == (1, 0)


def test_a_warning_made_an_error_strikes_what_it_warned(site_house: House, three: tuple[str, str, str]) -> None:
    """Weighed as an error, the declaration packed in wood would have been refused."""
    found = impact(OF, _check("WIN-X-062"), filings(site_house.reader, OF, 100), Change(severity="error"))
    assert [(c.id, c.before, c.after) for c in found.changed] == [(three[1], "warned", "refused")]


def test_another_day_and_another_row_change_the_answer(site_house: House, three: tuple[str, str, str]) -> None:
    """By the law of 2018 a rule that has ended holds again; one more row of a table refuses what nobody refused."""
    last = filings(site_house.reader, OF, 100)
    code = GOOD.goods[0].commodity_code
    row = f"{code},035,,,,,,,2018-01-01,2024-12-31,示例（虚构）,house"
    found = impact(OF, _check("WIN-X-005"), last, Change(table="commodities", rows=row))
    assert {c.id for c in found.changed} >= set(three)
    assert {c.after for c in found.changed} == {"refused"}
    with pytest.raises(ValueError, match="no table"):
        impact(OF, _check("WIN-X-005"), last, Change(table="nothing", rows="x"))
    two = filed(site_house, 4, filing="5", two_step=ANSWERED)
    last = filings(site_house.reader, OF, 100)
    found = impact(OF, _check("WIN-X-086"), last, Change(on=dt.date(2018, 12, 3)))
    assert [c.id for c in found.changed] == [two]


def test_the_command_tells_n_of_m(
    site_house: House, three: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line of JSON a document type; an unknown rule or table is a fault of usage."""
    wired = cast(Wired, SimpleNamespace(clock=site_house.now, open_for_reading=lambda: site_house))
    assert run(["rules", "impact", "win-x-004", "--json"], wired) == 0
    lines = {line["type"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    told = lines[OF.code]
    assert (told["changed"], told["spared"], told["cases"]) == (1, 1, [three[2]])
    assert told["looked_at"] >= 3
    assert run(["rules", "impact", "WIN-X-999"], wired) == 2
    assert run(["rules", "impact", "WIN-X-005", "--row", "nothing", "a"], wired) == 2
    assert run(["rules", "impact", "WIN-X-004", "--last", "0"], wired) == 2


def test_the_page_shows_own_filings_only(browse: Any, three: tuple[str, str, str]) -> None:
    """The firm sees what of its own would change, customs sees all, another firm nothing; odd questions are answered."""
    place = f"/documents/{OF.code}/rules/WIN-X-004/impact/"
    mine = browse("kapok").get(place + "?change=off&last=100")
    assert three[2] in mine.content.decode()
    assert three[2] in browse("customs").get(place + "?change=off&last=100").content.decode()
    assert browse("lychee").get(place + "?change=off").context["answer"].looked_at == 0
    assert browse("maritime").get(place).status_code == 403
    assert browse("kapok").get(place + "?change=date&on=tomorrow").status_code == 422
    rows = browse("kapok").get(f"/documents/{OF.code}/rules/WIN-X-005/impact/?change=rows&rows=a")
    assert rows.status_code == 422
    assert browse().get(place).status_code == 302


def test_the_first_filing_waits_for_no_table(site_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the warming at the start, a filing of a reference that is new asks the store for nothing."""
    house = replace(site_house, reader=Reader(site_house.store))
    warm(house, [OF])
    asked: list[str] = []
    monkeypatch.setattr(house.reader.connections, "query", lambda text, values=(): asked.append(text) or [])
    body = encode(replace(GOOD, reference="WARM-1"))
    file_json(OF, body, actor=KAPOK, key="warm-1", now=house.now(), reader=house.reader)
    assert asked == []
