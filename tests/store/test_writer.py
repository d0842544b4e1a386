"""Promises of the journal's writer, kept on both stores."""

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from kouan.kernel.cases import Case
from kouan.kernel.findings import Finding
from kouan.kernel.journal import Decided, Lodged, stamp, verify
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.database import Store, Taken, store_for
from kouan.store.reader import Reader
from kouan.store.units import Conflict, Key, Receipt, Row, Unit, fact, refusal, row_of
from kouan.store.writer import Busy, Ticket, Writer, settle

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
TRADER = Actor(user="t", organisation="firm", role="declarant")
OFFICER = Actor(user="o", organisation="customs", role="customs")


def case(name: str, version: int = 1, state: str = "lodged") -> Case:
    """A case as the kernel would make it."""
    at = stamp(NOON)
    return Case(
        id=name, type="t", number="", owner="firm", state=state, holder="customs", opened=at, since=at, version=version,
        title=Words("甲", "A"), facts={"port": "CNNSA"},
    )  # fmt: skip


def lodging(name: str, *, key: str = "", body: bytes = b"{}") -> Unit:
    """The unit of a filing."""
    made = case(name)
    event = Lodged(type="t", number="", digest="d")
    lodged = fact(event, case=name, version=1, actor=TRADER, at=stamp(NOON), recorded_at=stamp(NOON))
    return Unit(
        facts=(lodged,),
        case=row_of(made),
        case_is_new=True,
        revision=(name, 1, "d", "json", body, None),
        key=Key("firm", key, f"digest of {body!r}") if key else None,
        answer=msgspec.json.encode({"case": made}),
    )


def deciding(name: str, version: int, state: str = "released") -> Unit:
    """The unit of a decision that leads to `version`."""
    event = Decided(action="release", before="lodged", after=state)
    decided = fact(event, case=name, version=version, actor=OFFICER, at=stamp(NOON), recorded_at=stamp(NOON))
    return Unit(facts=(decided,), case=row_of(case(name, version, state)))


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    """A running writer, drained at the end."""
    writer = Writer(store).start()
    yield writer
    writer.stop()


def test_what_is_answered_can_be_read_back(store: Store, writer: Writer) -> None:
    """An answered filing is in the journal, as a case and as a document."""
    answer = msgspec.json.decode(writer.write(lodging("C1", body=b'{"a":1}')).answer)
    reader = Reader(store)
    assert answer["journal"]["seq"] == 1
    assert [e.kind for e in reader.timeline("C1")] == ["Lodged"]
    assert answer["journal"]["hash"] == reader.timeline("C1")[0].hash.hex()
    found, document = reader.case("C1"), reader.document("C1", 1)
    assert found == case("C1")
    assert document is not None
    assert document.original == document.canonical == b'{"a":1}'


def test_the_sequence_has_no_gap_and_the_chain_holds_under_concurrency(store: Store, writer: Writer) -> None:
    """400 filings from 16 threads, with refused ones between them, leave a chain without gap."""

    def one(n: int) -> str:
        try:
            writer.write(lodging(f"C{n // 2}"))
        except Conflict:
            return "refused"
        return "kept"

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(one, range(800)))
    assert sorted(set(results)) == ["kept", "refused"]
    assert results.count("kept") == 400
    entries = list(Reader(store).walk(chunk=37))
    assert [e.seq for e in entries] == list(range(1, 401))
    assert verify(entries)[2] is None


def test_the_same_key_with_the_same_bytes_gets_the_stored_answer(store: Store, writer: Writer) -> None:
    """A retry is answered byte for byte as the first time, and nothing is recorded twice."""
    first = writer.write(lodging("C1", key="k"))
    again = writer.write(lodging("C1", key="k"))
    assert (again.answer, again.repeated, first.repeated) == (first.answer, True, False)
    assert len(Reader(store).journal(0)) == 1


