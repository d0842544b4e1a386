"""Promises of the fast lane, kept on both stores: what is filed, decided, refused and read through HTTP."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest

from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.kernel.journal import verify
from kouan.store.database import Store, Unavailable
from kouan.store.house import House, open_house
from kouan.store.keys import digest
from kouan.store.limits import Limits
from kouan.store.reader import Reader
from kouan.store.roles import ROLES
from kouan.store.writer import Busy, Writer

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
TYPE = "import_declaration"
ORGANISATIONS = ("kapok", "banyan", "customs", "port", "maritime", "analyst", "auditor", "egret")
ROLE_OF = {"kapok": "declarant", "banyan": "declarant", "egret": "ship_agent"}

FIRST = "k1"
"""The idempotency key of a filing where a test names none."""


def lay_people(store: Store) -> None:
    """Organisations and keys: the key of an organisation is `kou_` and its id."""
    with store.connect() as connection:
        for name in ORGANISATIONS:
            connection.execute(
                store.sql("INSERT INTO organisation (id, name_zh, name_en, fictitious) VALUES (?, ?, ?, ?)"),
                [name, "虚构", "invented", True],
            )
            connection.execute(
                store.sql(
                    "INSERT INTO api_key (digest, name, organisation_id, role, created, revoked) VALUES (?, ?, ?, ?, ?, ?)"
                ),
                [digest(f"kou_{name}".encode()), name, name, ROLE_OF.get(name, name), "", ""],
            )


class Port:
    """The lane over a store, with one client that speaks for any organisation."""

    def __init__(self, house: House, *, limits: Limits | None = None) -> None:
        self.house = house
        formats = list(catalogue.formats().values())
        self.app = build(house, catalogue.types(), formats, limits=limits)

    def ask(self, method: str, path: str, who: str = "kapok", **more: Any) -> httpx.Response:
        """One request."""
        return asyncio.run(self.ask_all([(method, path, who, more)]))[0]

    async def ask_all(self, asked: list[tuple[str, str, str, dict[str, Any]]]) -> list[httpx.Response]:
        """Several requests at once."""
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://port") as client:
            return await asyncio.gather(*(self._one(client, *one) for one in asked))

    async def _one(
        self, client: httpx.AsyncClient, method: str, path: str, who: str, more: dict[str, Any]
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer kou_{who}"} if who else {}
        headers |= more.pop("headers", {})
        return await client.request(method, path, headers=headers, **more)

    def file(
        self, body: bytes, key: str = FIRST, who: str = "kapok", kind: str = TYPE, **headers: str
    ) -> httpx.Response:
        """File one document; under another key than the first it bears a reference of its own."""
        body = body if key == FIRST else own_reference(body, key)
        told = {"idempotency-key": key, "content-type": "application/json", **headers}
        return self.ask("POST", f"/api/v1/{kind}", who, content=body, headers=told)

    def decide(self, case: str, action: str, version: int, who: str = "customs", **more: Any) -> httpx.Response:
        """Take a step."""
        asked = {"action": action, "version": version, "reason": more.pop("reason", "")}
        return self.ask("POST", f"/api/v1/cases/{case}/decisions", who, json=asked, **more)


@pytest.fixture
def port(store: Store) -> Iterator[Port]:
    """The lane over a fresh store."""
    lay_people(store)
    house = open_house(House(store, Writer(store).start(), Reader(store), lambda: NOON, demonstration=True))
    yield Port(house)
    house.writer.stop()


def own_reference(body: bytes, key: str) -> bytes:
    """The declaration with its key behind the sample's reference, so that two filings of it are two declarations."""
    return body.replace(b'"reference":"SAMPLE-', b'"reference":"%b-SAMPLE-' % key.encode())


def good(kind: str = TYPE) -> bytes:
    """A document without fault."""
    return msgspec.json.encode(next(e.document for e in catalogue.types()[kind].examples if not e.finds))


def changed(**fields: Any) -> bytes:
    """The good document with other values."""
    return msgspec.json.encode(msgspec.json.decode(good()) | fields)


def test_the_loop_from_filing_to_release(port: Port) -> None:
    """A declaration is filed, arrives, is accepted and released; the timeline tells it in order, with who did what."""
    case = port.file(good()).json()["case"]
    assert (case["state"], case["holder"], case["owner"]) == ("lodged", "customs port", "kapok")
    assert port.decide(case["id"], "report_arrival", 1, "port").status_code == 200
    assert port.decide(case["id"], "accept", 2).json()["case"]["state"] == "accepted"
    assert port.decide(case["id"], "release", 3).json()["case"]["state"] == "released"
    steps = port.ask("GET", f"/api/v1/cases/{case['id']}/timeline").json()["steps"]
    assert [(s["kind"], s["role"]) for s in steps] == [
        ("DeclarationLodged", "declarant"),
        ("CargoArrived", "port"),
        ("DeclarationAccepted", "customs"),
        ("DeclarationReleased", "customs"),
    ]
    assert verify(port.house.reader.walk())[2] is None


