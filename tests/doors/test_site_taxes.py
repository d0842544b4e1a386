"""Promises of the pages of taxes: each role sees its own, deeds are refused in words, nothing is shown to strangers."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from starlette.testclient import TestClient

from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Bill
from kouan.areas.window.paying.work import moved
from kouan.areas.window.taking.keeping import TARIFF, versions
from kouan.doors.api.app import build
from kouan.doors.site.laws import LAWS
from kouan.journeys import catalogue
from kouan.journeys.taxes import tables
from kouan.journeys.taxing import crossing
from kouan.journeys.taxing.demo import lay_demo_taxes
from kouan.store.house import House, open_house
from kouan.store.roles import actor
from kouan.store.units import Unit
from tests.support.site import NOON, file_case

Browse = Callable[..., Client]


@pytest.fixture
def levying(site_house: House, browse: Browse) -> Iterator[House]:
    """The house where taxes are collected, with agreements and guarantees."""
    house = msgspec.structs.replace(site_house, levies=True)
    open_house(house)
    lay_demo_taxes(house, NOON.date())
    yield house
    open_house(site_house)


def billed(house: House, firm: str = "kapok") -> Bill:
    """The bill of an accepted declaration."""
    of, case = catalogue.types()["import_declaration"], file_case(house, "import_declaration", firm)
    officer = actor("customs", "customs", "customs")
    unit = crossing.decision(house, of, house.reader.case(case), "accept", version=1, actor=officer, now=house.now())
    house.writer.write(unit)
    return reading.bills_of(house.reader, case)[0]


def text(client: Client, path: str, status: int = 200) -> str:
    """A page's text."""
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_role_has_its_own_page(levying: House, browse: Browse, language: str) -> None:
    """Payer, customs, auditor, operator and bank open /taxes/; others are refused, nobody is sent to sign in."""
    bill = billed(levying)
    assert bill.id in text(browse("kapok", language=language), "/taxes/")
    assert bill.id in text(browse("customs", language=language), "/taxes/")
    for login in ("auditor", "operator", "bank"):
        text(browse(login, language=language), "/taxes/")
    text(browse("analyst", language=language), "/taxes/", 403)
    assert browse().get("/taxes/").status_code == 302


def test_a_bill_is_its_payers_and_the_officers(levying: House, browse: Browse) -> None:
    """Another firm, the bank and the operator do not see a bill; its case says whom it waits for."""
    bill = billed(levying)
    assert "Waits for" in text(browse("kapok", language="en"), f"/taxes/bills/{bill.id}/")
    text(browse("auditor"), f"/taxes/bills/{bill.id}/")
    for login in ("banyan", "bank", "operator"):
        text(browse(login), f"/taxes/bills/{bill.id}/", 404)
    assert bill.id in text(browse("kapok"), f"/cases/{bill.declaration}/")
    text(browse("kapok"), f"/taxes/bills/{bill.id}/receipt/", 404)


def test_a_case_shows_its_bill_to_who_may_open_it(levying: House, browse: Browse) -> None:
    """Customs and the auditor find the bill on the case's page; the port gets no link to a refusal."""
    bill = billed(levying)
    for login, seen in (("customs", True), ("auditor", True), ("port", False)):
        assert (f"/taxes/bills/{bill.id}/" in text(browse(login), f"/cases/{bill.declaration}/")) is seen, login


def test_paying_and_securing_on_the_page(levying: House, browse: Browse) -> None:
    """Pressing pay makes one order; pressing again is refused in words. Securing takes a guarantee's balance."""
    first, second = billed(levying), billed(levying)
    kapok = browse("kapok")
    assert kapok.post("/taxes/pay", {"bill": first.id}).status_code == 302
    assert "银行" in text(kapok, f"/taxes/bills/{first.id}/")
    again = kapok.post(f"/taxes/bills/{first.id}/", {"deed": "pay"})
    assert again.status_code == 422
    assert "没有记录任何内容" in again.content.decode()
    assert kapok.post(f"/taxes/bills/{second.id}/", {"deed": "secure", "guarantee": "GRT-KAPOK"}).status_code == 302
    assert second.id in text(kapok, "/taxes/guarantees/GRT-KAPOK/")
    text(browse("banyan"), "/taxes/guarantees/GRT-KAPOK/", 404)
    assert kapok.post(f"/taxes/bills/{second.id}/", {"deed": "drop table"}).status_code in (404, 422)


def test_the_desk_refuses_what_does_not_hold(levying: House, browse: Browse) -> None:
    """A month that runs, a guarantee with a bad amount or date, an auditor's hand: 422 or 403 with the reason."""
    customs = browse("customs")
    year = {"valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    for posted in (
        {"deed": "draw", "month": "2026-11"},
        {"deed": "draw", "month": "x"},
        {"deed": "draw", "month": "2026-13"},
        {"deed": "register", "number": "G-1", "owner": "kapok", "issuer": "x", "amount": "1.234"},
        {"deed": "register", "number": "GRT-NEW", "owner": "nobody", "issuer": "x", "amount": "5", **year},
        {"deed": "register", "number": "GRT-KAPOK", "owner": "kapok", "issuer": "x", "amount": "5", **year},
        {"deed": "register", "number": "G-1", "owner": "kapok", "issuer": "x", "amount": "-5"},
        {"deed": "register", "number": "G-1", "owner": "kapok", "issuer": "x", "amount": "5", "valid_from": "soon"},
        {"deed": "nil", "declaration": "IM-nothing", "reason": "x"},
        {"deed": "refund", "refund": "TRF-nothing", "grant": "1"},
    ):
        assert customs.post("/taxes/", posted).status_code == 422, posted
    assert browse("auditor").post("/taxes/", {"deed": "draw", "month": "2026-10"}).status_code == 422


