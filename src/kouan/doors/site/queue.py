"""The queue: cases in my hands, cases that wait for others, what has ended; found by type, state, port and letters."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from kouan.journeys import catalogue
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem, RailGroup
from kouan.kit.lists import QueueGroup, QueueRow
from kouan.kit.saying import local
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.models import SavedView
from kouan.store.search import Asked, Hands, Tally, found, names, tally

from .bulk import offered, picked_value
from .case import case_for
from .marks import role_words, row, state_of
from .preview import beside, looking
from .scope import scope, sees_cases, types_of
from .views import rail_of, saved
from .who import actor_of, signed_in

PAGE = 50
MOST = 20_000
"""Rows of one file at most; the file says so in its last line where there were more."""

HANDS: Mapping[Hands, Words] = {
    "mine": Words("在我手上", "In my hands"),
    "others": Words("等别人办", "Waiting for others"),
    "ended": Words("已办结", "Closed"),
    "all": Words("全部", "All"),
}


class Choice(msgspec.Struct, frozen=True):
    """One option of a filter."""

    value: str
    words: Words
    chosen: bool


def asked_in(request: HttpRequest, who: Actor) -> Asked:
    """What the address asks for, inside what the actor may see. Values that mean nothing are passed over."""
    get = request.GET
    hands = get.get("hands", "mine")
    return msgspec.structs.replace(
        scope(who),
        hands=hands if hands in HANDS else "mine",
        type=get.get("type", "") if get.get("type") in catalogue.types() else "",
        state=get.get("state", "")[:40],
        port=get.get("port", "")[:10],
        text=get.get("q", "").replace("\x00", "")[:80],
    )


@require_safe
@signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """The queue page. Letters typed without a view look everywhere."""
    who = _reader_of_cases(request)
    asked = asked_in(request, who)
    if asked.text and "hands" not in request.GET:
        asked = msgspec.structs.replace(asked, hands="all")
    counts = tally(house().reader, asked)
    page = _page(request, asked, counts, who)
    rows = list(page.object_list)
    parties = names(house().reader, (c.owner for c in rows))
    views = saved(who.user)
    query = address(asked).partition("?")[2]
    values = {
        "page": page,
        "groups": beside_list(grouped(rows, who, house().now(), HANDS[asked.hands], parties), rows, request),
        "rail_groups": (*rail(asked, counts, who), *_kept(views, query)),
        "views": views,
        "here_view": next((v for v in views if v.query == query), None),
        "bulk": offered(rows, who),
        "asked": asked,
        **_look(request, rows, who),
        "types": [Choice(c, of.words, c == asked.type) for c, of in types_of(who).items()],
        "states": states_of(asked, counts),
        "query": request.GET.urlencode(),
    }
    return render(request, "doors/queue.html", values)


def _reader_of_cases(request: HttpRequest) -> Actor:
    who = actor_of(request)
    if not sees_cases(who):
        raise Refused("role-may-not", Words("您的身份不查看案件。", "Your role does not look at cases."))
    return who


class _Counted(Paginator):
    """Pages over a search whose count is known already."""

    def __init__(self, asked: Asked, n: int) -> None:
        super().__init__([], PAGE)
        self.asked, self.n = asked, n

    @property
    def count(self) -> int:
        return self.n

    def page(self, number: object) -> Page:
        at = self.validate_number(number)
        rows = found(house().reader, self.asked, limit=PAGE, offset=(at - 1) * PAGE) if self.n else []
        return self._get_page(rows, at, self)


def _page(request: HttpRequest, asked: Asked, counts: Sequence[Tally], who: Actor) -> Page:
    n = sum(t.n for t in counts if asked.hands in ("all", t.hands(who.role)))
    return _Counted(asked, n).get_page(request.GET.get("page"))


def grouped(
    rows: Sequence[Case], who: Actor, now: dt.datetime, words: Words, parties: Mapping[str, Words]
) -> tuple[QueueGroup, ...]:
    """Cases as one headed group of a queue."""
    types = catalogue.types()
    lines = tuple(
        row(c, types[c.type], party=party_of(c, who, parties), role=who.role, now=now) for c in rows if c.type in types
    )
    return (QueueGroup(words, lines),) if lines else ()


def beside_list(groups: tuple[QueueGroup, ...], rows: Sequence[Case], request: HttpRequest) -> tuple[QueueGroup, ...]:
    """The same groups with boxes that know the version seen, and with the address that shows each case beside the list."""
    cases = {c.id: c for c in rows}
    shown = _shown(request, rows)
    query = request.GET.urlencode()

    def line(made: QueueRow) -> QueueRow:
        return msgspec.structs.replace(
            made, look=looking(query, made.id), pick=picked_value(cases[made.id]), current=made.id == shown
        )

    return tuple(QueueGroup(g.words, tuple(map(line, g.rows))) for g in groups)


def _shown(request: HttpRequest, rows: Sequence[Case]) -> str:
    """The case beside the list: the one asked for, else the first of the list."""
    asked = request.GET.get("look", "")[:40]
    return asked if any(c.id == asked for c in rows) else (rows[0].id if rows else "")


def _look(request: HttpRequest, rows: Sequence[Case], who: Actor) -> dict[str, object]:
    """The case beside the list, and where a decision on it leads: the same list with the next case beside it."""
    ids = [c.id for c in rows]
    shown = _shown(request, rows)
    if not shown:
        return {}
    case, of = case_for(shown, who)
    at = ids.index(shown)
    following = ids[at + 1] if at + 1 < len(ids) else ids[at - 1] if at else ""
    return {"look": beside(case, of, who), "back": looking(request.GET.urlencode(), following)}


def _kept(views: Sequence[SavedView], query: str) -> tuple[RailGroup, ...]:
    return (RailGroup(Words("我的视图", "My views"), rail_of(list(views), query)),) if views else ()


def party_of(case: Case, who: Actor, parties: Mapping[str, Words]) -> str:
    """Who filed it, in the reader's language; nothing where that is the reader's own organisation."""
    return "" if case.owner == who.organisation else said(parties.get(case.owner, case.owner))


def rail(asked: Asked, counts: Sequence[Tally], who: Actor) -> tuple[RailGroup, ...]:
    """The views with their counts, keys 1 to 4; then the types of documents in this view."""
    sums = {h: sum(t.n for t in counts if h in ("all", t.hands(who.role))) for h in HANDS}
    views = tuple(
        NavItem(words, address(asked, hands=h), count=sums[h], key=str(i), here=h == asked.hands)
        for i, (h, words) in enumerate(HANDS.items(), 1)
    )
    types = catalogue.types()
    by_type: dict[str, int] = {}
    for t in counts:
        if t.type in types and asked.hands in ("all", t.hands(who.role)):
            by_type[t.type] = by_type.get(t.type, 0) + t.n
    kinds = tuple(
        NavItem(types[c].words, address(asked, type="" if c == asked.type else c), count=n, here=c == asked.type)
        for c, n in sorted(by_type.items())
    )
    return (
        RailGroup(Words("视图", "Views"), views),
        *([RailGroup(Words("单证", "Documents"), kinds)] if kinds else []),
    )


def address(asked: Asked, **changes: str) -> str:
    """The address of the same search with some parts changed."""
    parts = {"hands": asked.hands, "type": asked.type, "state": asked.state, "port": asked.port, "q": asked.text}
    query = {k: v for k, v in {**parts, **changes}.items() if v}
    return "/cases/?" + urlencode(query)


def states_of(asked: Asked, counts: Sequence[Tally]) -> list[Choice]:
    """The states that occur, with their words; states of the same name in two machines are one option."""
    types = catalogue.types()
    seen = {t.state: state_of(types[t.type].machine, t.state).words for t in counts if t.type in types}
    if asked.state and asked.state not in seen:
        seen[asked.state] = Words(asked.state, asked.state)
    return [Choice(code, words, code == asked.state) for code, words in sorted(seen.items())]


@require_safe
@signed_in
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same search as CSV (UTF-8 with its mark, so that spreadsheets read Chinese)."""
    who = _reader_of_cases(request)
    asked = asked_in(request, who)
    rows = found(house().reader, asked, limit=MOST + 1)
    answer = StreamingHttpResponse(_lines(rows, catalogue.types()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


class _Echo:
    """A file that hands each line on at once."""

    def write(self, line: str) -> str:
        return line


_HEAD = (
    Words("编号", "Case"),
    Words("单证", "Document"),
    Words("单证号", "Number"),
    Words("内容", "What"),
    Words("状态", "State"),
    Words("持有方", "With"),
    Words("申报单位", "Filed by"),
    Words("口岸", "Port"),
    Words("首次申报", "First filed"),
    Words("进入此状态", "In this state since"),
    Words("版", "Revision"),
    Words("提醒", "Warnings"),
)


def _lines(rows: Sequence[Case], types: Mapping[str, DocumentType]) -> Iterator[str]:
    write = csv.writer(_Echo()).writerow
    parties = names(house().reader, {c.owner for c in rows[:MOST]})
    yield "\ufeff" + write([said(w) for w in _HEAD])
    for case in rows[:MOST]:
        if case.type in types:
            yield write([safe_cell(v) for v in _values(case, types[case.type], parties)])
    if len(rows) > MOST:
        yield write([said(Words("只导出前 {n} 行", "Only the first {n} rows").with_values(n=MOST))])


def _values(case: Case, of: DocumentType, parties: Mapping[str, Words]) -> list[str]:
    return [
        case.id,
        said(of.words),
        case.number,
        said(case.title),
        said(state_of(of.machine, case.state).words),
        " ".join(said(role_words(r)) for r in case.holder.split()),
        said(parties.get(case.owner, case.owner)),
        case.facts.get("port", ""),
        f"{local(instant(case.opened)):%Y-%m-%d %H:%M}",
        f"{local(instant(case.since)):%Y-%m-%d %H:%M}",
        str(case.revision),
        str(case.warnings),
    ]


def safe_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
