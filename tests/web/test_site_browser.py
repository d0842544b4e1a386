"""The site in a real browser: a declaration filed and decided by keyboard, the same without script, axe on every page."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from kouan.journeys import catalogue
from kouan.kernel.documents import encode
from tests.support.browsing import PASSWORD, demonstration, sign_in, tab_to
from tests.support.pages import assert_accessible, shot

pytestmark = pytest.mark.browser

SIZES = {"wide": {"width": 1360, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration with three filings in it, in a process of its own."""
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        for code, firm in (("import_declaration", "banyan"), ("export_declaration", "kapok"), ("ship_call", "egret")):
            body = encode(catalogue.types()[code].examples[0].document)
            head = {"authorization": f"Bearer kou_demo_{firm}", "idempotency-key": code}
            head["content-type"] = "application/json"
            assert httpx.post(f"{url}/api/v1/{code}", content=body, headers=head).status_code in (200, 201)
        yield url


def test_a_declaration_is_filed_and_decided_by_keyboard(browser: Browser, page: Page, site: str) -> None:
    """The trader files with Tab, letters and Enter; the officer opens it from the queue with J and Enter and accepts it."""
    sign_in(page, site, "lychee")
    page.goto(f"{site}/file/import_declaration/")
    tab_to(page, "#example")
    tab_to(page, "button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/file/drafts/**")
    tab_to(page, "[name=reference]")
    page.keyboard.press("Control+A")
    page.keyboard.type("BY-KEYBOARD-1")
    tab_to(page, "button[value=check]")
    page.keyboard.press("Enter")
    page.wait_for_url("**check=1")
    tab_to(page, "button[value=lodge]:not(.hide)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/IM-*/")
    expect(page.locator(".messages")).to_contain_text("已申报")
    number = page.url.rstrip("/").rsplit("/", 1)[1]

    desk = browser.new_context(locale="zh-CN").new_page()
    sign_in(desk, site, "customs")
    desk.goto(f"{site}/cases/?q=BY-KEYBOARD")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/cases/{number}/")
    desk.keyboard.press("d")
    tab_to(desk, "button[value=accept]")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messages")).to_contain_text("已记录：接受申报")
    expect(desk.locator(".holder")).to_contain_text("已接受")
    desk.context.close()


def test_the_same_without_script(browser: Browser, site: str) -> None:
    """With JavaScript off: begin, add a line, drop it, save, file; the officer decides; a stale decision is told."""
    trader = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    officer = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    for who, page in (("kapok", trader), ("customs", officer)):
        page.goto(f"{site}/login")
        page.fill("#login", who)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(f"{site}/")
    trader.goto(f"{site}/file/import_declaration/")
    trader.get_by_role("button", name="Use this example").click()
    trader.wait_for_url("**/file/drafts/*/")
    drops = trader.locator("button[name=row-drop][value^=goods]")
    lines = drops.count()
    trader.locator("button[name=row-add][value=goods]").click()
    expect(drops).to_have_count(lines + 1)
    drops.last.click()
    expect(drops).to_have_count(lines)
    trader.locator(".actions button[value=lodge]").click()
    trader.wait_for_url("**/cases/IM-*/")
    officer.goto(trader.url)
    again = officer.context.new_page()
    again.goto(trader.url)
    officer.get_by_role("button", name="Accept").click()
    expect(officer.locator(".messages")).to_contain_text("Recorded: Accept")
    again.get_by_role("button", name="Accept").click()
    expect(again.locator("h1")).to_have_text("The case has moved on")
    expect(again.locator("main")).to_contain_text("Your decision was not recorded")
    trader.context.close()
    officer.context.close()


def addresses(page: Page, site: str, login: str) -> dict[str, str]:
    """The pages of a login, a case and a draft among them."""
    fixed = {
        "": {
            "home": "/",
            "login": "/login",
            "rules": "/documents/",
            "type": "/documents/ship_call/",
            "404": "/no-such",
        },
        "customs": {"home": "/", "queue": "/cases/?hands=all", "none": "/cases/?hands=ended"},
        "kapok": {"home": "/", "file": "/file/", "begin": "/file/import_declaration/"},
        "operator": {"home": "/"},
    }[login]
    found = dict(fixed)
    if login == "customs":
        page.goto(f"{site}/cases/?hands=all")
        for prefix in ("IM", "SC"):
            link = page.locator(f"a.id[href*='/cases/{prefix}-']").first.get_attribute("href")
            found[prefix] = str(link)
            found[f"{prefix}-revision"] = f"{link}revisions/1/"
    if login == "kapok":
        page.goto(f"{site}/file/import_declaration/")
        page.locator("main form button").first.click()
        page.wait_for_url("**/file/drafts/**")
        found["draft"] = f"{page.url.removeprefix(site)}?check=1"
        page.goto(f"{site}/cases/?hands=all")
        own = page.locator("a.id[href*='/cases/EX-']").first.get_attribute("href")
        found["amend"] = f"{own}amend/"
        found["where-search"], found["where"] = "/where/", str(own).replace("/cases/", "/where/")
        page.goto(f"{site}{found['where']}")
        page.locator("#tell button.btn--main").click()
        code = page.locator(".where-code a")
        found["told"] = str(code.get_attribute("href"))
    return found


@pytest.mark.parametrize("login", ["", "customs", "kapok", "operator"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, site: str, login: str, locale: str) -> None:
    """Every page, wide and narrow, light and dark, in both languages: no fault of axe-core, no sideways scroll at 320."""
    page = browser.new_context(locale=locale, reduced_motion="reduce").new_page()
    if login:
        page.goto(f"{site}/login")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(f"{site}/")
    for name, address in addresses(page, site, login).items():
        page.goto(site + address)
        assert re.match("zh" if locale.startswith("zh") else "en", page.evaluate("document.documentElement.lang"))
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            shot(page, f"site-{login or 'public'}-{name}-{locale[:2]}-{size}")
            assert_accessible(page)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} sticks out at 320"
    page.context.close()