def test_the_operator_hands_in_messages(levying: House, browse: Browse) -> None:
    """No file, no XML, entities: refused in words and nothing recorded; orders come out as pain.001."""
    operator = browse("operator")
    before = levying.reader.head()
    for body in (b"", b"x", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'):
        answer = operator.post("/taxes/", {"message": SimpleUploadedFile("m.xml", body)})
        assert answer.status_code == 422
    assert levying.reader.head() == before
    bill = billed(levying)
    browse("kapok").post("/taxes/pay", {"bill": bill.id})
    told = operator.post("/taxes/orders.xml")
    assert told["Content-Type"] == "application/xml"
    assert b"CstmrCdtTrfInitn" in told.content
    assert browse("kapok").post("/taxes/orders.xml").status_code == 403


def test_bills_as_csv(levying: House, browse: Browse) -> None:
    """The firm's own bills, all for who may read all, nothing for others."""
    bill = billed(levying)
    assert bill.id in text(browse("kapok"), "/taxes/bills.csv")
    assert bill.id not in text(browse("banyan"), "/taxes/bills.csv")
    assert bill.id in text(browse("auditor"), "/taxes/bills.csv")
    text(browse("bank"), "/taxes/bills.csv", 403)


def test_refunds_through_the_lane(levying: House, browse: Browse) -> None:
    """Asked for and decided under a key: the same bytes again are one request; too much, no reason, another's hand: refused."""
    bill = billed(levying)
    lane = TestClient(build(levying, catalogue.types(), []))

    def posted(who: str, path: str, **said: object) -> tuple[int, dict[str, object]]:
        answer = lane.post(f"/api/v1/tax/refunds{path}", json=said, headers={"authorization": f"Bearer kou_demo_{who}"})
        return answer.status_code, answer.json()

    early = posted("kapok", "", key="r0", bill=bill.id, fen=100, reason="多缴")
    assert (early[0], early[1]["code"]) == (409, "refund-early")
    settled = msgspec.structs.replace(bill, state="settled", version=bill.version + 1)
    levying.writer.write(Unit(rows=(moved(settled, bill.version),)))
    assert posted("kapok", "", key="r1", bill=bill.id, fen=bill.fen + 1, reason="多缴")[0] == 409
    assert posted("kapok", "", key="r1", bill=bill.id, fen=100, reason=" ")[0] == 422
    assert posted("banyan", "", key="r1", bill=bill.id, fen=100, reason="多缴")[0] == 404
    assert posted("kapok", "", key="r1", bill=bill.id, fen=1.5, reason="多缴")[0] == 400
    status, made = posted("kapok", "", key="r2", bill=bill.id, fen=100, reason="多缴")
    assert (status, made["state"]) == (201, "proposed")
    assert posted("kapok", "", key="r2", bill=bill.id, fen=100, reason="多缴") == (200, made)
    assert posted("kapok", "", key="r2", bill=bill.id, fen=101, reason="多缴")[0] == 409
    assert posted("kapok", f"/{made['refund']}/decision", key="d1", grant=True)[0] in (403, 404)
    assert posted("customs", f"/{made['refund']}/decision", key="d1", grant=False)[0] == 422
    status, done = posted("customs", f"/{made['refund']}/decision", key="d1", grant=True)
    assert (status, done["state"]) == (200, "granted")
    head = {"authorization": "Bearer kou_demo_kapok"}
    mine = lane.get("/api/v1/tax/refunds", headers=head).json()["refunds"]
    assert [(r["id"], r["state"]) for r in mine] == [(made["refund"], "granted")]


def test_the_demonstration_lays_its_tariff_once(levying: House, browse: Browse) -> None:
    """Two invented versions, the second with changes for the new year; laid again, nothing more."""
    lay_demo_taxes(levying, NOON.date())
    found = versions(levying.reader, TARIFF)
    assert [(v.number, v.mode, v.since) for v in found] == [(2, "changes", "2027-01-01"), (1, "whole", "2018-01-01")]
    held, sample = tables(levying.reader)
    ended = [r for r in held.tariff if (r.code, r.kind) == ("08106000", "mfn")]
    assert [(r.percent, r.valid_to) for r in ended] == [(11, dt.date(2026, 12, 31)), (9, None)]
    assert sample


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_given_number_opens_to_what_it_rests_on(levying: House, browse: Browse, language: str) -> None:
    """Every link of a proof leads to a page on which its anchor stands: the law's parameter, the rate row, the rate of exchange."""
    case = file_case(levying, "import_declaration", "kapok")
    page = text(browse("kapok", language=language), f"/cases/{case}/taxes/")
    links = set(re.findall(r'href="(/(?:law|hs)/[^"]+)"', page)) - {"/hs/"}
    assert {link.split("/")[1] for link in links} == {"law", "hs"}
    for link in links:
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in text(browse(language=language), path), link
    assert "/law/exchange/#USD" in links
    text(browse(), "/law/nothing/", 404)


@pytest.mark.parametrize("name", LAWS)
def test_each_law_is_told_with_all_its_values(levying: House, browse: Browse, name: str) -> None:
    """Every value the rule has had, with its first day and reference, in both languages."""
    for language in ("zh-hans", "en"):
        page = text(browse(language=language), f"/law/{name}/")
        for dated in LAWS[name][1].values:
            assert f'id="d{dated.since}"' in page
            assert dated.reference.split("；")[0][:12] in page
