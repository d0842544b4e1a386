"""Promises of filing manifests by hand: a hundred bills go through the form, too many are told, ports file their reports."""

from decimal import Decimal
from typing import Any

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html as markup
from starlette.testclient import TestClient

from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.kernel.documents import encode
from kouan.store.demo import ORGANISATIONS
from kouan.store.house import House
from kouan.store.projections import follow
from kouan.syntax.containers import check_digit
from tests.support.site import NOON

TYPES = catalogue.types()


def manifest(bills: int, boxes: int = 0) -> bytes:
    """An original manifest of so many bills and containers, with its envelope."""
    good = TYPES["original_manifest"].examples[0].document
    rows = tuple(
        msgspec.structs.replace(
            good.bills[0], number=f"FICT{n:07d}", packages=n + 1, gross_weight=Decimal(n + 1), volume=None
        )
        for n in range(bills)
    )
    numbers = [f"XXXU{n:06d}" for n in range(boxes)]
    held = tuple(
        msgspec.structs.replace(
            good.containers[0],
            number=body + (check_digit(body) or ""),
            bills=rows[n % bills].number,
            packages=None,
            gross_weight=None,
        )
        for n, body in enumerate(numbers)
    )
    made = msgspec.structs.replace(good, bills=rows, containers=held, reference=f"BIG-{bills}")
    return b'{"type":"original_manifest","document":%b}' % encode(made)


def test_a_hundred_bills_go_through_the_form(browse: Any, site_house: House) -> None:
    """Uploaded, drawn, checked and lodged as a browser posts it: every bill and container is kept."""
    client = browse("egret")
    file = SimpleUploadedFile("m.json", manifest(100, 100), "application/json")
    there = client.post("/file/upload", {"file": file})["Location"]
    page = markup.fromstring(client.get(there).content.decode())
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    form = next(f for f in page.forms if "seen" in f.fields)
    lodged = client.post(there.partition("?")[0], {**dict(form.form_values()), "act": "lodge"})
    assert lodged.status_code == 302
    kept = site_house.reader.document(lodged["Location"].split("/")[2], 1)
    assert kept
    document = msgspec.json.decode(kept.canonical)
    assert (len(document["bills"]), len(document["containers"])) == (100, 100)


def test_the_port_files_its_report_and_finds_it_again(browse: Any) -> None:
    """A role that decides may file papers of its own, sees them, and another port does not."""
    client = browse("port")
    begun = client.post("/file/tally_report/", {"example": "0"})
    page = markup.fromstring(client.get(begun["Location"]).content.decode())
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    form = next(f for f in page.forms if "seen" in f.fields)
    lodged = client.post(begun["Location"], {**dict(form.form_values()), "act": "lodge"})
    assert client.get(lodged["Location"]).status_code == 200
    assert "理货报告" in client.get("/cases/?hands=all&type=tally_report").content.decode()
    assert browse("customs").get(lodged["Location"]).status_code == 200
    assert browse("kapok").get(lodged["Location"]).status_code == 404


def test_five_thousand_bills_are_told_to_come_in_parts(site_house: House) -> None:
    """Beyond a megabyte the lane says so in both languages; two thousand bills are taken at once and followed."""
    lane = TestClient(build(site_house, TYPES, ()))  # type: ignore[arg-type]
    key = next(o.key for o in ORGANISATIONS if o.id == "egret")
    head = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    much = msgspec.json.decode(manifest(5000))["document"]
    answer = lane.post("/api/v1/original_manifest", json=much, headers={**head, "idempotency-key": "much"})
    assert answer.status_code == 413
    assert "分批" in answer.json()["message"]["zh"]
    assert "parts" in answer.json()["message"]["en"]
    fits = msgspec.json.decode(manifest(2000))["document"]
    filed = lane.post("/api/v1/original_manifest", json=fits, headers={**head, "idempotency-key": "fits"})
    assert filed.status_code == 201
    assert not follow(site_house.store, CONSIGNMENTS, now=NOON).fault
    bills = lane.get(f"/api/v1/cases/{filed.json()['case']['id']}/bills", headers=head).json()["bills"]
    assert len(bills) == 300
