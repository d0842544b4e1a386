"""An answer of an authority, free of the language it travels in: what a reply of any standard says, and what ours say.

Each format of replies has one mapper to and from this struct (`formats/wco_res_xml`, `cusres`, `aperak`, `dec_result_xml`).
"""

import msgspec

ANSWER = "answer"
"""What it is called among the documents of a reading."""
TECHNICAL = "reply-technical"
"""The list of the technical reply: did the message arrive and could it be read."""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step of a pointer of the WCO model: a section, its number where it repeats, the element where the way ends."""

    section: str
    sequence: str = ""
    tag: str = ""


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found fault with. `place` points into a WCO message, `segment` and `position` (from 1, UNH being 1) into an EDIFACT one."""

    code: str
    text: str = ""
    place: tuple[Place, ...] = ()
    segment: str = ""
    position: int = 0


class Due(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Tax of one kind. `item` is the line of the declaration, 0 for the whole of it; amounts are decimal text."""

    kind: str
    amount: str
    currency: str = "CNY"
    item: int = 0
    base: str = ""
    rate: str = ""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer. `list` and `code` are the raw status and the code list it is from; `at` is ISO text in UTC, to the second.

    `reference` is the filer's own number, `serial` the window's (统一编号), `number` the authority's (报关单号, MRN).
    """

    list: str
    code: str
    id: str = ""
    at: str = ""
    reference: str = ""
    serial: str = ""
    number: str = ""
    office: str = ""
    version: str = ""
    note: str = ""
    faults: tuple[Fault, ...] = ()
    dues: tuple[Due, ...] = ()


def pointed(place: tuple[Place, ...]) -> str:
    """A pointer as text, as `42A.67A.68A.1.70A.1.166`."""
    return ".".join(text for p in place for text in (p.section, p.sequence, p.tag) if text)
