"""Inputs as markup. Written here and not as templates because a long filing has thousands of them on one page."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kouan.kernel.codes import Code
from kouan.kernel.words import Words
from kouan.kit.forms.draw import Input, Option
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
    made = f'<td class="{classes}">{control(item, language, labelled=labelled)}</td>'
    return mark_safe(made)  # noqa: S308 - classes and ids are ours, the rest went through `escape`


def field(item: Input, language: str, notes: str = "") -> SafeString:
    """Label, input, what the code means, hint, and the findings (`notes`, drawn already)."""
    hints = [words.said(language) for words in (item.hint, item.bounds) if words]
    meaning = f'<span class="hint">{escape(item.meaning.said(language))}</span>' if item.meaning else ""
    hint = f'<span class="hint" id="{item.id}-h">{escape(SEMICOLON.said(language).join(hints))}</span>' if hints else ""
    found = f'<div id="{item.id}-f">{notes}</div>' if item.findings else ""
    tone = f" field--{item.tone}" if item.findings else ""
    name = _name(item.words, item.mark, item.required, language)
    label = f'<label for="{item.id}">{name}</label>'
    made = f'<div class="field{tone} {item.span}">{label}{control(item, language)}{meaning}{hint}{found}</div>'
    return mark_safe(made)  # noqa: S308 - what is not ours went through `escape`


@lru_cache(4096)
def _name(words: Words, mark: Mark | None, required: bool, language: str) -> str:
    """What stands in the label: the same in every line of a filing."""
    said = escape(MUST.said(language))
    must = f'<span class="must"><span aria-hidden="true">*</span><span class="hide">{said}</span></span>'
    return f"{escape(words.said(language))}{must if required else ''}{sign(mark, language)}"


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
    made, chosen = _unfolded(item.options, language), escape(item.value)
    return made.replace(f'<option value="{chosen}">', f'<option value="{chosen}" selected>', 1) if chosen else made


@lru_cache(512)
def _unfolded(options: tuple[Option, ...], language: str) -> str:
    return "".join(f'<option value="{escape(o.value)}">{escape(o.words.said(language))}</option>' for o in options)