def test_the_same_key_with_other_bytes_is_refused(store: Store, writer: Writer) -> None:
    """A key stands for one filing; other bytes under it are refused and leave no trace in the journal."""
    writer.write(lodging("C1", key="k"))
    with pytest.raises(Conflict, match="key-reused"):
        writer.write(lodging("C2", key="k", body=b"other"))
    assert len(Reader(store).journal(0)) == 1


def test_one_key_sent_many_times_at_once_is_recorded_once(store: Store, writer: Writer) -> None:
    """Thirty copies of a filing that arrive in one batch are one filing with thirty equal answers."""
    with ThreadPoolExecutor(30) as pool:
        answers = set(pool.map(lambda _: writer.write(lodging("C1", key="k")).answer, range(30)))
    assert len(answers) == 1
    assert len(Reader(store).journal(0)) == 1


def test_two_officers_can_not_both_win(store: Store, writer: Writer) -> None:
    """Of two decisions on the same version of a case one is recorded, the other refused."""
    writer.write(lodging("C1"))
    gate = threading.Barrier(2)

    def decide(state: str) -> str:
        gate.wait()
        try:
            writer.write(deciding("C1", 2, state))
        except Conflict as lost:
            return lost.code
        return state

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(decide, ["released", "held"]))
    assert results.count("version-taken") == 1
    winner = next(r for r in results if r != "version-taken")
    found = Reader(store).case("C1")
    assert found is not None
    assert (found.state, found.version) == (winner, 2)
    assert [e.version for e in Reader(store).timeline("C1")] == [1, 2]


def test_a_bad_unit_does_not_take_its_neighbours_with_it(store: Store) -> None:
    """In one batch of 50 with a doubled case, 49 are recorded and the one is refused."""
    writer = Writer(store)
    answers: list[object] = []
    units = [lodging(f"C{n}") for n in range(49)] + [lodging("C7")]
    for unit in units:
        writer.submit(Ticket(unit, None), lambda got: answers.extend(result for _, result in got))
    writer.start().stop()
    assert sum(isinstance(a, Conflict) for a in answers) == 1
    assert len(answers) == 50
    entries = Reader(store).journal(0)
    assert [e.seq for e in entries] == list(range(1, 50))
    assert verify(entries)[2] is None


def test_a_full_queue_says_so_at_once(store: Store) -> None:
    """What does not fit in the queue is refused with `Busy`, not kept waiting; what fits is written on the way out."""
    writer = Writer(store, waiting=3)
    for n in range(3):
        writer.submit(Ticket(lodging(f"C{n}"), None), lambda got: None)
    with pytest.raises(Busy):
        writer.submit(Ticket(lodging("C9"), None), settle)
    writer.start().stop()
    assert len(Reader(store).journal(0)) == 3


def test_stopping_writes_what_waits_and_refuses_what_comes_later(store: Store, writer: Writer) -> None:
    """A drained writer has answered everything it took; afterwards it takes nothing."""
    futures = [ThreadPoolExecutor(1).submit(writer.write, lodging(f"C{n}")) for n in range(50)]
    for future in futures:
        future.result(30)
    writer.stop()
    with pytest.raises(Busy):
        writer.write(lodging("late"))
    assert len(Reader(store).journal(0)) == 50


def test_there_is_one_writer_a_journal(store: Store, writer: Writer) -> None:
    """A second writer of the same journal is refused at start."""
    url = getattr(store, "url", "") or f"sqlite:///{store.path}"  # type: ignore[attr-defined]
    with pytest.raises(Taken):
        Writer(store_for(url)).start()


@pytest.mark.parametrize("statement", ["UPDATE journal_event SET kind = 'x'", "DELETE FROM journal_event"])
def test_the_store_itself_refuses_to_change_the_journal(store: Store, writer: Writer, statement: str) -> None:
    """UPDATE and DELETE on the journal are refused by a trigger, whoever connects."""
    writer.write(lodging("C1"))
    with pytest.raises((*store.conflict, *store.failure), match="only grows"):
        store.connect().execute(statement)
    assert len(Reader(store).journal(0)) == 1


