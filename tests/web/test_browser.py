"""The browser fixture: a page that is bad is seen as bad."""

import pytest
from playwright.sync_api import Page

from tests.support.pages import faults

GOOD = "<!doctype html><html lang='zh-Hans'><title>口岸</title><main><h1>口岸</h1><p>放行</p></main></html>"


@pytest.mark.browser
def test_axe_sees_a_picture_without_words(page: Page) -> None:
    """A sound page has no faults; the same page with an unnamed picture has one."""
    page.set_content(GOOD)
    assert faults(page) == []
    page.set_content(GOOD.replace("放行", "<img src='data:,'>"))
    assert any(fault.startswith("image-alt") for fault in faults(page))


@pytest.mark.browser
def test_complaints_of_the_browser_are_heard(page: Page, complaints: list[str]) -> None:
    """A script that throws is written down; only a test that expects it may clear the list."""
    page.set_content(GOOD + "<script>throw new Error('broken on purpose')</script>")
    page.wait_for_timeout(50)
    assert [c for c in complaints if "broken on purpose" in c]
    complaints.clear()
