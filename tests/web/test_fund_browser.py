"""The fund in a real browser: the seed published by keyboard in minutes, a workbook reviewed, axe on every page of the books."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.areas.fund.notices import seed_text
from tests.areas.fund.written import as_xlsx
from tests.support.browsing import demonstration, sign_in, tab_to
from tests.support.pages import assert_accessible, shot

pytestmark = pytest.mark.browser

REASON = "已核对原件，署名放行（测试）"
MINUTES = 3
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration with its invented money in it, in a process of its own."""
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        yield url


def test_the_seed_is_published_from_pasted_text_in_minutes(page: Page, site: str, shared: Path) -> None:
    """By keyboard alone: paste, review, a reason for each blocking finding, publish. Under three minutes, 36 in the margin."""
    began = time.monotonic()
    sign_in(page, site, "fund_officer")
    page.goto(f"{site}/fund/draft/")
    tab_to(page, "#text")
    page.keyboard.insert_text(seed_text(shared))
    tab_to(page, "button[name=review]")
    page.keyboard.press("Enter")
    expect(page.locator("aside.margin li")).to_have_count(36)
    waivers = page.locator("input[name^=waive-]")
    expect(waivers).to_have_count(7)
    for place in range(7):
        name = waivers.nth(place).get_attribute("name")
        tab_to(page, f"input[name='{name}']")
        page.keyboard.type(REASON)
    tab_to(page, "button[name=publish]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/fund/notices/FN-20210423-\w+/$"))
    assert time.monotonic() - began < MINUTES * 60
    expect(page.get_by_text(REASON).first).to_be_visible()
    assert_accessible(page)


def test_a_workbook_is_reviewed_beside_its_cells(page: Page, site: str, shared: Path, tmp_path: Path) -> None:
    """Send the seed as .xlsx: each finding in the margin names its cell, and the page has no fault for axe, wide and narrow."""
    path = tmp_path / "公示.xlsx"
    path.write_bytes(as_xlsx(seed_text(shared)))
    sign_in(page, site, "fund_officer")
    page.goto(f"{site}/fund/draft/")
    page.set_input_files("#file", path)
    page.locator("button[name=review]").click()
    expect(page.locator("aside.margin li")).to_have_count(36)
    expect(page.locator("[id='D4.1']")).to_contain_text("附件1!B7")
    for name, size in SIZES.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        shot(page, f"fund-margin-{name}")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_books_have_no_fault_for_axe(locale: str, browser: Browser, site: str) -> None:
    """Desk, warnings, year, row, import, period: both languages, wide and narrow, nothing runs over the side."""
    context = browser.new_context(locale=locale)
    page = context.new_page()
    sign_in(page, site, "fund_officer")
    page.goto(f"{site}/fund/warnings/")
    row = page.locator("a[href*='/rows/']").first.get_attribute("href")
    paths = ["/fund/desk/", "/fund/warnings/", "/fund/years/2026/", "/fund/years/2024/", row, "/fund/import/", "/fund/"]
    for path in [*paths, "/fund/period/?profile=five-working-days&start=2031-03-03", "/fund/period/"]:
        page.goto(f"{site}{path}")
        for size in SIZES.values():
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    context.close()
