"""A joint inspection in a real browser with the keyboard alone, from asking to the results; axe on every page of it."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from kouan.journeys import catalogue
from kouan.kernel.documents import encode
from tests.support.browsing import demonstration, sign_in, tab_to
from tests.support.pages import assert_accessible, shot

pytestmark = pytest.mark.browser

SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A demonstration with one accepted declaration: its address, and the case."""
    document = encode(catalogue.types()["import_declaration"].examples[0].document)
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        head = {"authorization": "Bearer kou_demo_kapok", "idempotency-key": "d", "content-type": "application/json"}
        id_ = httpx.post(f"{url}/api/v1/import_declaration", content=document, headers=head).json()["case"]["id"]
        told = _decide(url, id_, "accept", "customs")
        assert told["case"]["state"] == "accepted"
        yield url, id_


def _decide(url: str, id_: str, action: str, by: str) -> Any:
    key = {"authorization": f"Bearer kou_demo_{by}"}
    version = httpx.get(f"{url}/api/v1/cases/{id_}", headers=key).json()["case"]["version"]
    said = {"action": action, "version": version}
    return httpx.post(f"{url}/api/v1/cases/{id_}/decisions", json=said, headers=key).json()


def test_from_asking_to_the_result_by_keyboard(page: Page, port: tuple[str, str]) -> None:
    """Customs asks from the declaration, finds it in the calendar by J and Enter, begins by one letter, writes codes by
    Space; the trader reads the result in plain words.
    """
    url, goods = port
    sign_in(page, url, "customs")
    page.goto(f"{url}/inspections/new/?case={goods}")
    assert_accessible(page)
    tab_to(page, "#why")
    page.keyboard.type("随机（虚构）")
    tab_to(page, "#place")
    page.keyboard.type("示例查验场一号台（虚构）")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/inspections/JI-"))
    joint = page.url.rstrip("/").rsplit("/", 1)[1]
    _decide(url, joint, "join", "maritime")
    _decide(url, joint, "prepare", "port")
    page.goto(f"{url}/inspections/")
    page.keyboard.press("l") if page.locator("tr[data-row]").count() == 0 else None
    expect(page.locator("tr[data-row]").first).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(joint))
    page.keyboard.press("b")
    expect(page.locator(".messages")).to_contain_text("已记录")
    tab_to(page, "input[name=code][value=F02]")
    page.keyboard.press("Space")
    page.keyboard.press("f")
    page.keyboard.type("多出 12 件（虚构）")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("已记录")
    expect(page.locator("table").first).to_contain_text("数量或重量不符")
    page.context.clear_cookies()
    sign_in(page, url, "kapok")
    page.goto(f"{url}/cases/{goods}/")
    expect(page.locator("#inspections")).to_contain_text("查验有异常")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_it_is_accessible(browser: Browser, port: tuple[str, str], language: str, size: str) -> None:
    """Calendar, form, appointment and the case of the goods, in both languages, wide and narrow: axe finds nothing."""
    url, goods = port
    locale = "zh-CN" if language == "zh" else "en-US"
    page = browser.new_context(locale=locale, viewport=SIZES[size]).new_page()  # type: ignore[arg-type]
    sign_in(page, url, "customs")
    for name, path in (
        ("calendar", "/inspections/?over=1"),
        ("ask", f"/inspections/new/?case={goods}"),
        ("goods", f"/cases/{goods}/"),
        ("queue", "/cases/?hands=all"),
    ):
        page.goto(f"{url}{path}")
        shot(page, f"inspections-{name}-{language}-{size}")
        assert_accessible(page)
    page.context.close()
