"""Home: the hall for who just looks; for who signed in, what waits and what changed."""

import datetime as dt
from collections.abc import Sequence

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.fund.queries import notices
from kouan.journeys import catalogue
from kouan.kernel.journal import Entry, instant
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.lists import Change
from kouan.store.house import house
from kouan.store.search import Asked, Tally, found, latest, names, tally

from .headline import headline
from .marks import role_chop, role_words
from .pulse import pulse
from .queue import HANDS, grouped, rail
from .scope import files, scope, sees_cases
from .telling import told
from .who import actor_of

MINE, OTHERS, CHANGES, NOTICES = 15, 10, 12, 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home page of whoever asks."""
    who = actor_of(request)
    if not who.user:
        return hall(request)
    return desk(request, who) if sees_cases(who) else plain_desk(request, who)


def hall(request: HttpRequest) -> HttpResponse:
    """What is open now, and where to go. Only counts of cases: the public reads no case."""
    types = catalogue.types()
    counts = tally(house().reader, Asked(types=None))
    under_way = {code: sum(t.n for t in counts if t.type == code and t.holder) for code in types}
    closed = {code: sum(t.n for t in counts if t.type == code and not t.holder) for code in types}
    offers = [
        {
            "code": code,
            "words": of.words,
            "filers": [role_words(r) for r in of.machine.lodge_by],
            "under_way": under_way[code],
            "closed": closed[code],
        }
        for code, of in types.items()
    ]
    measured = headline(house())
    values = {
        "offers": offers,
        "picture": pulse(house()),
        "headline": measured.words if measured else HEADLINE,
        "figure": measured.figure if measured else None,
        "interval": measured.interval if measured else None,
        "lead": LEAD,
        "notices": notices()[:NOTICES],
    }
    return render(request, "doors/home_hall.html", values)


HEADLINE = Words("一次申报，各单位同看一案", "File once, and every agency works on the same case")
LEAD = Words(
    "船舶、货物在这里申报；海关、海事、边检各自决定；每一步记入同一本日志，通关时间、便利化指标和资金绩效都从这本日志算出。",
    "Ships and goods are filed here; customs, maritime and border inspection each decide; every step goes into one "
    "journal, and from it come the clearance times, the facilitation figures and the results of the fund.",
)


def desk(request: HttpRequest, who: Actor) -> HttpResponse:
    """What waits for me, what waits for others, what changed."""
    now, reader = house().now(), house().reader
    asked = msgspec.structs.replace(scope(who), hands="mine")
    others = msgspec.structs.replace(asked, hands="others")
    counts = tally(reader, asked)
    mine = found(reader, asked, limit=MINE)
    waiting = found(reader, others, limit=OTHERS)
    parties = names(reader, (c.owner for c in (*mine, *waiting)))
    values = {
        "groups": (
            *grouped(mine, who, now, HANDS["mine"], parties),
            *grouped(waiting, who, now, HANDS["others"], parties),
        ),
        "changes": [_change(entry, kind) for entry, kind in latest(reader, scope(who), limit=CHANGES)],
        "rail_groups": rail(asked, counts, who),
        "summary": _summary(counts_of(counts, who.role)),
        "files": files(who),
    }
    return render(request, "doors/home_desk.html", values)


def counts_of(counts: Sequence[Tally], role: str) -> tuple[int, int]:
    """How many cases are in my hands, and how many wait for others."""
    mine = sum(t.n for t in counts if t.hands(role) == "mine")
    return mine, sum(t.n for t in counts if t.hands(role) == "others")


def _summary(counts: tuple[int, int]) -> Words:
    mine, others = counts
    return Words("{mine} 件在您手上，{others} 件等别人", "{mine} with you, {others} waiting for others").with_values(
        mine=f"{mine:,}", others=f"{others:,}"
    )


def _change(entry: Entry, kind: str) -> Change:
    of = catalogue.types().get(kind)
    return Change(
        when=instant(entry.at),
        chop=role_chop(entry.role),
        words=told(entry, of).words if of else Words(entry.kind, entry.kind),
        id=entry.case,
        url=f"/cases/{entry.case}/",
    )


class Follower(msgspec.Struct, frozen=True):
    """How far one follower of the journal is, and what stopped it."""

    name: str
    seq: int
    behind: int
    at: dt.datetime | None
    fault: str


def plain_desk(request: HttpRequest, who: Actor) -> HttpResponse:
    """The desk of a role without cases: where its work is, and for the operator how the journal's followers fare."""
    followers = _followers() if who.may("system.operate") else ()
    values = {"role": role_words(who.role), "followers": followers, "may": who.permissions}
    return render(request, "doors/home_plain.html", values)


def _followers() -> tuple[Follower, ...]:
    reader = house().reader
    rows = reader.connections.query("SELECT name, seq, at, fault FROM journal_cursor ORDER BY name")
    head = reader.head()[0]
    return tuple(Follower(n, s, head - s, instant(at) if at else None, fault) for n, s, at, fault in rows)
