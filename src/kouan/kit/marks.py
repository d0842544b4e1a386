"""The marks beside every case: who (a chop: one square, one character) and in which state (a chip: glyph and word)."""

from enum import StrEnum

import msgspec

from kouan.kernel.words import Words


class Hold(StrEnum):
    """Where a party stands towards the case; the value is the tail of the class in `components.css`."""

    PART = ""
    NOW = "now"
    YOU = "you"
    DONE = "done"
    WAIT = "wait"


HOLD_WORDS = {
    Hold.NOW: Words("持球", "holds it"),
    Hold.YOU: Words("在您手上", "with you"),
    Hold.DONE: Words("已办", "done"),
    Hold.WAIT: Words("未轮到", "not yet"),
}


class Chop(msgspec.Struct, frozen=True):
    """The mark of one party: a single character, its name, and whether it holds the case."""

    mark: str
    words: Words
    hold: Hold = Hold.PART

    @property
    def label(self) -> Words:
        """What a listener hears: the name, and where the party stands."""
        stands = HOLD_WORDS.get(self.hold)
        return Words(f"{self.words.zh}，{stands.zh}", f"{self.words.en}, {stands.en}") if stands else self.words

    def holding(self, hold: Hold) -> "Chop":
        """The same party, standing elsewhere."""
        return msgspec.structs.replace(self, hold=hold)


class Kind(StrEnum):
    """The nine kinds of state. Each has one glyph, everywhere."""

    DRAFT = "draft"
    WAIT = "wait"
    REVIEW = "review"
    DECIDE = "look"
    RETURNED = "back"
    DUE = "warn"
    HELD = "held"
    REFUSED = "no"
    DONE = "done"


TONES = {
    Kind.DUE: "warn",
    Kind.HELD: "stop",
    Kind.REFUSED: "stop",
    Kind.DONE: "good",
}


class Chip(msgspec.Struct, frozen=True):
    """A state as a person reads it. `yours` colours it as the reader's own next act."""

    kind: Kind
    words: Words
    yours: bool = False

    @property
    def tone(self) -> str:
        """The tail of the class: good, warn, stop, you, or none."""
        return "you" if self.yours else TONES.get(self.kind, "")
