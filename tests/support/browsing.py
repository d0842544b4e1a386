"""An empty demonstration in a process of its own, and the ways of a person who has only a keyboard."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support import servers
from tests.support.shared import ROOT

PASSWORD = "kouan-demo"


@contextmanager
def demonstration(var: Path) -> Iterator[str]:
    """Serve what `kouan demo --no-fill` lays into that folder; its address."""
    port = servers.free_port()
    command = [sys.executable, "-m", "kouan", "demo", "--no-fill", "--port", str(port)]
    env = {"KOUAN_VAR": str(var), "PYTHONPATH": str(ROOT / "src"), "KOUAN_DEMONSTRATION": "1"}
    env["KOUAN_DATABASE"] = f"sqlite:///{var / 'kouan.sqlite3'}"
    url = f"http://127.0.0.1:{port}"
    with servers.serving(command, f"{url}/login", env=env, log=var / "server.log"):
        yield url


def tab_to(page: Page, selector: str, most: int = 400) -> None:
    """Press Tab until the focus is on the element; fails where the keyboard does not get there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector} on {page.url}")


def sign_in(page: Page, site: str, login: str) -> None:
    """Sign in by keyboard alone."""
    page.goto(f"{site}/login")
    tab_to(page, "#login")
    page.keyboard.type(login)
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/")
