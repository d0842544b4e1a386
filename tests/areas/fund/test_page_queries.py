"""How much each page of the fund asks of the store: pinned, and the same for one row or many."""

import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kouan.areas.fund.counter import form
from kouan.areas.fund.operations import Published
from kouan.areas.fund.paying import deeds
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.parties import Actor
from kouan.store.database import Connections
from kouan.store.house import House, open_house

from .test_drafting import client_of
from .test_objections import sent

SNAPSHOT = Path(__file__).with_name("page_queries.json")
JULY = dt.datetime(2021, 7, 5, 9, 0, tzinfo=SHANGHAI)


def test_queries_are_counted(
    port: House, officer: Actor, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever makes a page ask more sees it here; ten more objections ask nothing more."""
    open_house(msgspec.structs.replace(port, now=lambda: JULY))
    deeds.finalise(published.number, cuts={}, actor=officer, now=JULY, writer=port.writer, reader=port.reader)
    seen: list[str] = []
    asked = Connections.query
    monkeypatch.setattr(
        Connections, "query", lambda self, text, values=(): (seen.append(text), asked(self, text, values))[1]
    )
    form.LIMITS._buckets.clear()
    sent(published)
    number = form.Objection.objects.get().number
    base = f"/fund/notices/{published.number}/"
    public = ["/fund/", base, f"{base}performance/", f"{base}progress/", f"{base}object/", f"{base}v1/files/"]
    public += [f"{base}v1/files/{name}" for name in ("360giving.json", "iati.xml", "notice.docx", "notice.pdf")]
    desk = [f"{base}money/", "/fund/objections/desk/", f"/fund/objections/desk/{number}/"]
    officers = client_of("fund_officer")

    def counted() -> dict[str, int]:
        counts = {}
        for client, address in [*((Client(), one) for one in public), *((officers, one) for one in desk)]:
            seen.clear()
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, address
            counts[address.replace(published.number, "NOTICE").replace(number, "OBJECTION")] = len(captured) + len(seen)
        return counts

    counted()  # the first look fills what is kept in memory
    counts = counted()
    for n in range(1, 11):
        sent(published, key=f"{n:032x}")
    assert counted() == counts
    assert counts == json.loads(SNAPSHOT.read_text())
