"""Promises of the ledger of licences: reserved on lodging, written off on release, given back when a declaration ends,
never below nought, whoever asks at the same instant; alike on SQLite and PostgreSQL.
"""

import datetime as dt
import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents import _rare as rare
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.licensing import reading
from kouan.areas.window.licensing.ledger import SHORT
from kouan.areas.window.licensing.things import LICENCE, Account, Licence, plain, scaled
from kouan.journeys import filing
from kouan.journeys.filing import Faulty, amend_document, file_document
from kouan.journeys.licences import taken
from kouan.journeys.licensing.drawing import written
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.units import Conflict
from kouan.store.writer import Writer

OF = import_declaration.TYPE
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
OPERATOR, OFFICER = actor("operator", "operator", "operator"), actor("customs", "customs", "customs")
HOLDER, STRANGER = actor("kapok", "kapok", "declarant"), actor("banyan", "banyan", "declarant")
HEAD = "kind,number,party,scc,codes,unit,remainder,one_batch,valid_from,valid_to,issuer,reference,standing"
FILE = f"""{HEAD}
411,FICT-A,4404FAKE01,91440000FAKE000014,0306,035,100,,2026-01-01,2026-12-31,示例签发机关（虚构）,示例（虚构）,house
411,FICT-ONE,4404FAKE01,91440000FAKE000014,,035,100,1,2026-01-01,2026-12-31,示例签发机关（虚构）,示例（虚构）,house
411,FICT-OLD,4404FAKE01,91440000FAKE000014,,035,100,,2025-01-01,2025-12-31,示例签发机关（虚构）,示例（虚构）,house
411,FICT-ELSE,4404FAKE09,91440000FAKE000022,,035,77,,2026-01-01,2026-12-31,示例签发机关（虚构）,示例（虚构）,house
"""
_keys = itertools.count()


@pytest.fixture
def house(store: Any) -> Iterator[House]:
    """A house with four licences on its books; kapok holds three of them."""
    writer = Writer(store).start()
    made = House(store, writer, Reader(store), lambda: NOON)
    store.begin(connection := store.connect())
    text = "INSERT INTO organisation (id, name_zh, name_en, uscc, fictitious) VALUES (?, ?, ?, ?, ?)"
    for id_, code in (("kapok", "91440000FAKE000014"), ("banyan", "91440000FAKE000022")):
        connection.execute(store.sql(text), (id_, id_, id_, code, True))
    connection.execute("COMMIT")
    connection.close()
    writer.write(taken(made, FILE.encode(), table="licences", actor=OPERATOR))
    yield made
    writer.stop()


def drawing(quantity: str, number: str = "FICT-A", unit: str = "035") -> Any:
    """A declaration that draws on a licence."""
    limit = rare.GoodsLimit(item=1, kind="411", number=number, quantity=Decimal(quantity), unit=unit)
    return replace(import_declaration.GOOD, reference=f"LIC-{next(_keys)}", goods_limits=(limit,))


def file(house: House, document: Any, who: Any = HOLDER, key: str = "") -> str:
    """File it; the id of its case."""
    named = key or f"licence-{next(_keys)}"

    def make() -> Any:
        return file_document(OF, document, actor=who, key=named, now=NOON, reader=house.reader)

    made = make()
    written(house.writer, lambda: made)
    assert made.case is not None
    return str(made.case[-1])


def decide(house: House, id_: str, *actions: str, who: Any = OFFICER) -> None:
    """Take steps on a case."""
    for action in actions:
        case = house.reader.case(id_)
        assert case is not None
        unit = filing.decision(
            OF, case, action, version=case.version, actor=who, now=NOON, reason="虚构", reader=house.reader
        )
        house.writer.write(unit)


def balance(house: House, number: str = "FICT-A") -> tuple[Decimal, Decimal, Decimal]:
    """What remains, is reserved, is written off."""
    one = of(house, number)
    return plain(one.remaining), plain(one.reserved), plain(one.written)


def of(house: House, number: str) -> Licence:
    """A licence as it stands."""
    account = Account(LICENCE, "411", number)
    return reading.accounts(house.reader, [account])[account.id]


def found(house: House, document: Any, who: Any = HOLDER) -> list[Finding]:
    """What WIN-X-070 finds when it is filed."""
    with pytest.raises(Faulty) as refused:
        file(house, document, who)
    return [f for f in refused.value.findings if f.code == "WIN-X-070"]


