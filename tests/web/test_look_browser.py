"""The gallery in a real browser: no fault that axe-core finds, no sideways scroll, no word of the policy against it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.support import servers
from tests.support.pages import assert_accessible, shot
from tests.support.shared import ROOT

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
LEAST: ViewportSize = {"width": 320, "height": 640}
HALF: ViewportSize = {"width": 720, "height": 450}
WHO_IS_OUT = (
    "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
    ".slice(0, 8).map(e => e.outerHTML.slice(0, 120))"
)
PAGES = {"parts": "/kit/", "desk": "/kit/desk/", "form": "/kit/form/", "home": "/kit/home/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The kit's own site, in a process of its own."""
    port = servers.free_port()
    command = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    env = {"DJANGO_SETTINGS_MODULE": "tests.web.look_site", "PYTHONPATH": path}
    log = tmp_path_factory.mktemp("look") / "server.log"
    with servers.serving(command, f"http://127.0.0.1:{port}/kit/", env=env, log=log):
        yield f"http://127.0.0.1:{port}"


class Visit:
    """Opens a page as one reader would and keeps what the console complained of."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.complaints: list[str] = []

    def open(self, path: str, **reader: object) -> Page:
        """A fresh reader: size, colour scheme, language and script as asked."""
        context = self.browser.new_context(reduced_motion="reduce", **reader)  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.site + path)
        page.wait_for_load_state("load")
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Visits whose contexts are closed behind them."""
    made = Visit(browser, site)
    yield made
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(visit: Visit, name: str, locale: str) -> None:
    """Every part passes axe-core, wide and narrow, light and dark, in both languages, and the console stays silent."""
    page = visit.open(PAGES[name], locale=locale)
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            shot(page, f"look-{name}-{locale[:2]}-{size['width']}-{scheme}")
            assert_accessible(page)
    assert not visit.complaints


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_nothing_scrolls_sideways(visit: Visit, name: str, locale: str) -> None:
    """From 320 px on, and at 200 % zoom of 1440, the page itself never scrolls sideways (WCAG 1.4.10)."""
    page = visit.open(PAGES[name], locale=locale)
    for size in (WIDE, HALF, NARROW, LEAST):
        page.set_viewport_size(size)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (size, page.evaluate(WHO_IS_OUT))


def test_evidence_opens_without_script(visit: Visit) -> None:
    """A number answers when asked, though no script runs."""
    page = visit.open("/kit/", java_script_enabled=False, viewport=WIDE)
    first = page.locator("details.why").first
    assert not first.locator(".panel").is_visible()
    first.locator("summary").click()
    assert first.locator(".panel").is_visible()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["/kit/", "/kit/home/"])
def test_evidence_never_leaves_the_page(visit: Visit, path: str, script: bool) -> None:
    """Wherever the number stands, its panel is wholly in sight from side to side, with a script and without."""
    page = visit.open(path, java_script_enabled=script)
    for width in (320, 390, 820, 1100, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for asked in page.locator("details.why").all():
            asked.locator("summary").click()
            box = asked.locator(".panel").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            asked.locator("summary").click()


def test_escape_closes_evidence_and_gives_the_focus_back(visit: Visit) -> None:
    """With the script, Escape closes what is open, and one stays where one was."""
    page = visit.open("/kit/", viewport=WIDE)
    page.locator("details.why summary").first.click()
    page.keyboard.press("Escape")
    assert page.locator("details.why[open]").count() == 0
    assert page.evaluate("document.activeElement.closest('details.why') !== null")


def test_j_and_k_walk_the_queue(visit: Visit) -> None:
    """J goes down, K goes up, and neither acts while one types."""
    page = visit.open("/kit/desk/", viewport=WIDE)
    current = "document.querySelector('tr[aria-current] a.id').textContent"
    start = page.evaluate(current)
    page.keyboard.press("j")
    below = page.evaluate(current)
    assert below != start
    page.keyboard.press("k")
    assert page.evaluate(current) == start
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.locator("input[type=search]").input_value() == "jk"
    assert page.evaluate(current) == start


def test_a_line_is_added_without_script_and_with_it(visit: Visit) -> None:
    """The button adds a line by posting the form; with the script the line is there at once, and Alt+N adds one too."""
    for script in (False, True):
        page = visit.open("/kit/form/", viewport=WIDE, java_script_enabled=script)
        page.locator("button[name=row-add]").click()
        assert page.locator("tbody[data-line]").count() == 4
        fresh = page.locator('[name="lines[3].name"]')
        fresh.fill("样例品")
        page.locator("button[value=lodge]").click()
        assert '"name": "样例品"' in page.locator("pre").inner_text()


def test_a_piece_of_a_spreadsheet_is_pasted(visit: Visit) -> None:
    """Rows and columns fall into the lines from the touched cell on; lines are made where they are missing."""
    page = visit.open("/kit/form/", viewport=WIDE)
    page.locator('[name="lines[2].name"]').focus()
    page.evaluate(
        "data => { const sent = new DataTransfer(); sent.setData('text/plain', data);"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: sent, bubbles: true})); }",
        "甲\t1\r\n乙\t2\r\n",
    )
    assert page.locator('[name="lines[2].name"]').input_value() == "甲"
    assert page.locator('[name="lines[3].quantity"]').input_value() == "2"


def test_adopting_a_repair_changes_that_place_only(visit: Visit) -> None:
    """The proposed value stands in its field after the button, and all else is as it was."""
    page = visit.open("/kit/form/", viewport=WIDE, java_script_enabled=False)
    page.locator('button[name=adopt][value="lines[1].total"]').click()
    assert page.locator('[name="lines[1].total"]').input_value() == "10140.00"
    assert page.locator('[name="net"]').input_value() == "12840"


def test_the_theme_is_kept(visit: Visit) -> None:
    """Who chose dark gets the next page dark from the server."""
    page = visit.open("/kit/", viewport=WIDE, color_scheme="light")
    page.locator("[data-theme-toggle]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 29, 38)"


def test_a_dark_page_prints_black_on_white(visit: Visit) -> None:
    """Paper is white, whatever was chosen for the screen, and the frame stays off it."""
    page = visit.open("/kit/", viewport=WIDE, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(21, 32, 43)"
    assert not page.locator("header.mast").is_visible()


def test_the_line_answers_the_pointer_where_the_library_is(visit: Visit) -> None:
    """The chart library takes over the server's drawing and says the same sentence to a listener."""
    built = Path(ROOT / "src/kouan/kit/static/vendor/echarts.min.js")
    assert built.exists(), "make builds it: run `make test`"
    page = visit.open("/kit/", viewport=WIDE, locale="en-GB")
    canvas = page.locator("figure[data-chart] .canvas")
    assert canvas.get_attribute("aria-label") == "From 61.8 to 71.4 over 24 months"
    assert not visit.complaints
