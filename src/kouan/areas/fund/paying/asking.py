"""What an officer asks of a notice's money, as forms and machines hand it in: one shape a deed, read and done alike."""

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from kouan.areas.fund.paying import deeds, holding
from kouan.areas.fund.rules.money import BadAmount
from kouan.areas.fund.rules.typed import typed_fen
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Writes


class By(msgspec.Struct, frozen=True):
    """Who asks, when, and through what it is read and written."""

    actor: Actor
    now: dt.datetime
    writer: Writes
    reader: Reader


class CutAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a row gets in the end, and why."""

    amount: str
    reason: str


class Finalise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Make the plan on a notice final; `cuts` by row where less is granted or an objection was upheld."""

    cuts: dict[int, CutAsked] = {}

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        cuts = {row: deeds.Cut(fen_of(cut.amount), cut.reason) for row, cut in self.cuts.items()}
        deeds.finalise(notice, cuts=cuts, actor=by.actor, now=by.now, writer=by.writer, reader=by.reader)


class Allot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Issue a disbursement document: its number, day, budget item, and the amount of each row."""

    document: str
    dated: dt.date
    item: str
    lines: dict[int, str]

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        deeds.allot(
            notice,
            document=self.document,
            dated=self.dated,
            lines=fens(self.lines),
            item=self.item,
            actor=by.actor,
            now=by.now,
            writer=by.writer,
        )


class Pay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pay a row out of a document, under a voucher."""

    position: int
    document: str
    voucher: str
    paid_on: dt.date
    amount: str

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        deeds.pay(
            notice,
            position=self.position,
            document=self.document,
            voucher=self.voucher,
            paid_on=self.paid_on,
            fen=fen_of(self.amount),
            actor=by.actor,
            now=by.now,
            writer=by.writer,
            reader=by.reader,
        )


class TakeBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Money that came back of a payment."""

    voucher: str
    amount: str
    reason: str

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        fen = fen_of(self.amount)
        deeds.take_back(
            notice,
            voucher=self.voucher,
            fen=fen,
            reason=self.reason,
            actor=by.actor,
            now=by.now,
            writer=by.writer,
        )


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a row has spent by the end of a quarter, in all."""

    position: int
    quarter: int
    amount: str
    reason: str = ""

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        deeds.report(
            notice,
            position=self.position,
            quarter=self.quarter,
            spent_fen=fen_of(self.amount),
            reason=self.reason,
            actor=by.actor,
            now=by.now,
            writer=by.writer,
        )


class Stop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stop a row's payments, or lift the stop."""

    position: int
    reason: str
    lift: bool = False

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        deed = holding.resume if self.lift else holding.stop
        deed(notice, position=self.position, reason=self.reason, actor=by.actor, now=by.now, writer=by.writer)


class ClawBack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Call money of a payment back, by a day."""

    voucher: str
    amount: str
    due_on: dt.date
    reason: str

    def do(self, notice: str, by: By) -> None:
        """Do it. Raises `Refused`."""
        holding.claw_back(
            notice,
            voucher=self.voucher,
            fen=fen_of(self.amount),
            due_on=self.due_on,
            reason=self.reason,
            actor=by.actor,
            now=by.now,
            writer=by.writer,
        )


Asked: TypeAlias = Finalise | Allot | Pay | TakeBack | Report | Stop | ClawBack


def fen_of(text: str) -> int:
    """An amount as written, in 分. Raises `Refused` with what is wrong with it."""
    try:
        return typed_fen(text)
    except BadAmount as bad:
        raise Refused("amount-wrong", bad.words) from None


def fens(amounts: Mapping[int, str]) -> dict[int, int]:
    """Amounts by row, in 分. Raises `Refused` with the row."""
    found = {}
    for row, text in amounts.items():
        try:
            found[row] = typed_fen(text)
        except BadAmount as bad:
            words = Words(f"第 {row} 行：{bad.words.zh}", f"Row {row}: {bad.words.en}")
            raise Refused("amount-wrong", words) from None
    return found
