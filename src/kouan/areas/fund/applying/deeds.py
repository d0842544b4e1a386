"""What becomes of an application: handed in, handed in anew, withdrawn, sent back, found eligible or not."""

import datetime as dt
import hashlib
from functools import partial

import msgspec

from kouan.areas.fund.applying import register
from kouan.areas.fund.applying.checking import Filer, look
from kouan.areas.fund.applying.document import Document, Paper
from kouan.areas.fund.applying.papers import MOST, TOO_MANY
from kouan.areas.fund.calling.queries import ceilings
from kouan.areas.fund.calling.writing import TURN, needs, plain
from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.events import (
    ApplicationSubmitted,
    ApplicationWithdrawn,
    EligibilityDecided,
    SupplementAsked,
)
from kouan.areas.fund.models import Application, Attachment, Call
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.ceilings import most_of
from kouan.kernel.findings import Finding
from kouan.kernel.journal import Event, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.models import Organisation
from kouan.store.reader import Reader
from kouan.store.units import Conflict, Key, Writes

FORM = "fund-application"
UNKNOWN = Refused("application-unknown", Words("没有这份申报", "There is no such application"))
NO_CALL = Refused("call-unknown", Words("没有这份通知", "There is no such call"))


class Faulty(Refused):
    """The application can not be taken as it is; nothing was kept."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        n = sum(one.severity == "error" for one in findings)
        super().__init__("application-faulty", Words(f"有 {n} 处需要改正，未受理", f"{n} faults to correct: not taken"))
        self.findings = findings


class Taken(msgspec.Struct, frozen=True):
    """What is answered: the number, which version it is, when it came, what was found and let pass."""

    application: str
    revision: int
    call: str
    state: str
    received_at: str
    digest: str
    findings: tuple[Finding, ...]
    repeated: bool = False


def number_of(call: Call, actor: Actor, key: str) -> str:
    """An application's number, from who files under which key: the same filing sent twice has the same number."""
    return f"AP-{call.year}-{hashlib.sha256(f'{actor.organisation}:{key}'.encode()).hexdigest()[:12].upper()}"


def findings_of(document: Document, call: Call, actor: Actor, replaces: str = "") -> tuple[Finding, ...]:
    """What would be found on this document if the actor handed it in."""
    known = Organisation.objects.filter(id=actor.organisation).values_list("uscc", flat=True).first()
    filer = Filer(
        organisation=actor.organisation, uscc=known or "", grants=actor.may("fund.publish"), replaces=replaces
    )
    return look(document, call, ceilings(call.number), filer)


def findings_on(kept: Application, document: Document, *, sees_all: bool) -> tuple[Finding, ...]:
    """What is found on a version that stands, looked at again beside what the tables hold now."""
    known = Organisation.objects.filter(id=kept.applicant_id).values_list("uscc", flat=True).first()
    filer = Filer(
        organisation=kept.applicant_id,
        uscc=known or "",
        grants="granting-office" in codes(kept),
        replaces=kept.number,
        sees_all=sees_all,
    )
    return look(document, kept.call, ceilings(kept.call_id), filer)


def submit(
    document: Document,
    *,
    call: str,
    application: str = "",
    key: str,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
    reader: Reader,
) -> Taken:
    """Hand an application in, or a new version of `application`. In time is before the call closes; a version that was
    asked for, before the day named. The same key with the same content gets the same answer.

    Raises `Refused` (role, unknown, call-not-open, call-closed, not open), `Faulty` and the writer's `Conflict`.
    """
    needs(actor, "fund.apply")
    of = Call.objects.filter(number=call).first()
    if of is None:
        raise NO_CALL
    body = msgspec.json.encode(document)
    asked = Key(
        actor.organisation,
        f"fund:{key}"[:200],
        hashlib.sha256(b"%b %b " % (call.encode(), application.encode()) + body).hexdigest(),
    )
    with TURN:
        before = reader.answered(asked.organisation, asked.key)
        if before:
            return _repeated(before, asked)
        kept = _own(application, actor) if application else None
        if kept and kept.call_id != call:
            raise UNKNOWN
        _in_time(of, kept, now)
        found = findings_of(document, of, actor, application)
        if any(one.severity == "error" for one in found):
            raise Faulty(found)
        _papers_there(document.papers)
        number = application or number_of(of, actor, key)
        event = _event(document, of, number, (kept.revision if kept else 0) + 1, actor, body, found)
        version = (kept.version if kept else 0) + 1
        taken = Taken(number, event.revision, call, "submitted", stamp(now), event.digest, found)
        revision = (number, event.revision, event.digest, FORM, body, None)
        enter = partial(register.apply, event, Seen(version, now, actor.user), document)
        put(writer, event, number, version, enter, actor=actor, now=now, answer=taken, key=asked, revision=revision)
    return taken


