"""Promises of the index's public pages and of the area's face."""

import csv
import datetime as dt
import io
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import django
import pytest

django.setup()

from django.test import Client  # noqa: E402 -- Django is ready only now

from kouan.areas import index  # noqa: E402
from kouan.areas.index import keeping, shown  # noqa: E402
from kouan.areas.index.figures import period_of, period_text  # noqa: E402
from kouan.areas.index.measuring.cells import ALL_PORTS  # noqa: E402
from kouan.areas.index.measuring.log import microseconds  # noqa: E402
from kouan.areas.index.rules import definition  # noqa: E402
from kouan.kernel.journal import Entry  # noqa: E402
from kouan.store.house import House  # noqa: E402
from kouan.store.models import Account, Organisation  # noqa: E402
from tests.support.journals import busy_port, sealed  # noqa: E402

Another = Callable[[list[Entry]], House]
SHANGHAI = dt.timezone(dt.timedelta(hours=8))
PAGES = (
    "/index/",
    "/index/import.total/",
    "/index/import.inspection/",
    "/index/import.total/all/2026/",
    "/index/import.total/CNNSA/2026-05/",
    "/index/export.total/all/all/",
    "/index/import.total/CNXXX/1999-01/",
)


def client_of(role: str) -> Client:
    """A client signed in as an invented person of a role."""
    firm, _ = Organisation.objects.get_or_create(
        id="ORG-T", name_zh="示例单位（虚构）", name_en="Example body (invented)"
    )
    person, _ = Account.objects.get_or_create(login=f"t-{role}", organisation=firm, role=role)
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_public_in_both_languages(busy: House, page: str, language: str) -> None:
    """Every page opens without signing in, in Chinese and in English, with nothing inline that the policy forbids."""
    answer = Client().get(page, headers={"accept-language": language})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="zh-Hans">' in text or language == "en"
    assert ("依据" in text) == (language == "zh-hans")
    assert " style=" not in text
    assert "onclick" not in text


@pytest.mark.parametrize(
    "page",
    [
        "/index/no.such/",
        "/index/import.total/all/2026-13/",
        "/index/import.total/all/x/",
        "/index/import.total/CNNSA/all/",
        "/index/import.total/CNNSA/all.json",
        "/index/x.json",
    ],
)
def test_what_is_not_there_is_said(busy: House, page: str) -> None:
    """An unknown definition or a period that is none is a page that does not exist."""
    assert Client().get(page).status_code == 404


def test_every_number_can_be_asked(busy: House) -> None:
    """The overview tells definition, version, estimator, cases, position and digest of what it shows."""
    text = Client().get("/index/").content.decode()
    asked = index.figure("import.total", month="2026-11")
    assert "import.total v1" in text
    assert f"sha256:{asked.digest[:4]}" in text
    assert shown.ESTIMATORS["mean"].zh in text
    assert f"#{asked.position:,}" in text


def test_cases_are_shown_only_to_who_may_see_them(busy: House) -> None:
    """The public and a declarant see counts and spread; an analyst and an auditor see the cases and may take them away."""
    page = "/index/import.total/CNNSA/2026/"
    for client in (Client(), client_of("declarant"), client_of("customs")):
        assert "DEC-" not in client.get(page).content.decode()
        assert client.get(page + "cases.csv").status_code == 403
    for role in ("analyst", "auditor"):
        client = client_of(role)
        assert "DEC-" in client.get(page).content.decode()
        rows = list(csv.DictReader(io.StringIO(client.get(page + "cases.csv").content.decode("utf-8-sig"))))
        asked = index.figure("import.total", port="CNNSA", year=2026)
        hours = [Decimal(r["hours"]) for r in rows if r["status"] == "done"]
        assert len(hours) == asked.n
        assert asked.value is not None
        assert abs(sum(hours) / len(hours) - asked.value) < Decimal("0.000002")


def test_what_is_withheld_is_told_nowhere(busy: House) -> None:
    """A withheld cell shows no value and no count on its page, in JSON or in CSV."""
    kept = keeping.shelf(busy).current()
    hidden = [c for c in kept.cells["import.inspection v1"] if c.withheld and c.port]
    assert hidden
    for c in hidden[:5]:
        page = f"/index/import.inspection/{c.port}/{period_text(c.period)}/"
        for record in json.loads(Client().get(page[:-1] + ".json").content):
            assert record["withheld"] in ("few", "beside")
            assert (record["value"], record["n"], record["open"], record["excluded"]) == (None, None, None, {})
        assert "<td" not in Client().get(page).content.decode().split("<main")[1]


def test_data_and_pages_say_the_same(busy: House) -> None:
    """JSON and CSV hold every published cell with its definition, interval and position."""
    records = json.loads(Client().get("/index/figures.json").content)["figures"]
    rows = list(csv.DictReader(io.StringIO(Client().get("/index/figures.csv").content.decode("utf-8-sig"))))
    assert [r["digest"] for r in rows] == [r["digest"] for r in records]
    found = next(
        r
        for r in records
        if (r["definition"], r["port"], r["period"], r["estimator"]) == ("export.total", "all", "2026", "mean")
    )
    asked = index.figure("export.total", year=2026)
    assert (found["value"], found["n"], found["position"]) == (str(asked.value), asked.n, asked.position)


