"""Words, times, money and marks in templates. The most used of the kit.

`{% w "中文" "English" %}`, `{% say words n=3 %}`, `{{ when|moment }}`,
`{{ span|lasted }}`, `{{ fen|wan }}`, `{{ value|number:2 }}`.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kouan.kernel.words import Words
from kouan.kit import frame as frames
from kouan.kit import saying

register = template.Library()
DEFAULT = "zh-hans"


def language() -> str:
    """The reader's language as the request set it; Chinese where nobody asked."""
    return translation.get_language() or DEFAULT


def said(words: Words | str | None) -> str:
    """Words in the reader's language; a plain string is data and stays as it is."""
    if words is None:
        return ""
    return words.said(language()) if isinstance(words, Words) else str(words)


@register.simple_tag
def w(zh: str, en: str, **values: object) -> str:
    """One of two sentences written in the template. Values fill the braces of both and are escaped."""
    sentence = Words(zh, en).said(language())
    return _filled(sentence, values)


@register.simple_tag
def say(words: Words | str | None, **values: object) -> str:
    """Words that came from code or data, in the reader's language, escaped."""
    return _filled(said(words), values)


def _filled(sentence: str, values: dict[str, object]) -> str:
    if not values:
        return sentence
    pieces = {name: said(value) if isinstance(value, Words) else value for name, value in values.items()}
    return format_html(conditional_escape(sentence), **pieces)


@register.simple_tag
def html_lang() -> str:
    """The value of `<html lang>`."""
    return "zh-Hans" if language().startswith("zh") else "en"


@register.filter
def words(value: Words | str | None) -> str:
    """`{{ thing.words|words }}`: as `say`, where a tag can not stand."""
    return said(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """11月23日 14:32 / 23 Nov 2026, 14:32, on the clock of Asia/Shanghai."""
    return saying.moment(value, language(), _year()) if value else saying.NOTHING


@register.filter
def day(value: dt.date | None) -> str:
    """11月23日 / 23 Nov 2026. A time is first brought to the law's day."""
    if value is None:
        return saying.NOTHING
    date = saying.local(value).date() if isinstance(value, dt.datetime) else value
    return saying.day(date, language(), _year())


@register.filter
def hour(value: dt.datetime | None) -> str:
    """14:32, on the clock of Asia/Shanghai."""
    return f"{saying.local(value):%H:%M}" if value else saying.NOTHING


@register.filter
def lasted(value: dt.timedelta | None) -> str:
    """2 小时 18 分 / 2 h 18 min."""
    return saying.NOTHING if value is None else said(saying.lasted(value))


@register.filter
def clock(value: dt.timedelta | None) -> str:
    """2:18, for table cells."""
    return saying.NOTHING if value is None else said(saying.clock(value))


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """1,284,019 and −0.25; `number:2` rounds half up to two places."""
    return saying.number(value, places)


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as 元 with two places."""
    return saying.NOTHING if fen is None else said(saying.yuan(fen))


@register.filter
def wan(fen: int | None) -> str:
    """Fen as 万元, exact."""
    return saying.NOTHING if fen is None else said(saying.wan(fen))


@register.filter
def marked(items: tuple[frames.NavItem, ...], path: str | None) -> list[tuple[frames.NavItem, str]]:
    """Each link of a navigation with its `aria-current`: page, true (the reader is inside it) or nothing."""
    return frames.marked(items, path or "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, always beside a word. Names are those of `kit/sprite.svg` without their `i-`."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def glyph(kind: str) -> SafeString:
    """The shape of a state, always beside its word."""
    return format_html('<svg viewBox="0 0 20 20" aria-hidden="true"><use href="#g-{}"/></svg>', kind)


@register.simple_tag(takes_context=True)
def page_query(context: Any, number: int, name: str = "page") -> str:
    """This page's query with another page number; all other parameters stay."""
    query = context["request"].GET.copy()
    query[name] = str(number)
    return query.urlencode()


def _year() -> int:
    return saying.local(timezone.now()).year
