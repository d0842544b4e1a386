"""The one writer of the journal. Concurrent requests share a commit; nothing is answered before it is on the disk.

Requests hand in prepared units and wait. The writer's thread takes all that wait, looks their idempotency keys up,
seals their facts onto the chain, and writes everything in ONE transaction. When that batch breaks on one bad unit, it is
rolled back and tried unit by unit, so that the bad one alone is refused.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any

from kouan.kernel.journal import GENESIS, seal

from . import beside
from . import statements as sql
from .database import Store, Unavailable
from .units import Conflict, Key, Receipt, TablesRefuse, Unit

log = logging.getLogger(__name__)

Done = Callable[[Sequence[tuple["Ticket", Receipt | Exception]]], None]


class Busy(Exception):
    """Too much waits to be written already. `retry_after` is in seconds."""

    retry_after = 1


class Uncertain(Exception):
    """The writer took too long to answer. What was handed in may be written yet: look before asking again."""


class Ticket:
    """One unit on its way, and who waits for it."""

    __slots__ = ("future", "unit")

    def __init__(self, unit: Unit, future: Any) -> None:
        self.unit, self.future = unit, future


class Writer:
    """Owns the journal's head. Start it once in a process; `stop` drains what waits and then lets go."""

    def __init__(self, store: Store, *, waiting: int = 10_000, batch: int = 512) -> None:
        self.store, self.batch = store, batch
        self._refusals: tuple[type[Exception], ...] = (*store.conflict, *store.unfit, Conflict)
        self._queue: queue.Queue[tuple[Ticket, Done] | None] = queue.Queue(maxsize=waiting)
        self._connection: Any = None
        self._head: tuple[int, bytes] = (0, GENESIS)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)

    @property
    def position(self) -> int:
        """The last sequence number that is durable."""
        return self._head[0]

    @property
    def closing(self) -> bool:
        """Has `stop` begun?"""
        return self._closing.is_set()

    def start(self) -> "Writer":
        """Claim the journal and begin. Raises `Taken` where another process writes, `Unavailable` where no store is."""
        try:
            self._open()
        except self.store.failure as gone:
            raise Unavailable(str(gone)) from gone
        self._thread.start()
        return self

    def stop(self, timeout: float = 30) -> None:
        """Refuse new units, write all that wait, close. Returns when the last one is answered."""
        self._closing.set()
        self._queue.put(None)
        self._thread.join(timeout)
        self.store.release()

    def submit(self, ticket: Ticket, done: Done) -> None:
        """Hand in a unit; `done` is called from the writer's thread, once a commit. Raises `Busy` when the queue is full."""
        if self._closing.is_set():
            raise Busy
        try:
            self._queue.put_nowait((ticket, done))
        except queue.Full:
            raise Busy from None

    def write(self, unit: Unit, timeout: float = 30) -> Receipt:
        """Make one unit durable and wait for it. Raises `Conflict`, `Busy`, `Unavailable` or `Uncertain`."""
        future: Future[Receipt] = Future()
        self.submit(Ticket(unit, future), settle)
        try:
            return future.result(timeout)
        except TimeoutError:
            raise Uncertain(f"no answer in {timeout:g} s") from None

    # -- the writer's own thread ---------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            taken = self._take()
            if taken:
                self._answer(taken, self._write_all([ticket.unit for ticket, _ in taken]))
            if self._closing.is_set() and self._queue.empty():
                break
        if self._connection is not None:
            self._connection.close()
        beside.close()

    def _take(self) -> list[tuple[Ticket, Done]]:
        first = self._queue.get()
        taken = [first] if first else []
        while len(taken) < self.batch:
            try:
                more = self._queue.get_nowait()
            except queue.Empty:
                break
            if more:
                taken.append(more)
        return taken

    def _answer(self, taken: list[tuple[Ticket, Done]], results: list[Receipt | Exception]) -> None:
        by_door: dict[Done, list[tuple[Ticket, Receipt | Exception]]] = {}
        for (ticket, done), result in zip(taken, results, strict=True):
            by_door.setdefault(done, []).append((ticket, result))
        for done, answers in by_door.items():
            done(answers)

    def _write_all(self, units: list[Unit]) -> list[Receipt | Exception]:
        """Units share a transaction; one that fills tables has its own, in its turn."""
        return [result for run in _runs(units) for result in self._guarded(run)]

    def _guarded(self, units: list[Unit]) -> list[Receipt | Exception]:
        try:
            return [self._with_tables(units[0])] if units[0].tables else self._transaction(units)
        except self.store.failure as gone:
            log.warning("the store failed: %s", type(gone).__name__)
            self._close()
            return [Unavailable(type(gone).__name__) for _ in units]
        except Exception as fault:
            log.exception("a batch of %d units was not written", len(units))
            self._close()
            return [Unavailable(type(fault).__name__) for _ in units]

    def _transaction(self, units: list[Unit]) -> list[Receipt | Exception]:
        connection = self._connection or self._open()
        head = self._head
        try:
            self.store.begin(connection)
            results = self._batch(connection, units)
            connection.execute("COMMIT")
        except BaseException:
            self._head = head
            raise
        return results

    def _with_tables(self, unit: Unit) -> Receipt | Exception:
        """One unit and the tables that its area fills from it, in one transaction of Django's own connection."""
        head = self._head
        try:
            with beside.transaction() as connection:
                repeated = _repeat(unit.key, self._known(connection, [unit.key])) if unit.key else None
                if repeated is not None:
                    return repeated
                if _last(connection) != head:
                    raise Unavailable("the tables lie in another store than the journal, or somebody else wrote")
                (answer,) = self._append(connection, [unit])
                beside.fill(unit)
        except BaseException as fault:
            self._head = head
            if isinstance(fault, self._refusals):
                return self._refused(fault)
            if isinstance(fault, TablesRefuse):
                return fault
            raise
        return Receipt(answer)

    def _batch(self, connection: Any, units: list[Unit]) -> list[Receipt | Exception]:
        known = self._known(connection, [u.key for u in units if u.key])
        results: list[Receipt | Exception | None] = [_repeat(u.key, known) for u in units]
        fresh = [i for i, result in enumerate(results) if result is None]
        head = self._head
        connection.execute("SAVEPOINT units")
        try:
            for i, answer in zip(fresh, self._append(connection, [units[i] for i in fresh]), strict=True):
                results[i] = Receipt(answer)
        except self._refusals:
            self._head = head
            connection.execute("ROLLBACK TO SAVEPOINT units")
            for i in fresh:
                results[i] = self._alone(connection, units[i])
        connection.execute("RELEASE SAVEPOINT units")
        return [r for r in results if r is not None]

    def _alone(self, connection: Any, unit: Unit) -> Receipt | Exception:
        """One unit by itself: a bad one is rolled back and refused, its neighbours do not notice."""
        if unit.key:
            repeated = _repeat(unit.key, self._known(connection, [unit.key]))
            if repeated is not None:
                return repeated
        head = self._head
        connection.execute("SAVEPOINT one")
        try:
            (answer,) = self._append(connection, [unit])
        except self._refusals as refused:
            self._head = head
            connection.execute("ROLLBACK TO SAVEPOINT one")
            return self._refused(refused)
        finally:
            connection.execute("RELEASE SAVEPOINT one")
        return Receipt(answer)

    def _refused(self, fault: Exception) -> Conflict:
        if isinstance(fault, self.store.unfit):
            log.warning("a unit that can not be stored was refused: %s", type(fault).__name__)
            return Conflict("value-unfit")
        return fault if isinstance(fault, Conflict) else Conflict("version-taken")

    def _append(self, connection: Any, units: list[Unit]) -> list[bytes]:
        """Write the units' rows in as few statements as there are tables. Raises on the first conflict."""
        events, answers = self._sealed(units)
        cursor = connection.cursor()
        self._many(cursor, sql.EVENT, events)
        self._many(cursor, sql.NEW_CASE, [u.case for u in units if u.case and u.case_is_new])
        moved = [(*u.case, u.facts[0].version - 1) for u in units if u.case and not u.case_is_new]
        if moved and self._many(cursor, sql.MOVED_CASE, moved) != len(moved):
            raise Conflict("version-taken")
        self._many(cursor, sql.REVISION, [u.revision for u in units if u.revision])
        self._many(cursor, sql.REFUSED, [u.refused for u in units if u.refused])
        keyed = [
            (u.key.organisation, u.key.key, u.key.digest, answer.decode())
            for u, answer in zip(units, answers, strict=True)
            if u.key
        ]
        self._many(cursor, sql.ANSWERED, keyed)
        self._rows(cursor, units)
        return answers

    def _rows(self, cursor: Any, units: list[Unit]) -> None:
        """The areas' own rows, statement by statement in the order in which the statements first come."""
        asked: dict[tuple[str, str], list[tuple[object, ...]]] = {}
        for unit in units:
            for row in unit.rows:
                asked.setdefault((row.sql, row.conflict), []).append(row.values)
        for (text, code), values in asked.items():
            if self._many(cursor, text, values) != len(values):
                raise Conflict(code)

    def _many(self, cursor: Any, text: str, rows: list[Any]) -> int:
        if not rows:
            return 0
        cursor.executemany(self.store.sql(text), rows)
        return int(cursor.rowcount)

    def _sealed(self, units: list[Unit]) -> tuple[list[tuple[object, ...]], list[bytes]]:
        seq, previous = self._head
        events: list[tuple[object, ...]] = []
        answers: list[bytes] = []
        for unit in units:
            for f in unit.facts:
                seq += 1
                columns = (seq, f.at, f.recorded_at, f.kind, f.case, f.version, f.actor, f.organisation, f.role)
                hashed = seal(previous, columns, f.body)
                events.append((*columns, f.body.decode(), previous, hashed))
                previous = hashed
            place = b',"journal":{"seq":%d,"hash":"%s"}}' % (seq, previous.hex().encode())
            answers.append(unit.answer[:-1] + place if unit.facts else unit.answer)
        self._head = (seq, previous)
        return events, answers

    def _known(self, connection: Any, keys: list[Key]) -> dict[tuple[str, str], tuple[str, str]]:
        if not keys:
            return {}
        marks = ", ".join(["(?, ?)"] * len(keys))
        values = [part for key in keys for part in (key.organisation, key.key)]
        rows = connection.execute(self.store.sql(sql.KNOWN.format(marks=marks)), values).fetchall()
        return {(organisation, key): (digest, answer) for organisation, key, digest, answer in rows}

    def _open(self) -> Any:
        """Connect, claim, and read the head of the chain anew: what a lost connection had committed is seen again."""
        connection = self.store.connect()
        try:
            self.store.claim(connection)
            head = _last(connection)
        except BaseException:
            connection.close()
            raise
        self._head = head
        self._connection = connection
        return connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except self.store.failure:
                log.info("the broken connection could not be closed")
        time.sleep(0.05)  # a store that is gone is not asked again in a tight loop


def settle(answers: Sequence[tuple[Ticket, Receipt | Exception]]) -> None:
    """Answer plain futures (threads wait on them)."""
    for ticket, result in answers:
        if isinstance(result, Exception):
            ticket.future.set_exception(result)
        else:
            ticket.future.set_result(result)


def _runs(units: list[Unit]) -> Iterator[list[Unit]]:
    """The units in their order: plain ones together, one with tables alone."""
    run: list[Unit] = []
    for unit in units:
        if run and (unit.tables or run[-1].tables):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _last(connection: Any) -> tuple[int, bytes]:
    """The head of the chain as the store has it."""
    last = connection.execute(sql.HEAD).fetchone()
    return (last[0], bytes(last[1])) if last else (0, GENESIS)


def _repeat(key: Key | None, known: dict[tuple[str, str], tuple[str, str]]) -> Receipt | Exception | None:
    """The stored answer for a key with the same bytes; a conflict for a key with other bytes; None for a new key."""
    stored = known.get((key.organisation, key.key)) if key else None
    if stored is None or key is None:
        return None
    return Receipt(stored[1].encode(), repeated=True) if stored[0] == key.digest else Conflict("key-reused")