def withdraw(number: str, *, reason: str, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Take one's own application back, until it is decided on. Raises `Refused`."""
    needs(actor, "fund.apply")
    with TURN:
        kept = _own(number, actor)
        if kept.state not in ("submitted", "returned"):
            raise Refused("not-open", Words("已经审定或撤回，不能再撤回", "It is decided or withdrawn already"))
        _write(ApplicationWithdrawn(application=number, reason=plain(reason, 500)), kept, actor, now, writer)


def ask_supplement(
    number: str,
    *,
    until: dt.date,
    asked: str,
    revision: int,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
    reader: Reader,
) -> None:
    """Send an application back for what is missing, until the end of a day. Raises `Refused`: role, not open, no words,
    a day that is over, another version than the one looked at.
    """
    needs(actor, "fund.write")
    last = dt.datetime.combine(until, dt.time(), SHANGHAI) + dt.timedelta(days=1)
    asked = plain(asked, 2000)
    if not asked:
        raise Refused("reason-needed", Words("写明缺什么", "Say what is missing"))
    if not now < last <= now + dt.timedelta(days=200):
        raise Refused(
            "day-wrong", Words("补正期限须在今天之后、半年之内", "The day must be to come, within half a year")
        )
    with TURN:
        kept = _seen(number, revision)
        if kept.state not in ("submitted", "returned"):
            raise Refused("not-open", Words("已经审定或撤回", "It is decided or withdrawn already"))
        event = SupplementAsked(
            application=number,
            revision=kept.revision,
            until=stamp(last),
            asked=asked,
            findings=codes(kept),
        )
        _write(event, kept, actor, now, writer)


def decide(
    number: str,
    *,
    eligible: bool,
    reason: str,
    revision: int,
    protected: bool = False,
    protected_reason: str = "",
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
) -> None:
    """Find an application eligible or not, once the call is closed. Warnings, a refusal, a protected row and an
    application of the granting office itself need a reason.

    Raises `Refused`: role, the call still open, not open, no reason, reviewed already, another version.
    """
    needs(actor, "fund.write")
    reason, why = plain(reason, 2000), plain(protected_reason, 300)
    with TURN:
        kept = _seen(number, revision)
        if now < kept.call.closes:
            raise Refused(
                "call-open", Words("申报还没有截止，不能审定", "The call is still open: nothing is decided yet")
            )
        if kept.state == "withdrawn" or kept.assigned_n or kept.score_n:
            raise Refused("not-open", Words("已撤回或已进入评审", "It is withdrawn, or review has begun"))
        if not reason and (not eligible or kept.warnings or kept.applicant_id == actor.organisation):
            raise Refused(
                "reason-needed",
                Words(
                    "不合格、有提示或本单位自己的申报，须写理由",
                    "A refusal, a warning or your own office's application needs a reason",
                ),
            )
        if protected and not (eligible and why):
            raise Refused(
                "protected-reason", Words("优先保障的须合格并写理由", "A protected row is eligible and has a reason")
            )
        event = EligibilityDecided(
            application=number,
            revision=kept.revision,
            result="eligible" if eligible else "ineligible",
            reason=reason,
            findings=codes(kept),
            protected=protected,
            protected_reason=why if protected else "",
        )
        _write(event, kept, actor, now, writer)


def codes(kept: Application) -> tuple[str, ...]:
    """The codes of what was found on the version that stands."""
    said = kept.versions.filter(revision=kept.revision).values_list("findings", flat=True).first() or ""
    return tuple(code for code in said.split(",") if code)


def _repeated(before: tuple[str, bytes], asked: Key) -> Taken:
    if before[0] != asked.digest:
        raise Conflict("key-reused")
    return msgspec.structs.replace(msgspec.json.decode(before[1], type=Taken), repeated=True)


def _own(number: str, actor: Actor) -> Application:
    """An application of the actor's own; another's is not there."""
    kept: Application | None = Application.objects.select_related("call").filter(number=number).first()
    if kept is None or kept.applicant_id != actor.organisation:
        raise UNKNOWN
    return kept


def _seen(number: str, revision: int) -> Application:
    kept: Application | None = Application.objects.select_related("call").filter(number=number).first()
    if kept is None:
        raise UNKNOWN
    if kept.revision != revision:
        raise Refused("moved-on", Words("申报单位已交新的版本，请重新核对", "A newer version came: look again"))
    return kept


def _in_time(call: Call, kept: Application | None, now: dt.datetime) -> None:
    if kept and kept.state == "returned" and kept.supplement_until:
        if now >= kept.supplement_until and now >= call.closes:
            raise Refused("supplement-late", Words("补正期限已过", "The time for the supplement is over"))
        return
    if now < call.opens:
        raise Refused("call-not-open", Words("申报还没有开始", "The call is not open yet"))
    if now >= call.closes:
        raise Refused("call-closed", Words("申报已截止，未受理", "The call is closed: not taken"))
    if kept and kept.state not in ("submitted", "returned", "withdrawn"):
        raise Refused("not-open", Words("已经审定，不能再改", "It is decided already"))


def _papers_there(papers: tuple[Paper, ...]) -> None:
    if len(papers) > MOST:
        raise Refused("papers-many", TOO_MANY)
    wanted = {one.sha256 for one in papers}
    if Attachment.objects.filter(sha256__in=wanted).count() != len(wanted):
        raise Refused("paper-unknown", Words("附件没有上传", "A paper was never uploaded"))


def _event(
    document: Document, call: Call, number: str, revision: int, actor: Actor, body: bytes, found: tuple[Finding, ...]
) -> ApplicationSubmitted:
    return ApplicationSubmitted(
        application=number,
        revision=revision,
        call=call.number,
        applicant=actor.organisation,
        name=document.name,
        uscc=document.uscc,
        no_uscc=document.no_uscc,
        kind=document.kind,
        parent=document.parent,
        project=document.project,
        ceiling=document.ceiling,
        place=document.place,
        needed_fen=document.needed_fen,
        requested_fen=document.requested_fen,
        own_fen=document.own_fen,
        row_cap_fen=most_of(ceilings(call.number), document.ceiling, document.needed_fen),
        papers=tuple(one.sha256 for one in document.papers),
        findings=tuple(one.code for one in found),
        digest=hashlib.sha256(body).hexdigest(),
    )


def _write(event: Event, kept: Application, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    enter = partial(register.apply, event, Seen(kept.version + 1, now, actor.user))
    put(writer, event, kept.number, kept.version + 1, enter, actor=actor, now=now)
