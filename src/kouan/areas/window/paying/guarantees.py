"""Register a guarantee; take from its balance for a bill; free it. Two bills at once can not both take the last of it:
each names the version of the guarantee that it saw, and the database holds the balance between nought and the amount.
"""

import datetime as dt
import re
from collections.abc import MutableMapping

from msgspec.structs import replace

from kouan.areas.window import events as e
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.units import Row

from .machines import BILL
from .things import Bill, Guarantee, GuaranteeMove
from .work import Work, inserted, moved, step

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{2,39}")
MOST = 10**15
"""分 of one guarantee at most."""

Shelf = MutableMapping[str, Guarantee]
"""The guarantees that a deed may touch, by number, each as the deed has left it so far."""


def register(
    work: Work,
    *,
    number: str,
    owner: str,
    issuer: str,
    fen: int,
    valid_from: dt.date,
    valid_to: dt.date,
    declaration: str = "",
) -> Guarantee:
    """Customs takes a guarantee on its books: general, or for the one declaration that is named. Raises `Refused`."""
    if work.actor.role != "customs":
        raise Refused("role-may-not", Words("担保由海关登记", "Guarantees are registered by customs"))
    if not _NUMBER.fullmatch(number):
        raise Refused(
            "number-unfit", Words("编号须为 3 至 40 位字母、数字、连字符", "A number: 3 to 40 letters, digits, hyphens")
        )
    if not 0 < fen <= MOST or not issuer.strip() or not owner:
        raise Refused(
            "guarantee-incomplete",
            Words("须有担保人、企业和大于零的金额", "Guarantor, firm and an amount above nought are needed"),
        )
    if valid_to < valid_from:
        raise Refused("guarantee-time", Words("到期日早于生效日", "It would end before it begins"))
    made = Guarantee(
        number=number,
        owner=owner,
        kind="one-off" if declaration else "general",
        declaration=declaration,
        issuer=issuer.strip()[:120],
        fen=fen,
        balance_fen=fen,
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat(),
        version=1,
        registered=work.at,
    )
    event = e.GuaranteeRegistered(
        owner=owner,
        form=made.kind,
        declaration=declaration,
        issuer=made.issuer,
        fen=fen,
        valid_from=made.valid_from,
        valid_to=made.valid_to,
    )
    work.note(event, number, 1)
    work.rows += [inserted(made), _move(work, made, "register", "", fen)]
    return made


def secure(work: Work, bill: Bill, guarantee: Guarantee, today: dt.date) -> Bill:
    """Take the bill's amount from a guarantee, so that the goods may go before the tax is paid. Raises `Refused`."""
    after = step(BILL, bill.state, "secure", work.actor)
    _fits(bill, guarantee, today)
    left = guarantee.balance_fen - bill.fen
    if left < 0:
        raise Refused("guarantee-short", Words("担保余额不足", "The balance of the guarantee is too small"))
    event = e.TaxSecured(action="secure", before=bill.state, after=after, guarantee=guarantee.number, fen=bill.fen)
    made = replace(bill, version=bill.version + 1, state=after, since=work.at, guarantee=guarantee.number)
    work.note(event, bill.id, made.version)
    work.rows.append(moved(made, bill.version))
    held = replace(guarantee, balance_fen=left, version=guarantee.version + 1)
    work.note(e.GuaranteeReserved(bill=bill.id, fen=bill.fen, balance_fen=left), held.number, held.version)
    work.rows += [moved(held, guarantee.version), _move(work, held, "reserve", bill.id, -bill.fen)]
    return made


def freed(work: Work, bill: Bill, shelf: Shelf) -> Bill:
    """Give back what a bill, settled or void now, holds of a guarantee; the one on the shelf moves with it."""
    if not bill.guarantee:
        return bill
    taken = shelf[bill.guarantee]
    free = replace(taken, balance_fen=taken.balance_fen + bill.fen, version=taken.version + 1)
    work.note(e.GuaranteeFreed(bill=bill.id, fen=bill.fen, balance_fen=free.balance_fen), free.number, free.version)
    work.rows += [moved(free, taken.version), _move(work, free, "free", bill.id, bill.fen)]
    shelf[bill.guarantee] = free
    return bill


def _fits(bill: Bill, guarantee: Guarantee, today: dt.date) -> None:
    if guarantee.owner != bill.payer or guarantee.declaration not in ("", bill.declaration):
        raise Refused("guarantee-other", Words("这份担保不用于这份税单", "This guarantee is not for this bill"))
    if not guarantee.valid_from <= today.isoformat() <= guarantee.valid_to:
        raise Refused("guarantee-expired", Words("担保不在有效期内", "The guarantee is not valid today"))


def _move(work: Work, after: Guarantee, kind: str, bill: str, fen: int) -> Row:
    return inserted(
        GuaranteeMove(
            guarantee=after.number,
            version=after.version,
            at=work.at,
            kind=kind,
            bill=bill,
            fen=fen,
            balance_fen=after.balance_fen,
        )
    )
