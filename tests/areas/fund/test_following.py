"""Tables that lack what the journal has (an older house wrote them apart) are made good when the house is opened."""

import datetime as dt

import msgspec
import pytest

from kouan.areas.fund import models
from kouan.areas.fund.counter import form
from kouan.areas.fund.following import catch_up
from kouan.areas.fund.objecting import register
from kouan.areas.fund.operations import Published
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.store.house import House, open_house

from .test_objections import sent


def test_what_the_journal_has_comes_back(port: House, published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry is durable, the tables were never written: catching up writes them once, and again changes nothing."""
    open_house(msgspec.structs.replace(port, now=lambda: dt.datetime(2021, 4, 25, tzinfo=SHANGHAI)))
    form.LIMITS._buckets.clear()

    with monkeypatch.context() as broken:
        broken.setattr(register, "apply", lambda *_: None)
        with pytest.raises(models.Objection.DoesNotExist):
            sent(published)
    assert not models.Objection.objects.exists()
    for _ in range(2):
        catch_up(port.reader)
        assert models.Objection.objects.get().outcome == "accepted"
        assert models.ObjectionDecision.objects.count() == 1
    assert models.Objection.objects.get().number in sent(published)
