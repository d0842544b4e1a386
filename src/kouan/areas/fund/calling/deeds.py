"""What an officer does before anybody applies: list a matter, open a call, extend it."""

import datetime as dt
import hashlib
import re
from functools import partial

import msgspec

from kouan.areas.fund.calling import register
from kouan.areas.fund.calling.writing import TURN, needs, plain
from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.events import CallExtended, CallOpened, MatterListed
from kouan.areas.fund.models import Call, CallMatter
from kouan.areas.fund.models.calls import CLASSES
from kouan.areas.fund.rules.calendar import DAY, SHANGHAI
from kouan.areas.fund.rules.ceiling import Ceiling
from kouan.areas.fund.rules.ceilings import ceilings_on
from kouan.areas.fund.rules.typed import MOST_FEN
from kouan.kernel.journal import Event
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Writes

CODE = re.compile(r"[a-z][a-z0-9_]{1,38}")


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """A matter to be listed. `notice_class` is how notices print its class, such as 省级审批项目."""

    code: str
    zh: str
    en: str
    approval_class: str = "provincial"
    notice_class: str = ""
    direction: str
    direction_zh: str
    direction_en: str
    fund_zh: str
    fund_en: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A call to be opened. Days are Shanghai's; an application on `last_day` until 24:00 is in time.

    `ceilings` None takes those in force on `rule_date`.
    """

    matter: str
    year: int
    title_zh: str
    title_en: str
    text_zh: str = ""
    text_en: str = ""
    first_day: dt.date
    last_day: dt.date
    support_first: dt.date
    support_last: dt.date
    cap_fen: int
    rule_date: dt.date
    ceilings: tuple[Ceiling, ...] | None = None
    invented: bool = False


class Unfit(Refused):
    """What was asked can not be taken as it is; `faults` by field."""

    def __init__(self, faults: dict[str, Words]) -> None:
        super().__init__("call-faulty", Words("请改正后再发布", "Correct the marked fields and send again"))
        self.faults = faults


def list_matter(matter: Matter, *, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """List a matter, or name it anew. Raises `Refused` (role) and `Unfit`."""
    needs(actor, "fund.write")
    told = {name: plain(str(value), 100) for name, value in msgspec.structs.asdict(matter).items()}
    faults = {name: NEEDED for name, value in told.items() if not value and name != "notice_class"}
    faults |= {name: BAD_CODE for name in ("code", "direction") if told[name] and not CODE.fullmatch(told[name])}
    faults |= {name: TOO_LONG for name, value in told.items() if len(value) > 80}
    if told["approval_class"] not in CLASSES:
        faults["approval_class"] = NEEDED
    if faults:
        raise Unfit(faults)
    event = MatterListed(matter=told.pop("code"), **told)
    with TURN:
        known = CallMatter.objects.filter(code=event.matter).first()
        version = (known.version if known else 0) + 1
        _write(writer, event, f"FM-{event.matter}"[:40], version, actor, now)


def open_call(asked: Asked, *, actor: Actor, now: dt.datetime, writer: Writes) -> str:
    """Publish a call; returns its number, which is made of matter, year and title, so that it is published once.

    Raises `Refused` (role, published already) and `Unfit`.
    """
    needs(actor, "fund.publish")
    if asked.last_day >= LATEST:
        raise Unfit({"last_day": TOO_LATE})
    opens, closes = begin(asked.first_day), begin(asked.last_day + DAY)
    ceilings = ceilings_on(asked.rule_date) if asked.ceilings is None else asked.ceilings
    faults = _faults(asked, ceilings, closes, now)
    if faults:
        raise Unfit(faults)
    event = CallOpened(
        call=number_of(asked),
        matter=asked.matter,
        year=asked.year,
        title_zh=plain(asked.title_zh, 200),
        title_en=plain(asked.title_en, 200),
        text_zh=plain(asked.text_zh, 20_000),
        text_en=plain(asked.text_en, 20_000),
        opens=opens.isoformat(),
        closes=closes.isoformat(),
        support_first=asked.support_first.isoformat(),
        support_last=asked.support_last.isoformat(),
        rule_date=asked.rule_date.isoformat(),
        cap_fen=asked.cap_fen,
        ceilings=ceilings,
        invented=asked.invented,
    )
    with TURN:
        if Call.objects.filter(number=event.call).exists():
            raise Refused("call-there", Words(f"已经发布：{event.call}", f"Published already: {event.call}"))
        _write(writer, event, event.call, 1, actor, now)
    return event.call


def extend(number: str, *, last_day: dt.date, reason: str, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Let a call close later. Raises `Refused`: role, unknown, not later than it stands, over already, no reason."""
    needs(actor, "fund.publish")
    if last_day >= LATEST:
        raise Refused("too-late", TOO_LATE)
    closes, reason = begin(last_day + DAY), plain(reason, 300)
    with TURN:
        call = Call.objects.filter(number=number).first()
        if call is None:
            raise Refused("call-unknown", Words("没有这份通知", "There is no such call"))
        if closes <= call.closes or closes <= now:
            raise Refused("not-later", Words("只能延后", "A call can only close later than it says"))
        if not reason:
            raise Refused("reason-needed", Words("须写理由", "A reason is needed"))
        event = CallExtended(call=number, closes=closes.isoformat(), reason=reason)
        _write(writer, event, number, call.version + 1, actor, now)