def test_a_retry_gets_the_same_answer_and_other_bytes_are_refused(port: Port) -> None:
    """Same key and bytes: the stored answer, byte for byte. Same key and other bytes: 409, nothing recorded."""
    first, again, other = port.file(good()), port.file(good()), port.file(changed(remarks="x"))
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.content == again.content
    assert other.json()["code"] == "key-reused"
    assert port.house.reader.head()[0] == 1


def test_a_retried_decision_does_not_meet_its_own_effect(port: Port) -> None:
    """A decision sent again with its key is answered as the first time, although the case has moved on since."""
    case = port.file(good()).json()["case"]["id"]
    key = {"headers": {"idempotency-key": "d1"}}
    first, again = port.decide(case, "accept", 1, **key), port.decide(case, "accept", 1, **key)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content


def test_of_two_officers_at_once_one_wins(port: Port) -> None:
    """Two decisions on the version both saw: one is recorded, the other told that somebody was first."""
    case = port.file(good()).json()["case"]["id"]
    path = f"/api/v1/cases/{case}/decisions"
    asked = [
        ("POST", path, "customs", {"json": {"action": a, "version": 1, "reason": "r"}})
        for a in ("accept", "reject", "accept", "send_back")
    ]
    answers = asyncio.run(port.ask_all(asked))
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409]
    assert len(port.house.reader.timeline(case)) == 2


def test_a_stale_version_is_refused(port: Port) -> None:
    """A decision on a version that is no longer the last is refused and names the way on."""
    case = port.file(good()).json()["case"]["id"]
    port.decide(case, "accept", 1)
    answer = port.decide(case, "release", 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "version-stale")


@pytest.mark.parametrize(
    ("who", "status"),
    [("kapok", 200), ("customs", 200), ("auditor", 200), ("banyan", 404), ("analyst", 404), ("", 401)],
)
def test_a_case_is_seen_by_those_it_concerns(port: Port, who: str, status: int) -> None:
    """Owner, deciding agency and auditor see a case; for others it is not there, whoever they are."""
    case = port.file(good()).json()["case"]["id"]
    for path in ("", "/timeline", "/document"):
        assert port.ask("GET", f"/api/v1/cases/{case}{path}", who).status_code == status


@pytest.mark.parametrize("who", sorted(set(ORGANISATIONS) - {"kapok", "banyan"}))
def test_only_those_who_may_file_do(port: Port, who: str) -> None:
    """Filing a declaration is the declarant's; every other role is refused before its body is looked at."""
    assert ROLE_OF.get(who, who) in ROLES
    assert port.file(b"junk", who=who).status_code == 403
    assert port.house.reader.head()[0] == 0


def test_findings_come_with_place_words_basis_and_repair(port: Port) -> None:
    """A refused filing answers what is wrong where, in both languages, on what basis; its bytes are kept under a name."""
    body = changed(net_weight="99999")
    answer = port.file(body)
    problem = answer.json()
    found = next(f for f in problem["findings"] if f["code"] == "WIN-X-001")
    assert answer.status_code == 422
    assert found["path"] in ("net_weight", "gross_weight")
    assert all((found["message"]["zh"], found["message"]["en"], found["basis"]))
    text = "SELECT body FROM refused_filing WHERE id = ?"
    kept = port.house.reader.connections.query(text, [problem["refused"]])
    assert bytes(kept[0][0]) == body
    assert port.house.reader.head()[0] == 0


def test_a_problem_speaks_the_readers_language(port: Port) -> None:
    """Accept-Language chooses the title; Chinese where nothing is asked; the message always carries both."""
    english = port.file(b"{", **{"accept-language": "en-GB,en;q=0.9,zh;q=0.1"})
    chinese = port.file(b"{")
    assert english.headers["content-language"] == "en"
    assert english.json()["title"].isascii()
    assert re.search("[一-鿿]", chinese.json()["title"])
    assert english.headers["content-type"] == "application/problem+json"


