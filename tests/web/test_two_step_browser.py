"""Two-step filing in a real browser: the clocks, a summary that is due soon, one that is over its day; axe on each."""

import datetime as dt
from collections.abc import Iterator

import httpx
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from kouan.kernel.documents import encode
from kouan.kernel.rules import law_day
from tests.journeys.test_two_step import OF, summary
from tests.support.browsing import demonstration, sign_in
from tests.support.pages import assert_accessible, shot

pytestmark = pytest.mark.browser
SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
JSON = {"content-type": "application/json"}


def _step(url: str, id_: str, version: int, action: str) -> None:
    head = {"authorization": "Bearer kou_demo_customs", **JSON}
    body = {"action": action, "version": version}
    assert httpx.post(f"{url}/api/v1/cases/{id_}/decisions", json=body, headers=head).status_code == 200


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[int, str]]]:
    """A demonstration with two summaries that were picked up, by the days that are left of them."""
    today = law_day(dt.datetime.now(dt.UTC))
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        found: dict[int, str] = {}
        for left in (3, -2):
            paper = summary(taxed=False, entered=today - dt.timedelta(days=14 - left))
            head = {"authorization": "Bearer kou_demo_kapok", "idempotency-key": f"s{left}", **JSON}
            body = encode(replace(paper, reference=f"WEB-2S-{left}"))
            answer = httpx.post(f"{url}/api/v1/{OF.code}", content=body, headers=head)
            found[left] = answer.json()["case"]["id"]
            _step(url, found[left], 1, "accept")
            _step(url, found[left], 2, "release_pickup")
        yield url, found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_clocks_and_cases_are_accessible_and_fit(
    browser: Browser, held: tuple[str, dict[int, str]], size: str, locale: str
) -> None:
    """axe finds nothing, and nothing runs over the edge; the button of the case opens the form on the same number."""
    site, found = held
    page = browser.new_context(viewport=SIZES[size], locale=locale).new_page()  # type: ignore[arg-type]
    sign_in(page, site, "kapok")
    for name, path in (("clocks", "/completions/"), ("soon", f"/cases/{found[3]}/"), ("over", f"/cases/{found[-2]}/")):
        page.goto(site + path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        shot(page, f"two-step-{size}-{locale}-{name}")
    page.click("button[name=complete]")
    assert page.input_value("[name=reference]") == "WEB-2S--2"
    assert_accessible(page)
