"""Parts of a page, each drawn from one shape. Each takes data that is ready to show."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.kit.charts import Chart, Interval, LineChart, Split
from kouan.kit.charts.svg import NARROW
from kouan.kit.evidence import Figure
from kouan.kit.forms import Form, Input, Item, Mark, Row, controls
from kouan.kit.frame import NavItem, RailGroup
from kouan.kit.lists import Difference, Export, Pair, QueueGroup
from kouan.kit.marks import Chip, Chop
from kouan.kit.papers import Sheet
from kouan.kit.templatetags.words import language, said
from kouan.kit.timeline import Holder, Step

register = template.Library()
Parts = dict[str, Any]


@register.simple_tag
def chop(mark: Chop, big: bool = False) -> SafeString:
    """The square of a party. Always with words for who listens."""
    classes = "chop" + (" chop--big" if big else "") + (f" chop--{mark.hold}" if mark.hold else "")
    return format_html(
        '<span class="{}" role="img" aria-label="{}" title="{}" lang="zh-Hans">{}</span>',
        classes,
        said(mark.label),
        said(mark.label),
        mark.mark,
    )


@register.simple_tag
def chip(state: Chip) -> SafeString:
    """The state of a case: glyph and word."""
    return format_html(
        '<span class="chip{}"><svg viewBox="0 0 20 20" aria-hidden="true"><use href="#g-{}"/></svg>{}</span>',
        f" chip--{state.tone}" if state.tone else "",
        state.kind,
        said(state.words),
    )


@register.inclusion_tag("kit/parts/button.html")
def button(
    words: Words | str,
    *,
    look: str = "",
    key: str = "",
    href: str = "",
    name: str = "",
    value: str = "",
    icon: str = "",
    disabled: Words | str = "",
) -> Parts:
    """A verb. `look` is main, stop or plain; `disabled` is the reason, then shown; with `href` it is a link."""
    return locals()


@register.inclusion_tag("kit/parts/why.html")
def why(figure: Figure) -> Parts:
    """A number that answers when asked. A block of its own: never inside `<p>`."""
    return {"figure": figure}


@register.inclusion_tag("kit/parts/stat.html")
def stat(figure: Figure) -> Parts:
    """A figure with its name, unit and interval, for `<dl class="stats stat">`."""
    return {"figure": figure}


@register.inclusion_tag("kit/parts/find.html")
def find(finding: Finding, anchor: str = "", adopt: str = "") -> Parts:
    """A finding with its repair. `adopt` is the value of the submit button named `adopt`; empty shows no button."""
    tone = {"warning": "warn", "info": "info"}.get(finding.severity, "stop")
    return {"finding": finding, "id": anchor, "adopt": adopt, "tone": tone}


@register.inclusion_tag("kit/parts/thread.html")
def thread(steps: Sequence[Step]) -> Parts:
    """The thread of a case, oldest first, what is expected last."""
    return {"steps": steps}


@register.inclusion_tag("kit/parts/holder.html")
def holder(holder: Holder) -> Parts:
    """Who has it in hand."""
    return {"holder": holder}


@register.inclusion_tag("kit/parts/queue.html")
def queue(groups: Sequence[QueueGroup], *, pick: bool = False) -> Parts:
    """The table of cases in groups; `pick` adds a box before each row."""
    rows = [row for group in groups for row in group.rows]
    timed, parties = any(row.left is not None for row in rows), any(row.party for row in rows)
    columns = 8 + pick + timed + parties
    return {"groups": groups, "pick": pick, "timed": timed, "parties": parties, "columns": columns}


@register.inclusion_tag("kit/parts/pairs.html")
def pairs(rows: Sequence[Pair]) -> Parts:
    """Names and values, one a line."""
    return {"rows": rows}


@register.inclusion_tag("kit/parts/diff.html")
def diff(rows: Sequence[Difference], *, old: str, new: str, same: int = 0, url: str = "") -> Parts:
    """Only what changed between two versions, and how many fields did not."""
    return {"rows": rows, "old": old, "new": new, "same": same, "url": url, "again": any(r.again for r in rows)}


@register.inclusion_tag("kit/parts/sheet.html")
def sheet(paper: Sheet) -> Parts:
    """Official paper with its margin of findings."""
    return {"paper": paper}


@register.inclusion_tag("kit/parts/rail.html", takes_context=True)
def rail(context: Any, groups: Sequence[RailGroup], label: Words | str) -> Parts:
    """The rail of a desk: headed groups of links with counts and keys."""
    return {"groups": groups, "label": label, "request": context.get("request")}


@register.inclusion_tag("kit/parts/crumb.html")
def crumb(items: Sequence[NavItem], here: Words | str = "") -> Parts:
    """The way to this page; the last is where one is."""
    return {"items": items, "here": here}


@register.inclusion_tag("kit/parts/exports.html")
def exports(files: Sequence[Export]) -> Parts:
    """The same table as files."""
    return {"files": files}


@register.inclusion_tag("kit/parts/pages.html", takes_context=True)
def pages(context: Any, page: Any, name: str = "page") -> Parts:
    """Links to the pages of a Django `Page`; other query parameters stay."""
    return {"page": page, "name": name, "request": context["request"]}


@register.inclusion_tag("kit/parts/empty.html")
def empty(title: Words | str, detail: Words | str = "", url: str = "", act: Words | str = "") -> Parts:
    """What is not there, the nearest thing that is, and one act."""
    return {"title": title, "detail": detail, "url": url, "act": act}


@register.inclusion_tag("kit/parts/progress.html")
def progress(words: Words | str, value: int, most: int, note: Words | str = "", left: Words | str = "") -> Parts:
    """Long work: how far, how long still, and what closing the page does."""
    return {
        "words": words,
        "value": value,
        "most": most,
        "note": note,
        "left": left,
        "percent": value * 100 // most if most else 0,
    }


@register.inclusion_tag("kit/parts/form.html")
def form_fields(form: Form) -> Parts:
    """All sections of a drawn form, to stand inside the page's own `<form method="post" novalidate>`."""
    return {"form": form}