def test_a_refused_filing_is_kept_as_it_came(store: Store, writer: Writer) -> None:
    """The bytes of a filing that could not be taken stay once, with the findings, outside the journal."""
    found = Finding(code="x", severity="error", path="a", message=Words("错", "wrong"))
    writer.write(refusal(actor=TRADER, kind="t", at=NOON, body=b"\xff\x00bad", findings=[found]))
    rows = store.connect().execute("SELECT body, findings FROM refused_filing").fetchall()
    assert bytes(rows[0][0]) == b"\xff\x00bad"
    assert "wrong" in rows[0][1]
    writer.write(refusal(actor=TRADER, kind="t", at=NOON, body=b"\xff\x00bad", findings=[found]))
    assert store.connect().execute("SELECT count(*) FROM refused_filing").fetchone()[0] == 1
    assert Reader(store).head()[0] == 0


def test_a_unit_that_no_store_takes_is_refused_alone(store: Store, writer: Writer) -> None:
    """A value that can not be stored is refused by itself: its neighbours in the same commit are recorded."""
    title = row_of(msgspec.structs.replace(case("C1"), title=Words("\ud800", "A")))
    spoilt = msgspec.structs.replace(lodging("C1"), case=title)
    answered: list[tuple[Ticket, Receipt | Exception]] = []
    done = threading.Event()

    def take(answers: Sequence[tuple[Ticket, Receipt | Exception]]) -> None:
        answered.extend(answers)
        if len(answered) == 3:
            done.set()

    for unit in (lodging("C0"), spoilt, lodging("C2")):
        writer.submit(Ticket(unit, None), take)
    assert done.wait(30)
    assert [getattr(result, "code", "kept") for _, result in answered] == ["kept", "value-unfit", "kept"]
    assert [e.case for e in Reader(store).walk()] == ["C0", "C2"]
    assert verify(Reader(store).walk())[2] is None


def test_what_no_row_can_hold_is_found_nowhere(store: Store) -> None:
    """Looking for a value that no store takes finds nothing, and later reads are served."""
    reader = Reader(store)
    assert reader.case("\ud800") is None
    assert reader.journal(2**70) == []
    assert reader.count({"number": "\ud800"}) == 0
    assert reader.count({}) == 0


def _taken(name: str, version: int, left: int) -> Unit:
    """A guarantee's balance moved to `left` by whoever saw the version before."""
    event = Decided(action="take", before="", after="")
    moved = fact(event, case=name, version=version, actor=OFFICER, at=stamp(NOON), recorded_at=stamp(NOON))
    text = "UPDATE window_guarantee SET balance_fen = ?, version = ? WHERE number = ? AND version = ?"
    return Unit(facts=(moved,), rows=(Row(text, (left, version, name, version - 1)),))


def test_an_areas_rows_move_with_their_fact_or_not_at_all(store: Store, writer: Writer) -> None:
    """A row that an unit names is written in the transaction of its fact: one that moved meanwhile, is not there, or
    breaks what the table holds true, takes the fact with it.
    """
    columns = "number, owner, kind, declaration, issuer, fen, balance_fen, valid_from, valid_to, version, registered"
    text = f"INSERT INTO window_guarantee ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    kept = ("G1", "firm", "general", "", "bank", 100, 100, "2026-01-01", "2026-12-31", 1, stamp(NOON))
    first = _taken("G1", 1, 0)
    writer.write(Unit(facts=first.facts, rows=(Row(text, kept),)))
    writer.write(_taken("G1", 2, 40))
    for unit in (_taken("G1", 2, 30), _taken("G1", 3, -1), _taken("G2", 2, 1)):
        with pytest.raises(Conflict):
            writer.write(unit)
    rows = Reader(store).connections.query("SELECT version, balance_fen FROM window_guarantee")
    assert [tuple(r) for r in rows] == [(2, 40)]
    assert [e.version for e in Reader(store).timeline("G1")] == [1, 2]