def begin(day: dt.date) -> dt.datetime:
    """The first instant of a day in Shanghai."""
    return dt.datetime.combine(day, dt.time(), SHANGHAI)


def number_of(asked: Asked) -> str:
    """A call's number: its year and six characters of the digest of matter and title."""
    said = f"{asked.matter}\x1f{asked.title_zh.strip()}"
    return f"FC-{asked.year}-{hashlib.sha256(said.encode()).hexdigest()[:6].upper()}"


def _faults(asked: Asked, ceilings: tuple[Ceiling, ...], closes: dt.datetime, now: dt.datetime) -> dict[str, Words]:
    faults = {name: NEEDED for name in ("title_zh", "title_en") if not plain(getattr(asked, name), 200)}
    faults |= {name: TOO_LONG for name in ("title_zh", "title_en") if len(getattr(asked, name)) > 200}
    faults |= {name: TOO_LONG for name in ("text_zh", "text_en") if len(getattr(asked, name)) > 20_000}
    if not CallMatter.objects.filter(code=asked.matter).exists():
        faults["matter"] = Words("没有这个事项", "There is no such matter")
    if asked.last_day < asked.first_day:
        faults["last_day"] = Words("截止日早于开始日", "It ends before it begins")
    elif closes <= now and not asked.invented:
        faults["last_day"] = Words("截止日已过", "That day is over")
    if asked.support_last < asked.support_first:
        faults["support_last"] = Words("支持期止早于起", "The support period ends before it begins")
    elif not asked.support_first.year <= asked.year <= asked.support_last.year:
        faults["year"] = Words("年度须在支持期内", "The year must lie in the support period")
    if not 0 < asked.cap_fen <= MOST_FEN:
        faults["cap"] = Words("总额须大于零", "The sum must be above nought")
    if not ceilings:
        faults["rule_date"] = Words(
            "这一天没有已知的支持上限，请写明上限和依据",
            "No ceilings are known for that day: give them with their basis",
        )
    return faults | _ceiling_faults(ceilings)


def _ceiling_faults(ceilings: tuple[Ceiling, ...]) -> dict[str, Words]:
    kinds = [one.kind for one in ceilings]
    if len(set(kinds)) != len(kinds):
        return {"ceilings": Words("上限种类重复", "A kind of ceiling stands twice")}
    for one in ceilings:
        if not one.basis.strip() or (one.exception_of and not one.reason.strip()):
            return {"ceilings": Words("上限须有依据，例外须有理由", "A ceiling needs a basis, an exception its reason")}
        if one.exception_of and (one.exception_of == one.kind or one.exception_of not in kinds):
            return {"ceilings": Words("例外须指向另一种上限", "An exception names another ceiling")}
        if one.max_fen is None and one.max_share is None and not one.exception_of:
            return {"ceilings": Words("上限须限制金额或比例", "A ceiling limits a sum or a share")}
        if (one.max_fen or 1) <= 0 or not 0 < (one.max_share or 1) <= 10_000:
            return {"ceilings": Words("上限金额或比例不对", "The sum or share of a ceiling is wrong")}
    return {}


LATEST = dt.date(3000, 1, 1)
TOO_LATE = Words("日期太远，请核对年份", "That day is too far off: check the year")
NEEDED = Words("必填", "Needed")
TOO_LONG = Words("过长", "Too long")
BAD_CODE = Words("代码用小写字母、数字、下划线", "Small letters, digits and underscores")


def _write(writer: Writes, event: Event, case: str, version: int, actor: Actor, now: dt.datetime) -> None:
    enter = partial(register.apply, event, Seen(version, now, actor.user))
    put(writer, event, case, version, enter, actor=actor, now=now)