GBK = '{"reference": "中文"}'.encode("gbk")
NESTED = b'{"goods":' * 3000 + b"1" + b"}" * 3000
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><MetaData>&a;</MetaData>'
BAD: dict[str, tuple[bytes, str, str]] = {
    "cut off": (good()[:-40], "application/json", "json-truncated"),
    "empty": (b"", "application/json", "json-truncated"),
    "not JSON": (b"<a/>", "application/json", "json-malformed"),
    "a doubled key": (good()[:-1] + b',"remarks":"a"}', "application/json", "json-key-doubled"),
    "a doubled key with blanks": (b'{"remarks" : "b",' + good()[1:], "application/json", "json-key-doubled"),
    "a doubled key beside an escape": (
        changed(remarks='":').replace(b'\\":', b"\\u0022:")[:-1] + b',"marks":"x"}',
        "application/json",
        "json-key-doubled",
    ),
    "NaN": (good().replace(b'"packages":', b'"packages":NaN,"x":', 1), "application/json", "json-malformed"),
    "NaN as text": (changed(net_weight="NaN"), "application/json", "value-unfit"),
    "a number beyond all goods": (changed(net_weight="1E+400"), "application/json", "value-unfit"),
    "deep nesting": (NESTED, "application/json", "json-too-deep"),
    "GBK": (GBK, "application/json", "encoding-not-utf8"),
    "UTF-16": (good().decode().encode("utf-16"), "application/json", "encoding-not-utf8"),
    "a byte order mark": (b"\xef\xbb\xbf" + good(), "application/json", "encoding-not-utf8"),
    "an unknown field": (changed(colour="red"), "application/json", "field-unknown"),
    "an entity bomb": (BOMB, "application/xml", ""),
    "an external entity": (EXTERNAL, "application/xml", ""),
    "no known format": (b"\x00\x01\x02", "application/octet-stream", "format-unknown"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_a_clear_answer_and_is_kept(port: Port, name: str) -> None:
    """Each bad body: 422, findings with both languages, the expected code, the bytes kept, nothing in the journal."""
    body, media, code = BAD[name]
    answer = port.file(body, **{"content-type": media})
    problem = answer.json()
    assert answer.status_code == 422, answer.text
    assert problem["findings"]
    assert all(f["message"]["zh"] and f["message"]["en"] for f in problem["findings"])
    if code:
        assert code in {f["code"] for f in problem["findings"]}
    assert not re.search("Traceback|root:", answer.text)
    kept = port.house.reader.connections.query("SELECT body FROM refused_filing", [])
    assert [bytes(row[0]) for row in kept] == [body]
    assert port.house.reader.head()[0] == 0


def test_an_oversized_body_is_refused_without_being_read(port: Port) -> None:
    """Over 1 MiB is answered 413 from its declared length, and also when the length is not declared."""
    assert port.file(b"x" * 1_048_577).status_code == 413

    async def stream() -> Any:
        for _ in range(20):
            yield b"x" * 65_536

    told = {"idempotency-key": "k", "content-type": "application/json"}
    answer = port.ask("POST", f"/api/v1/{TYPE}", content=stream(), headers=told)
    assert answer.status_code == 413


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_filing_needs_a_key(port: Port, key: str) -> None:
    """Without an idempotency key of 1 to 200 characters nothing is filed."""
    assert port.file(good(), key=key).status_code == 400


def test_a_batch_answers_line_by_line(port: Port) -> None:
    """Every tenth of 2,000 lines is bad: each has its own answer in order, and the good ones are recorded."""
    good_line = b'{"key":"%06d","document":' + own_reference(good(), "%06d") + b"}"
    lines = [b"{broken" if n % 10 == 0 else good_line % (n, n) for n in range(2000)]
    answer = port.ask("POST", f"/api/v1/{TYPE}:batch", content=b"\n".join(lines))
    told = [msgspec.json.decode(line) for line in answer.content.splitlines()]
    assert [t["line"] for t in told] == list(range(1, 2001))
    assert {t["status"] for n, t in enumerate(told) if n % 10 == 0} == {400}
    assert {t["status"] for n, t in enumerate(told) if n % 10} == {201}
    assert port.house.reader.head()[0] == 1800


def test_a_batch_of_decisions(port: Port) -> None:
    """Many decisions in one request; a line on a case that is not there is answered alone."""
    cases = [port.file(good(), key=f"k{n}").json()["case"]["id"] for n in range(5)]
    lines = [
        msgspec.json.encode({"case": c, "action": "accept", "version": 1, "key": f"d-{c}"}) for c in [*cases, "NONE"]
    ]
    answer = port.ask("POST", "/api/v1/decisions:batch", "customs", content=b"\n".join(lines))
    assert [msgspec.json.decode(line)["status"] for line in answer.content.splitlines()] == [201] * 5 + [404]
    again = port.ask("POST", "/api/v1/decisions:batch", "customs", content=b"\n".join(lines[:5]))
    assert [msgspec.json.decode(line)["status"] for line in again.content.splitlines()] == [200] * 5


def test_amending_makes_a_revision_and_keeps_the_first(port: Port) -> None:
    """An amended document is revision 2; revision 1 stays readable byte for byte."""
    case = port.file(good()).json()["case"]["id"]
    body = msgspec.json.encode({"version": 1, "document": msgspec.Raw(changed(remarks="改")), "reason": "更正"})
    answer = port.ask("PUT", f"/api/v1/cases/{case}/document", content=body)
    assert answer.json()["case"]["revision"] == 2
    path = f"/api/v1/cases/{case}/document"
    assert port.ask("GET", path).json()["remarks"] == "改"
    assert port.ask("GET", path + "?revision=1").content == good()


def test_the_journal_can_be_followed_and_verified_from_outside(port: Port) -> None:
    """Who may read the journal gets entries from an offset, with hashes that join; others are refused."""
    for n in range(7):
        port.file(good(), key=f"k{n}")
    first = port.ask("GET", "/api/v1/journal?limit=4", "auditor").json()
    rest = port.ask("GET", f"/api/v1/journal?after={first['next']}", "auditor").json()
    assert [e["seq"] for e in first["entries"] + rest["entries"]] == list(range(1, 8))
    assert rest["entries"][0]["previous"] == first["entries"][-1]["hash"]
    assert port.ask("GET", "/api/v1/journal", "kapok").status_code == 403
    assert port.ask("GET", "/api/v1/journal?after=x", "auditor").status_code == 400


def test_a_list_holds_only_what_the_asker_may_see(port: Port) -> None:
    """A firm lists its own cases, customs all declarations, maritime none of them."""
    port.file(good(), key="a")
    port.file(good(), key="b", who="banyan")
    counts = {
        who: len(port.ask("GET", "/api/v1/cases", who).json()["cases"]) for who in ("kapok", "customs", "maritime")
    }
    assert counts == {"kapok": 1, "customs": 2, "maritime": 0}


def test_the_description_fits_every_type(port: Port) -> None:
    """OpenAPI 3.1 is open to all, names a path for each type, and every reference in it resolves."""
    said = port.ask("GET", "/api/v1/openapi.json", "").json()
    assert said["openapi"] == "3.1.0"
    assert {f"/api/v1/{code}" for code in catalogue.types()} <= set(said["paths"])
    references = set(re.findall(r"#/components/schemas/(\w+)", msgspec.json.encode(said).decode()))
    assert references <= set(said["components"]["schemas"])


def test_a_flood_of_one_organisation_is_slowed_and_nobody_else(port: Port) -> None:
    """Beyond its rate an organisation gets 429 with Retry-After; its neighbour does not notice."""
    slow = Port(port.house, limits=Limits(1, 3))
    statuses = [slow.file(good(), key=f"k{n}").status_code for n in range(5)]
    assert statuses == [201, 201, 201, 429, 429]
    assert int(slow.file(good(), key="k9").headers["retry-after"]) >= 1
    assert slow.file(good(), key="n", who="banyan").status_code == 201


@pytest.mark.parametrize("fault", [Busy(), Unavailable("gone")])
def test_when_nothing_can_be_written_the_answer_says_so(
    port: Port, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """A full queue or a store that is gone: 503 with Retry-After, and the words that nothing was recorded."""

    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr(port.house.writer, "submit", refuse)
    answer = port.file(good())
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert "Nothing was recorded" in answer.json()["message"]["en"]


def test_the_demonstrations_clock(port: Port) -> None:
    """In demonstration mode the clock may be said, with an offset; elsewhere it is refused."""
    answer = port.file(good(), **{"kouan-clock": "2025-01-05T10:00:00+08:00"})
    assert answer.json()["case"]["opened"] == "2025-01-05T02:00:00.000000Z"
    assert port.file(good(), key="k2", **{"kouan-clock": "2025-01-05T10:00:00"}).status_code == 400
    strict = Port(House(port.house.store, port.house.writer, port.house.reader, lambda: NOON))
    assert strict.file(good(), key="k3", **{"kouan-clock": "2025-01-05T10:00:00+08:00"}).status_code == 400


def test_unknown_addresses_and_keys_are_answered_as_problems(port: Port) -> None:
    """An unknown type, key or case is a problem with a code."""
    assert port.file(good(), kind="moon_landing").json()["code"] == "type-unknown"
    assert port.file(good(), who="stranger").json()["code"] == "key-unknown"
    assert port.ask("GET", "/api/v1/cases/NONE").json()["code"] == "case-unknown"
