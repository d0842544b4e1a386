"""The parts as pages: rendered whole, in both languages, and obeying the house's content security policy."""

import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import django
import pytest
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django.utils import translation

from kouan.kernel.words import Words
from kouan.kit.evidence import Figure, moved
from kouan.kit.frame import NavItem, marked
from kouan.kit.gallery import desk, form, home, parts
from kouan.kit.gallery_data import INDEX
from tests.web import look_site

django.setup()
PAGES = {"parts": parts, "desk": desk, "form": form, "home": home}


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each promise is kept in both languages."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """The kit stands alone: its parts are drawn on a site that knows no other room of the house."""
    with override_settings(ROOT_URLCONF="tests.web.look_site", TEMPLATES=look_site.TEMPLATES):
        yield


def page(name: str) -> str:
    """A page of the gallery as it leaves the server."""
    return PAGES[name](RequestFactory().get("/kit/")).content.decode()


def drawn(source: str, **context: Any) -> str:
    """A template written in a test."""
    return engines["django"].from_string(source).render(context)


class Reader(HTMLParser):
    """Collects what the promises below ask of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def read(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """All elements with their attributes."""
    reader = Reader()
    reader.feed(html)
    return reader.seen


@pytest.mark.parametrize("name", PAGES)
def test_pages_need_no_unsafe_inline(name: str, language: str) -> None:
    """No style attribute or element, no handler; scripts are files or plain data: the policy may stay strict."""
    for tag, attributes in read(page(name)):
        assert tag != "style"
        assert "style" not in attributes
        assert not [key for key in attributes if key.startswith("on")]
        if tag == "script":
            assert attributes.get("src") or attributes.get("type") == "application/json"


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_references_meet(name: str, language: str) -> None:
    """Every id stands once; every #fragment, label and description points at something on the page."""
    seen = read(page(name))
    ids = [a["id"] for _, a in seen if a.get("id")]
    assert len(ids) == len(set(ids))
    pointed = [a["href"][1:] for _, a in seen if (a.get("href") or "").startswith("#") and len(a["href"] or "") > 1]
    pointed += [name for _, a in seen for key in ("for", "aria-describedby") for name in (a.get(key) or "").split()]
    assert not [p for p in pointed if p not in ids and not re.fullmatch(r"\d", p)]


@pytest.mark.parametrize("name", PAGES)
def test_icons_drawn_are_in_the_sprite(name: str, language: str) -> None:
    """A misspelt icon would be an empty square; here it fails."""
    seen = read(page(name))
    symbols = {a["id"] for tag, a in seen if tag == "symbol"}
    used = {(a.get("href") or "")[1:] for tag, a in seen if tag == "use"}
    assert used <= symbols


@pytest.mark.parametrize("name", PAGES)
def test_one_heading_names_the_page(name: str, language: str) -> None:
    """One h1, a title, and the language on the root; no leftover of a template."""
    html = page(name)
    assert not re.search(r"\{[#%{]|[#%}]\}", html.split("</svg>", 1)[1])
    assert html.count("<h1") == 1
    assert '<html lang="zh-Hans"' in html if language == "zh-hans" else '<html lang="en"' in html


def test_w_says_one_language_and_escapes_values(language: str) -> None:
    """A sentence is said in the reader's language; what is filled in can not become markup."""
    said = drawn('{% w "共 {n} 件" "{n} cases" n=value %}', value="<b>3</b>")
    assert said == ("共 &lt;b&gt;3&lt;/b&gt; 件" if language == "zh-hans" else "&lt;b&gt;3&lt;/b&gt; cases")


def test_say_takes_words_text_and_nothing(language: str) -> None:
    """Words are said in one language, data stays as it is, nothing is nothing."""
    assert drawn("{% say x %}", x=Words("海关", "Customs")) == ("海关" if language == "zh-hans" else "Customs")
    assert drawn("{% say x %}", x="<样例>") == "&lt;样例&gt;"
    assert drawn("{% say x %}", x=None) == ""


def test_evidence_tells_in_the_agreed_order() -> None:
    """Definition, interval, cases, estimator, as of, digest, links: always in that order, to be learnt once."""
    with translation.override("en"):
        html = page("parts")
    panel = html[html.index('class="panel"') :].split("</dl>", 1)[0]
    asked = ["Definition", "Interval", "Cases", "Estimator", "As of", "Digest", "Do it again"]
    places = [panel.index(f"<dt>{name}") for name in asked]
    assert places == sorted(places)


def test_a_withheld_figure_says_why_and_shows_no_nought(language: str) -> None:
    """Not enough cases is said in words in the figure's place; never 0, never blank."""
    why = Words("不足 30 票，不公布", "Fewer than 30, not published")
    figure = Figure(words=Words("票数", "Count"), value=None, definition="cell.count", version="v1", withheld=why)
    html = drawn("{% stat f %}", f=figure)
    assert why.said(language) in html
    assert ">0<" not in html


@pytest.mark.parametrize(
    ("before", "said"), [("70.2", "same"), ("69.8", "same"), ("69.7", "up"), ("73.1", "down"), (None, "unknown")]
)
def test_a_headline_obeys_the_interval(before: str | None, said: str) -> None:
    """Nothing got faster or slower while the value before lies in the interval of now."""
    assert moved(INDEX, None if before is None else Decimal(before)) == said


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_errors_say_what_was_not_recorded(code: str, language: str) -> None:
    """An error page needs no request and no store: it says what happened, what was not recorded, and what to do."""
    html = get_template(f"{code}.html").render({})
    assert ("没有记下" in html) if language == "zh-hans" else ("recorded" in html)
    assert html.count("<h1") == 1


def test_a_reader_is_in_one_place_of_the_navigation() -> None:
    """The exact page wins; else the nearest link above it; the home page is never above everything."""
    words = Words("某页", "Page")
    items = (NavItem(words, "/"), NavItem(words, "/kit/"), NavItem(words, "/kit/desk/"))
    assert [current for _, current in marked(items, "/kit/desk/")] == ["", "", "page"]
    assert [current for _, current in marked(items, "/kit/desk/3")] == ["", "", "true"]
    assert [current for _, current in marked(items, "/")] == ["page", "", ""]