def test_reserved_then_written_off(house: House) -> None:
    """Lodging reserves, release writes off, and each is an entry that names the declaration and a fact of the journal."""
    id_ = file(house, drawing("40.5"))
    assert balance(house) == (Decimal("59.5"), Decimal("40.5"), 0)
    decide(house, id_, "accept", "release")
    assert balance(house) == (Decimal("59.5"), 0, Decimal("40.5"))
    entries = reading.entries_of(house.reader, licence=of(house, "FICT-A").id)
    assert [(e.kind, e.declaration) for e in entries] == [("issue", ""), ("reserve", id_), ("write_off", id_)]
    kinds = [e.kind for e in house.reader.journal(0)]
    assert kinds.count("LicenceReserved") == kinds.count("LicenceWrittenOff") == 1


@pytest.mark.parametrize("steps", [("reject",), ("accept", "cancel")])
def test_an_ended_declaration_gives_back(house: House, steps: tuple[str, ...]) -> None:
    """Rejected or cancelled before release: the whole quantity is there again."""
    decide(house, file(house, drawing("100")), *steps)
    assert balance(house) == (100, 0, 0)


def test_withdrawn_gives_back(house: House) -> None:
    """The declarant withdraws: the whole quantity is there again, for another declaration."""
    decide(house, file(house, drawing("100")), "withdraw", who=HOLDER)
    file(house, drawing("100"))
    assert balance(house) == (0, 100, 0)


@pytest.mark.parametrize(("then", "left"), [("60", 40), ("100", 0), ("1", 99)])
def test_an_amendment_moves_the_difference(house: House, then: str, left: int) -> None:
    """Before acceptance the declarant raises or lowers it: only the difference moves, his own reservation is not in his way."""
    first = drawing("50")
    id_ = file(house, first)
    case = house.reader.case(id_)
    assert case is not None
    after = replace(first, goods_limits=(replace(first.goods_limits[0], quantity=Decimal(then)),))
    unit = amend_document(OF, case, after, actor=HOLDER, now=NOON, reason="虚构", before=first, reader=house.reader)
    house.writer.write(unit)
    assert balance(house) == (left, 100 - left, 0)


def test_over_drawn_says_both_values_and_the_smallest_edit(house: House) -> None:
    """The second that asks too much is told how much it asks, how much remains, on what basis, and what to write instead;
    with that edit it is taken.
    """
    file(house, drawing("70"))
    (finding,) = found(house, drawing("40"))
    assert "40" in finding.message.zh
    assert "30" in finding.message.zh
    assert "30" in finding.message.en
    assert finding.basis
    assert finding.repair is not None
    assert finding.repair.new == "30"
    file(house, drawing(finding.repair.new))
    assert balance(house) == (0, 100, 0)


def test_a_stranger_learns_no_remainder(house: House) -> None:
    """Another firm that names the holder's licence is told that it is too much, not what remains; of a licence of another
    party it is told the same as of one that is not there.
    """
    file(house, drawing("70"))
    (finding,) = found(house, drawing("40"), STRANGER)
    assert "30" not in finding.message.zh + finding.message.en
    assert finding.repair is None
    (other,), (none,) = found(house, drawing("1", "FICT-ELSE")), found(house, drawing("1", "FICT-NONE"))
    assert other.message.zh.replace("FICT-ELSE", "") == none.message.zh.replace("FICT-NONE", "")


def test_one_batch_closes_at_first_use(house: House) -> None:
    """A one-batch licence that a declaration used in part takes no other; given back, it is open again."""
    id_ = file(house, drawing("10", "FICT-ONE"))
    (finding,) = found(house, drawing("10", "FICT-ONE"))
    assert "一批一证" in finding.message.zh
    decide(house, id_, "reject")
    file(house, drawing("10", "FICT-ONE"))


@pytest.mark.parametrize(
    ("number", "quantity", "unit", "says"),
    [("FICT-OLD", "1", "035", "当日有效"), ("FICT-A", "1", "007", "单位为 035"), ("FICT-A", "0", "035", "填核销数量")],
)
def test_what_does_not_fit_is_told(house: House, number: str, quantity: str, unit: str, says: str) -> None:
    """An expired licence, another unit, no quantity: each is told and draws nothing."""
    assert any(says in f.message.zh for f in found(house, drawing(quantity, number, unit)))
    assert balance(house) == (100, 0, 0)


def test_goods_it_is_not_for(house: House) -> None:
    """A licence for one heading does not cover goods of another."""
    document = drawing("1")
    second = replace(document.goods_limits[0], item=2)
    assert any("0306" in f.message.zh for f in found(house, replace(document, goods_limits=(second,))))


def test_a_retry_meets_its_first_answer(house: House) -> None:
    """The same filing again under its key, after it took all that remained, is answered as the first time and takes nothing."""
    document = drawing("100")
    first = house.writer.write(file_document(OF, document, actor=HOLDER, key="again", now=NOON, reader=house.reader))
    again = house.writer.write(file_document(OF, document, actor=HOLDER, key="again", now=NOON, reader=house.reader))
    assert again.repeated
    assert again.answer == first.answer
    assert balance(house) == (0, 100, 0)


