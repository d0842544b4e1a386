"""Promises of the fast lane to those who mean it ill or take no care, kept on both stores."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import msgspec
import pytest
from starlette.types import Message, Receive, Scope, Send

from kouan.doors.api import wire
from kouan.doors.whole import Whole
from kouan.journeys import catalogue
from kouan.store.database import Store
from kouan.store.house import House, open_house
from kouan.store.keys import Keys, digest
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from tests.doors.test_api import NOON, TYPE, Port, changed, good, lay_people

BATCH = f"/api/v1/{TYPE}:batch"


@pytest.fixture
def port(store: Store) -> Iterator[Port]:
    """The lane over a fresh store, open for demonstration."""
    lay_people(store)
    house = open_house(House(store, Writer(store).start(), Reader(store), lambda: NOON, demonstration=True))
    yield Port(house)
    house.writer.stop()


def line(key: str, document: bytes) -> bytes:
    """A line of a batch of filings, under a reference of its own."""
    raw = {**msgspec.json.decode(document), "reference": f"LINE-{key}"}
    return msgspec.json.encode({"key": key, "document": raw})


def answers(told: httpx.Response) -> list[tuple[int, int]]:
    """Number and status of each line's answer."""
    return [(a["line"], a["status"]) for a in map(msgspec.json.decode, told.content.splitlines())]


