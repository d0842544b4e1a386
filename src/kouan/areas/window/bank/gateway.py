"""What a bank must do for the window, whoever it is. A verified fake and each real gateway keep the same contract tests."""

from collections.abc import Sequence
from typing import Protocol


class GatewayDown(Exception):
    """The bank could not be reached, or did not answer. Whether it took the message is unknown: send it again."""


class BankGateway(Protocol):
    """Takes orders and tells what became of them. Bytes are ISO 20022 messages.

    A bank takes an order (its end-to-end id) once, however often it is sent; tells of each booked transfer with that id and
    its amount, perhaps late and perhaps more than once, always under the same reference; refuses with a reason code.
    """

    def send(self, orders: bytes) -> bytes:
        """Hand in a pain.001; the answer is a pain.002. Raises `GatewayDown`."""
        ...

    def notices(self, after: int) -> Sequence[tuple[int, bytes]]:
        """Notifications (camt.054) with a number above `after`, in order. Raises `GatewayDown`."""
        ...
