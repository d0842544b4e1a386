"""What happens to a licence or a handbook item. Quantities are decimals as text, in `unit`."""

from typing import ClassVar

from kouan.kernel.journal import Event


class LicenceRegistered(Event, frozen=True, kw_only=True):
    """A licence (or a handbook's item) was taken on the books with the quantity it was issued for."""

    activity: ClassVar[str] = "licence_register"

    book: str
    number: str
    item: int = 0
    unit: str
    quantity: str
    valid_to: str = ""


class LicenceReserved(Event, frozen=True, kw_only=True):
    """A declaration was lodged, or raised by an amendment, and so much of the licence is kept for it."""

    activity: ClassVar[str] = "licence_reserve"

    licence: str
    declaration: str
    unit: str
    quantity: str


class LicenceFreed(Event, frozen=True, kw_only=True):
    """A reservation was given back: the declaration ended, or an amendment lowered it."""

    activity: ClassVar[str] = "licence_free"

    licence: str
    declaration: str
    unit: str
    quantity: str


class LicenceWrittenOff(Event, frozen=True, kw_only=True):
    """The goods were released, and so much of the licence is used for good."""

    activity: ClassVar[str] = "licence_write_off"

    licence: str
    declaration: str
    unit: str
    quantity: str


class LicenceReversed(Event, frozen=True, kw_only=True):
    """A write-off was taken back in part or whole, because the declaration was amended after release."""

    activity: ClassVar[str] = "licence_reverse"

    licence: str
    declaration: str
    unit: str
    quantity: str