NUMBERS = ["%C2%B2", "9" * 30, "9" * 5000, "-1", "1e3", "%D9%A3", "x"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_is_no_fault_of_ours(port: Port, number: str) -> None:
    """Offsets, limits and revisions of odd digits or beyond all bounds are answered, never with a fault of the server."""
    case = port.file(good()).json()["case"]["id"]
    assert port.ask("GET", f"/api/v1/journal?after={number}", "auditor").status_code == 400
    assert port.ask("GET", f"/api/v1/journal?limit={number}", "auditor").status_code == 400
    assert port.ask("GET", f"/api/v1/cases?limit={number}&offset={number}").status_code == 200
    assert port.ask("GET", f"/api/v1/cases/{case}/document?revision={number}").status_code == 404


@pytest.mark.parametrize("path", ["/cases?port=%00", "/cases/%00", "/cases/%00/timeline", "/cases?number=a%00b"])
def test_a_value_that_no_row_can_hold_is_found_nowhere(port: Port, path: str) -> None:
    """U+0000 in an address finds nothing; it does not break the store's reader."""
    assert port.ask("GET", f"/api/v1{path}").status_code in (200, 404)


CLOCKS = ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "0900-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_clock_beyond_all_ports_is_refused(port: Port, clock: str) -> None:
    """A demonstration's clock outside of 2000 to 2099 is refused, for one filing and for a line, and nothing is recorded."""
    assert port.file(good(), **{"kouan-clock": clock}).json()["code"] == "clock-unfit"
    body = msgspec.json.encode({"key": "k", "document": msgspec.Raw(good()), "at": clock})
    assert answers(port.ask("POST", BATCH, content=body)) == [(1, 400)]
    assert port.house.reader.head()[0] == 0


UNREADABLE = {
    "a control character": (changed(remarks="a\x00b"), "text-hidden"),
    "writing turned around": (changed(remarks="invoice \u202efdp.exe"), "text-hidden"),
    "a number of forty digits": (
        good().replace(b'"gross_weight":"', b'"gross_weight":"' + b"9" * 40, 1),
        "value-unfit",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_can_not_be_read_or_kept_is_found_at_its_field(port: Port, name: str) -> None:
    """Characters that can not be seen and numbers beyond all goods are findings with their place, not faults."""
    body, code = UNREADABLE[name]
    found = port.file(body).json()["findings"]
    assert [f["code"] for f in found] == [code]
    assert found[0]["path"] in ("remarks", "gross_weight")


def test_a_price_of_thirty_digits_breaks_no_check(port: Port) -> None:
    """Prices and quantities as large as a document may hold are checked like others, alone and in a batch."""
    raw = msgspec.json.decode(good())
    raw["goods"][0] |= {"unit_price": "9" * 30, "quantity": "9" * 30}
    body = msgspec.json.encode(raw)
    assert port.file(body).status_code == 422
    told = port.ask("POST", BATCH, content=b"\n".join([line("a", good()), line("b", body), line("c", good())]))
    assert answers(told) == [(1, 201), (2, 422), (3, 201)]


def test_of_a_thousand_faults_the_first_are_told(port: Port) -> None:
    """An answer stays small however many faults a document has, and says that there are more."""
    body = msgspec.json.encode(msgspec.json.decode(good()) | {f"k{n}": 1 for n in range(50_000)})
    told = port.file(body)
    assert told.json()["findings"][-1]["code"] == "faults-too-many"
    assert len(told.content) < 100_000


def test_two_decisions_in_one_are_refused(port: Port) -> None:
    """A decision that names two actions under one key is none: nothing is recorded, alone or in a batch."""
    case = port.file(good()).json()["case"]["id"]
    body = b'{"action":"accept","version":1,"action":"reject","reason":"r"}'
    told = port.ask("POST", f"/api/v1/cases/{case}/decisions", "customs", content=body)
    assert (told.status_code, told.json()["code"]) == (400, "request-ambiguous")
    each = b'{"case":"%s","key":"d","version":1,"action":"accept","action":"reject"}' % case.encode()
    assert answers(port.ask("POST", "/api/v1/decisions:batch", "customs", content=each)) == [(1, 400)]
    doubled = line("a", good())[:-1] + b',"key":"b"}'
    assert answers(port.ask("POST", BATCH, content=doubled)) == [(1, 400)]
    assert port.house.reader.head()[0] == 1


def test_a_long_line_is_refused_alone(port: Port) -> None:
    """A line over the limit is answered where it stands; its neighbours are recorded; blank lines keep their numbers."""

    async def body() -> AsyncIterator[bytes]:
        yield line("a", good()) + b"\n\n"
        for _ in range(40):
            yield b"x" * 65_536
        yield b"\n" + line("b", good()) + b"\r\n" + line("c", good())

    told = port.ask("POST", BATCH, content=body())
    assert answers(told) == [(1, 201), (3, 413), (4, 201), (5, 201)]


def test_a_key_is_never_cut(port: Port) -> None:
    """Keys that only differ beyond their 200th character are refused, not taken for one another."""
    case = port.file(good()).json()["case"]["id"]
    long = {"headers": {"idempotency-key": "x" * 201}}
    assert port.decide(case, "accept", 1, **long).json()["code"] == "key-needed"
    lines = [
        msgspec.json.encode({"case": case, "action": "accept", "version": 1, "key": k}) for k in ("x" * 201, "", "a\tb")
    ]
    told = port.ask("POST", "/api/v1/decisions:batch", "customs", content=b"\n".join(lines))
    assert answers(told) == [(1, 400), (2, 400), (3, 400)]
    assert port.house.reader.head()[0] == 1


def test_a_key_belongs_to_one_filing_on_one_case(port: Port) -> None:
    """The same key and bytes for another type or another case is refused: nobody is told of a record that is not theirs."""
    first, second = (port.file(good(), key=k).json()["case"]["id"] for k in ("k1", "k2"))
    assert port.file(good(), key="k1", kind="export_declaration").status_code != 200
    body = msgspec.json.encode({"version": 1, "document": msgspec.Raw(changed(remarks="改")), "reason": "r"})
    told = [
        port.ask("PUT", f"/api/v1/cases/{case}/document", content=body, headers={"idempotency-key": "a1"})
        for case in (first, first, second)
    ]
    assert [t.status_code for t in told] == [200, 200, 409]
    assert told[2].json()["code"] == "key-reused"


def test_keys_of_the_demonstration_open_nothing_elsewhere(store: Store) -> None:
    """A key that everybody knows is nobody's outside of a demonstration, even where the store still holds it."""
    lay_people(store)
    token = b"kou_demo_kapok"
    with store.connect() as connection:
        insert = "INSERT INTO api_key (digest, name, organisation_id, role, created, revoked) VALUES (?, ?, ?, ?, ?, ?)"
        connection.execute(store.sql(insert), [digest(token), "demo", "kapok", "declarant", "", ""])
    assert Keys(store).actor(token) is None
    assert Keys(store, demonstration=True).actor(token) is not None
    assert Keys(store).actor(b"kou_kapok") is not None


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", f"/api/v1/{TYPE}", 405, "POST"),
        ("DELETE", "/api/v1/cases", 405, "GET, HEAD, POST"),
        ("PUT", "/api/v1/journal", 405, "GET, HEAD, POST"),
        ("GET", "/api/v1/none/such", 404, None),
        ("POST", "/api/v1/", 404, None),
    ],
)
def test_what_is_no_address_is_answered_as_a_machine_expects(
    port: Port, method: str, path: str, status: int, allow: str | None
) -> None:
    """An unknown address or a wrong method of the lane is a problem in both languages, and says what is allowed."""
    told = port.ask(method, path)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert told.headers.get("allow") == allow
    assert told.json()["message"].keys() == {"zh", "en"}


def test_one_fault_of_ours_in_a_batch_is_one_lines(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a check break on one line, that line is told so; the others are recorded."""
    of = catalogue.types()[TYPE]

    def broken(document: Any, on: dt.date) -> tuple[()]:
        if document.remarks == "break":
            raise ZeroDivisionError
        return ()

    check = msgspec.structs.replace(of.checks[0], find=broken)
    alone = msgspec.structs.replace(of, checks=(check,), called=None)
    monkeypatch.setattr(port.app.filing.lane, "types", {TYPE: alone})
    lines = [line("a", good()), line("b", changed(remarks="break")), line("c", good())]
    assert answers(port.ask("POST", BATCH, content=b"\n".join(lines))) == [(1, 201), (2, 500), (3, 201)]


class Pages:
    """Pages that keep what reached them."""

    def __init__(self) -> None:
        self.seen: list[tuple[Scope, bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append((scope, (await receive())["body"]))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def sent(pages: Pages, parts: list[Message], **more: Any) -> int:
    """Send a request in parts to the pages; the status, 0 where nothing is answered."""
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [], **more}
    statuses = [0]

    async def receive() -> Message:
        if not parts:
            await asyncio.sleep(60)
        return parts.pop(0)

    async def send(message: Message) -> None:
        statuses.append(message.get("status", statuses[-1]))

    asyncio.run(Whole(pages, limit=1000)(scope, receive, send))
    return statuses[-1]


def part(body: bytes, *, more: bool = True) -> Message:
    """A piece of a body."""
    return {"type": "http.request", "body": body, "more_body": more}


def test_the_pages_get_whole_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body in pieces arrives as one with its length; a cut-off, too large or too slow one does not arrive."""
    monkeypatch.setattr(wire, "SECONDS", 0.05)
    pages = Pages()
    chunked = [(b"transfer-encoding", b"chunked")]
    assert sent(pages, [part(b"a=1"), part(b"&b=2", more=False)], headers=chunked, query_string=b"q=\xe4\xb8") == 200
    scope, body = pages.seen.pop()
    assert (body, scope["headers"]) == (b"a=1&b=2", [(b"content-length", b"7")])
    assert scope["query_string"] == b"q=%E4%B8"
    assert sent(pages, [part(b"a=1"), {"type": "http.disconnect"}]) == 0
    assert sent(pages, [part(b"x" * 600), part(b"x" * 600)]) == 413
    assert sent(pages, [part(b"a=1")]) == 408
    assert pages.seen == []


def test_only_a_payer_pays_and_only_what_is_there(port: Port) -> None:
    """Who pays no taxes is refused, and so is a payment of another's or no declaration: never told as done."""
    mine = str(port.file(good()).json()["case"]["id"])
    at = "/api/v1/tax/payments"
    for n, (who, declaration, status) in enumerate(
        [
            ("customs", mine, 403),
            ("banyan", mine, 404),
            ("kapok", "IM-999999-AAAAAAAAAA", 404),
            ("kapok", mine, 201),
        ]
    ):
        for more in ({}, {"guarantee": "GRT-KAPOK"}):
            asked = {"key": f"p{n}{len(more)}", "declaration": declaration, **more}
            told = port.ask("POST", at, who, content=msgspec.json.encode(asked)).json()
            assert told["status"] == status, (who, declaration, told)
