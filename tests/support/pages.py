"""What is asked of every page in a browser: a picture to look at, and no fault that axe-core can find."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.support.shared import ROOT

SHOTS = ROOT / "var" / "shots"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


UNSTUCK = """() => { for (const bar of document.querySelectorAll('.actions, .keys')) bar.style.position = 'static'; }"""
"""A bar that sticks to the edge covers half a field at some scroll position of every long form, and axe-core measures what
is left of it as its size. Every field can be scrolled clear of the bar (`scroll-padding` sees to it on focus)."""


def shot(page: Page, name: str, *, full: bool = True) -> Path:
    """Keep a picture of the page in var/shots; returns its path."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=full)
    return path


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page as it stands, one line a fault with the element."""
    # Evaluated by the debugger, not put into the page, so that a strict content security policy stays as it is.
    page.evaluate(AXE.read_text(encoding="utf-8") + "\n;0")
    page.evaluate(UNSTUCK)
    result: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Hold that axe-core finds nothing at all."""
    found = faults(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
