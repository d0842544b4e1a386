"""Replies of an invented national system for the demonstration: one of each standing, so that the page has something to show."""

from kouan.areas.window.answer import ANSWER, Answer
from kouan.areas.window.formats import cusres, dec_result_xml, wco_res_xml
from kouan.store.house import House
from kouan.store.roles import actor

from .taking import take_in

SAID = (
    (dec_result_xml.FORMAT, Answer(list="reply-channel", code="L", serial="I0000FAKE00000001", note="虚构 invented")),
    (cusres.FORMAT, Answer(list="reply-channel", code="P", id="FAKE-2", reference="NOT-HERE-1", note="虚构 invented")),
    (
        wco_res_xml.FORMAT,
        Answer(list="reply-dms", code="09", id="FAKE-3", reference="NOT-HERE-2", number="00FAKE0000000003"),
    ),
)
"""Replies of declarations that are not known here."""


def lay_demo_replies(house: House) -> None:
    """Hand them in. Doing it again changes nothing."""
    who = actor("gateway", "gateway", "gateway")
    for form, answer in SAID:
        assert form.write is not None  # noqa: S101 -- these write
        take_in(house, form.write(ANSWER, answer).body, actor=who, now=house.now())