def test_a_year_is_measured_from_its_cases(busy: House) -> None:
    """The fund's question: export clearance of each year, with the cases of its months and a median of its own."""
    years = index.series("export.total", grain="year")
    months = index.series("export.total")
    assert [f.period for f in years] == [2025, 2026]
    for f in years:
        assert f.n == sum(m.n or 0 for m in months if m.period // 100 == f.period)
        assert f.value is not None
        assert f.low is not None
        assert f.high is not None
        assert f.low <= f.value <= f.high


def test_a_past_figure_can_be_told_again(busy: House) -> None:
    """As of an instant, only what was released by then counts; what had arrived and was not yet released is open."""
    cut = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)
    then = index.figure("import.total", month="2026-03", as_of=cut)
    shelf = keeping.shelf(busy)
    rows = keeping.cases_behind(shelf.figures, shelf.current().stages["import.total v1"], ALL_PORTS, 0)
    first, last = (microseconds(dt.datetime(2026, m, 1, tzinfo=SHANGHAI)) for m in (3, 4))
    arrived = [r for r in rows if r["status"] in ("done", "open") and r["start_us"] <= microseconds(cut)]
    released = [r for r in arrived if r["end_us"] and r["end_us"] <= microseconds(cut)]
    assert then.n == sum(first <= r["end_us"] < last for r in released)
    assert then.n_open == sum(first <= r["start_us"] < last for r in arrived if r not in released)
    assert then.digest != index.figure("import.total", month="2026-03").digest


def test_the_same_journal_gives_the_same_bytes(busy: House, another: Another) -> None:
    """Measured again from nothing elsewhere, every kept byte but the file's own time is the same."""
    other = another(sealed(busy_port(4000)))
    keeping.shelf(other).refresh()
    for path in sorted(keeping.shelf(busy).figures.iterdir()):
        assert (keeping.shelf(other).figures / path.name).read_bytes() == path.read_bytes(), path.name


def test_frames_can_be_thrown_away(another: Another) -> None:
    """Without its folder, the next question makes it anew, and a refresh with nothing new changes nothing."""
    house = another(sealed(busy_port(400)))
    before = index.figure("import.total", year=2026)
    shutil.rmtree(house.var / "frames")
    assert index.figure("import.total", year=2026) == before
    assert index.refresh(house) == before.position


def test_a_spoilt_file_of_figures_is_made_anew(another: Another) -> None:
    """Half a file of kept figures, or half a manifest, is as good as none: they are computed again."""
    house = another(sealed(busy_port(400)))
    before = index.figure("import.total", year=2026)
    for name in ("figures/kept.json", "journal/manifest.json"):
        path = house.var / "frames" / name
        path.write_bytes(path.read_bytes()[:40])
        keeping._shelves.clear()
        assert index.figure("import.total", year=2026) == before


def test_an_empty_port_says_so(another: Another) -> None:
    """No case yet: the overview says what is missing, and every figure is withheld as having none."""
    another([])
    assert "还没有可算的案件" in Client().get("/index/").content.decode()
    asked = index.figure("import.total", year=2026)
    assert (asked.withheld, asked.value, asked.position) == ("none", None, 0)


def test_a_fault_is_shown_and_the_old_figures_stay(another: Another) -> None:
    """Figures that can not be renewed are still there, and the page names the fault."""
    entries = sealed(busy_port(300))
    house = another(entries)
    shelf = keeping.shelf(house)
    before = shelf.current()
    writing = house.store.connect()
    writing.execute("DROP TRIGGER IF EXISTS journal_event_no_delete")
    for (name,) in writing.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        writing.execute(f"DROP TRIGGER {name}")
    writing.execute("DELETE FROM journal_event WHERE seq = ?", [len(entries)])
    shelf._try_refresh()
    assert "Broken" in shelf.fault
    assert shelf.current() == before
    assert "数值暂未更新" in Client().get("/index/").content.decode()


def test_the_sentence_obeys_the_interval(busy: House) -> None:
    """A month within whose interval the one before lies is called near it; only a month outside is shorter or longer."""
    months = index.series("import.total")
    for before, now in pairwise(months):
        assert now.low is not None
        assert before.value is not None
        assert now.high is not None
        near = now.low <= before.value <= now.high
        assert ("相近" in shown.compared(now, before).zh) == near


def test_tiers_never_part_ports_that_overlap_with_the_first(busy: House) -> None:
    """Within a tier every interval overlaps that of its first port; the first of the next tier does not."""
    ports = [index.figure("import.total", port=p, year=2026, estimator="p50") for p in shown.PORTS.codes]
    placed = shown.tiers(ports)
    firsts = {tier: next(f for t, f in placed if t == tier) for tier, _ in placed}
    for tier, f in placed:
        assert f.low is not None
        assert firsts[tier].high is not None
        assert f.low <= firsts[tier].high  # type: ignore[operator]
        assert tier == 1 or f.low > firsts[tier - 1].high  # type: ignore[operator]


@pytest.mark.parametrize(
    "text", ["2026-00", "2026-13", "26", "2026-1", "２０２６", "", "all-", "2026-01-01", "-2026", "2026-"]
)
def test_periods_that_are_none_are_refused(text: str) -> None:
    """Only `all`, a year and a month are periods, and they are written back as they were."""
    with pytest.raises(ValueError, match="not a period"):
        period_of(text)
    assert [period_text(period_of(t)) for t in ("all", "2026", "2026-02")] == ["all", "2026", "2026-02"]


def test_all_ports_and_years_hold_every_counted_case(busy: House) -> None:
    """All time at all ports counts as many cases as the stage table holds."""
    rows = keeping.cases_behind(
        keeping.shelf(busy).figures, keeping.shelf(busy).current().stages["import.total v1"], ALL_PORTS, 0
    )
    assert index.figure("import.total").n == sum(r["status"] == "done" for r in rows)
    assert definition("import.total").minimum == 30