@pytest.mark.parametrize("round_", range(3))
def test_two_at_once_exactly_one_has_it(house: House, round_: int) -> None:
    """Eight declarations made ready before any is written, each fitting alone and no two together: one is taken, each other
    one is refused with the finding, and nothing goes below nought.
    """
    gate = threading.Barrier(8)

    def run(n: int) -> str:
        document, key = drawing("60"), f"race-{round_}-{n}"
        first = [file_document(OF, document, actor=HOLDER, key=key, now=NOON, reader=house.reader)]
        gate.wait()
        try:
            written(
                house.writer,
                lambda: (
                    first.pop()
                    if first
                    else file_document(OF, document, actor=HOLDER, key=key, now=NOON, reader=house.reader)
                ),
            )
        except Faulty as faulty:
            return faulty.findings[0].code
        return "taken"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(run, range(8)))
    assert answers == ["WIN-X-070"] * 7 + ["taken"]
    assert balance(house) == (40, 60, 0)


def test_all_that_fit_at_once_go_through(house: House) -> None:
    """Ten declarations of a tenth each at the same instant all go through, and the entries tell every balance once."""
    gate = threading.Barrier(10)

    def run(_: int) -> None:
        document = drawing("10")
        gate.wait()
        file(house, document)

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(run, range(10)))
    assert balance(house) == (0, 100, 0)
    entries = reading.entries_of(house.reader, licence=of(house, "FICT-A").id)
    assert [plain(e.remaining) for e in entries] == [Decimal(100 - 10 * n) for n in range(11)]


def test_a_stale_unit_is_refused_by_the_table(house: House) -> None:
    """Without a second look the database itself refuses what no longer fits, under a code of its own."""
    late = file_document(OF, drawing("60"), actor=HOLDER, key="late", now=NOON, reader=house.reader)
    file(house, drawing("60"))
    with pytest.raises(Conflict) as refused:
        house.writer.write(late)
    assert refused.value.code == SHORT
    assert balance(house) == (40, 60, 0)


def test_handbook_items_are_counted_too(house: House) -> None:
    """An item of a handbook is reserved and written off by the same ledger; too much is WIN-X-015 with the edit."""
    head = "record_number,item,code,unit,remainder,scc,valid_from,reference,standing"
    rows = ["C5720FAKE001,1,0306179090,035,20000,91440000FAKE000014,2026-01-01,示例（虚构）,house"]
    rows.append("C5720FAKE001,2,0307439000,035,6000,91440000FAKE000014,2026-01-01,示例（虚构）,house")
    house.writer.write(taken(house, "\n".join((head, *rows)).encode(), table="handbooks", actor=OPERATOR))
    good = import_declaration.GOOD
    goods = tuple(replace(line, manual_item=line.item) for line in good.goods)
    document = replace(good, reference="HAND-1", record_number="C5720FAKE001", goods=goods)
    file(house, document)
    with pytest.raises(Faulty) as refused:
        file(house, replace(document, reference="HAND-2"))
    told = {f.path: f for f in refused.value.findings if f.code == "WIN-X-015"}
    assert set(told) == {"goods[0].quantity", "goods[1].quantity"}
    assert told["goods[0].quantity"].repair is not None
    assert told["goods[0].quantity"].repair.new == "8000"
    assert told["goods[1].quantity"].repair is None


@pytest.mark.parametrize("who", [HOLDER, OFFICER])
def test_only_the_operator_takes_licences_over(house: House, who: Any) -> None:
    """A declarant or an officer is refused."""
    with pytest.raises(Refused):
        taken(house, FILE.encode(), table="licences", actor=who)


def test_a_bad_file_is_told_by_row(house: House) -> None:
    """A row without a number of units is named with its row, and nothing of the file is taken."""
    bad = FILE.replace("FICT-A,", "FICT-Z,").replace("035,77", "035,many")
    with pytest.raises(Faulty) as refused:
        taken(house, bad.encode(), table="licences", actor=OPERATOR)
    assert "5" in refused.value.findings[0].message.zh
    assert Account(LICENCE, "411", "FICT-Z").id not in reading.accounts(
        house.reader, [Account(LICENCE, "411", "FICT-Z")]
    )


def test_the_same_file_again_changes_nothing(house: House) -> None:
    """What is on the books keeps its balance."""
    file(house, drawing("40"))
    unit = taken(house, FILE.encode(), table="licences", actor=OPERATOR)
    assert unit.facts == ()
    assert unit.rows == ()


@given(st.decimals(min_value=0, max_value=10**12, places=5))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_quantities_come_back_as_they_went(quantity: Decimal) -> None:
    """A quantity of five decimals is kept exactly."""
    assert plain(scaled(quantity)) == quantity
