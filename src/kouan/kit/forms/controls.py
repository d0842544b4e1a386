"""Inputs as markup. Written here and not as templates because a long filing has thousands of them on one page."""

from collections.abc import Iterable, Mapping

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kouan.kernel.codes import Code
from kouan.kernel.words import Words
from kouan.kit.forms.draw import Input
from kouan.kit.forms.marking import Mark

TYPES: Mapping[str, str] = {
    "date": ' type="date"',
    "instant": ' type="datetime-local" step="1"',
    "integer": ' inputmode="numeric"',
    "decimal": ' inputmode="decimal"',
}
MUST = Words("必填", "required")
LINE = Words("第{n}行 {name}", "Line {n}, {name}")
SEMICOLON = Words("；", "; ")


def control(item: Input, language: str, *, labelled: str = "") -> SafeString:
    """The input alone. `labelled` holds attributes that name and describe it, as markup, where no label stands near."""
    head = f' id="{item.id}" name="{escape(item.path)}"{_states(item)}{labelled or _described(item)}'
    value = escape(item.value)
    if item.widget in ("select", "yes-no"):
        markup = f'<select{head}><option value=""></option>{_options(item, language)}</select>'
    elif item.widget == "long":
        markup = f'<textarea{head} rows="2">\n{value}</textarea>'
    else:
        suggested = f' list="codes-{escape(item.codes)}"' if item.widget == "pick" else ""
        markup = f'<input{head} value="{value}"{TYPES.get(item.widget, "")}{suggested} autocomplete="off">'
    return mark_safe(markup)  # noqa: S308 - every value above went through `escape`


def cell(item: Input, language: str, number: object, notes: str) -> SafeString:
    """A cell of a table of lines: the input is named by its line and column, and described by the notes beneath."""
    name = LINE.said(language).format(n=number, name=item.words.said(language))
    described = f' aria-describedby="{notes}"' if item.findings else ""
    classes = " ".join(c for c in ("r" if item.figure else "", f"cell--{item.tone}" if item.tone else "") if c)
    labelled = f' aria-label="{escape(name)}"{described}'
    return format_html('<td class="{}">{}</td>', classes, control(item, language, labelled=labelled))


def field(item: Input, language: str, notes: SafeString) -> SafeString:
    """Label, input, what the code means, hint, and the findings (`notes`, drawn already)."""
    must = format_html(
        '<span class="must"><span aria-hidden="true">*</span><span class="hide">{}</span></span>', MUST.said(language)
    )
    hints = [words.said(language) for words in (item.hint, item.bounds) if words]
    meaning = format_html('<span class="hint">{}</span>', item.meaning.said(language)) if item.meaning else ""
    hint = format_html('<span class="hint" id="{}-h">{}</span>', item.id, SEMICOLON.said(language).join(hints))
    return format_html(
        '<div class="field{} {}"><label for="{}">{}{}{}</label>{}{}{}{}</div>',
        f" field--{item.tone}" if item.tone else "",
        item.span,
        item.id,
        item.words.said(language),
        must if item.required else "",
        sign(item.mark, language),
        control(item, language),
        meaning,
        hint if hints else "",
        format_html('<div id="{}-f">{}</div>', item.id, notes) if item.findings else "",
    )


def sign(mark: Mark | None, language: str) -> SafeString:
    """The sign beside a field's name; a reader that does not see it is told its meaning."""
    if mark is None:
        return SafeString("")
    short, words = mark.short.said(language), mark.words.said(language)
    shown = '<span class="sign"><span aria-hidden="true" title="{}">{}</span><span class="hide"> {}</span></span>'
    return format_html(shown, words, short, words)


def suggestions(name: str, codes: Iterable[Code], language: str) -> SafeString:
    """A code list to choose from while typing."""
    options = "".join(f'<option value="{escape(c.code)}">{escape(c.words.said(language))}</option>' for c in codes)
    return mark_safe(f'<datalist id="codes-{escape(name)}">{options}</datalist>')  # noqa: S308 - escaped above


def _states(item: Input) -> str:
    required = ' aria-required="true"' if item.required else ""
    return required + (' aria-invalid="true"' if item.tone == "stop" else "")


def _described(item: Input) -> str:
    ids = [f"{item.id}-h"] if item.hint or item.bounds else []
    ids += [f"{item.id}-f"] if item.findings else []
    return f' aria-describedby="{" ".join(ids)}"' if ids else ""


def _options(item: Input, language: str) -> str:
    return "".join(
        f'<option value="{escape(o.value)}"{" selected" if o.value == item.value else ""}>'
        f"{escape(o.words.said(language))}</option>"
        for o in item.options
    )