@register.simple_tag
def field(item: Input) -> SafeString:
    """One field: label, input, hint, findings and repairs."""
    return controls.field(item, language(), _notes(item))


def _notes(item: Input) -> SafeString:
    if not item.findings:
        return SafeString("")
    part = get_template("kit/parts/find.html")
    return format_html_join("", "{}", ((part.render(find(f, adopt=f.path)),) for f in item.findings))


@register.simple_tag
def inside(items: Sequence[Item]) -> SafeString:
    """What a group or a line holds. Fields are drawn at once: a filing of fifty lines has thousands, a template each is slow."""
    tongue, part = language(), get_template("kit/parts/form_item.html")
    made = (
        controls.field(i, tongue, _notes(i)) if isinstance(i, Input) else part.render({"item": i, "top": False})
        for i in items
    )
    return format_html_join("\n", "{}", ((one,) for one in made))


@register.simple_tag
def sign(mark: Mark | None) -> SafeString:
    """The sign beside a field's name, where it has one."""
    return controls.sign(mark, language())


@register.simple_tag
def suggestions(form: Form) -> SafeString:
    """The code lists that the form's inputs suggest from, each once."""
    return format_html_join("\n", "{}", ((controls.suggestions(n, codes, language()),) for n, codes in form.lists))


@register.simple_tag
def cells(row: Row) -> SafeString:
    """The columns of a line of a form."""
    tongue = language()
    made = ((controls.cell(column, tongue, row.number, row.notes_id),) for column in row.columns)
    return format_html_join("", "{}", made)


@register.inclusion_tag("kit/parts/form_rail.html")
def form_rail(form: Form, label: Words | str) -> Parts:
    """The rail beside a form: its sections and how each stands."""
    return {"form": form, "label": label}


@register.inclusion_tag("kit/parts/chart.html")
def chart(drawn: Chart, small: bool = False) -> Parts:
    """A chart with its caption, its table, and (a line) what the script needs to make it answer the pointer."""
    tongue = language()
    narrow = drawn.draw(tongue, NARROW)
    option = drawn.option(tongue) if isinstance(drawn, LineChart) and not small else None
    wide = "" if small else drawn.draw(tongue)
    return {
        "chart": drawn,
        "wide": wide,
        "narrow": narrow,
        "table": drawn.table(tongue),
        "option": option,
        "room": "all" if isinstance(drawn, Split) else "most",
    }


@register.inclusion_tag("kit/parts/multiples.html")
def multiples(charts: Sequence[LineChart]) -> Parts:
    """Small multiples: one scale each, the last value in the caption, no legend."""
    tongue = language()
    return {"charts": [(c, c.draw(tongue, NARROW, 140, label_last=False), c.table(tongue)) for c in charts]}


@register.simple_tag
def interval(drawn: Interval, width: int = NARROW) -> SafeString:
    """A value in its interval, on a short axis."""
    return drawn.draw(language(), width)
