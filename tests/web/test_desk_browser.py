"""The desk and the replies in a real browser: by keyboard, without script, on a narrow screen; axe on each."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from kouan.journeys import catalogue
from kouan.kernel.documents import encode
from tests.support.browsing import demonstration, sign_in
from tests.support.pages import assert_accessible, shot

pytestmark = pytest.mark.browser

SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demonstration with four declarations of one firm, in a process of its own."""
    document = encode(catalogue.types()["import_declaration"].examples[0].document)
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        for n in range(4):
            body = document.replace(b"SAMPLE-I-0001", b"SAMPLE-I-%04d" % (n + 1))
            head = {
                "authorization": "Bearer kou_demo_kapok",
                "idempotency-key": f"d{n}",
                "content-type": "application/json",
            }
            assert httpx.post(f"{url}/api/v1/import_declaration", content=body, headers=head).status_code == 201
        yield url


def test_an_officer_decides_by_single_keys(page: Page, site: str) -> None:
    """J moves, the case comes beside the list, a letter decides, one that needs a reason asks for it, the next case follows."""
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    sign_in(page, site, "customs")
    page.goto(f"{site}/cases/")
    side = page.locator("[data-preview]")
    first = side.locator("h2").inner_text()
    page.keyboard.press("j")
    expect(side.locator("h2")).not_to_have_text(first)
    second = side.locator("h2").inner_text()
    page.keyboard.press("s")
    expect(side.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("缺发票")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("已记录")
    expect(page.locator("[data-preview] h2")).not_to_have_text(second)
    page.keyboard.press("?")
    assert page.locator(".keys--help").get_attribute("open") is not None
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text("已记录：接受申报")
    assert faults == []


def test_the_desk_works_without_script(browser: Browser, site: str) -> None:
    """The case beside the list by a link, its decision by a button, many at once by boxes: all plain forms."""
    page = browser.new_context(java_script_enabled=False, locale="en-US").new_page()
    sign_in(page, site, "port")
    page.goto(f"{site}/cases/")
    page.locator("a.look").nth(1).click()
    shown = page.locator("[data-preview] h2").inner_text()
    assert shown in page.url
    page.locator("[data-preview] button[value=report_arrival]").click()
    expect(page.locator(".messages")).to_contain_text("Recorded")
    boxes = page.locator("input[name=pick]")
    for n in range(boxes.count()):
        boxes.nth(n).check()
    declarations = page.locator("input[name=pick][value^=IM-]").count()
    assert declarations >= 3
    page.select_option("#bulk select[name=action]", "report_arrival")
    page.locator("#bulk button:not([type=button])").last.click()
    expect(page.locator("h1")).to_have_text("Decisions on many")
    assert page.locator("tbody .chip--good").count() == declarations


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_pages_are_accessible_and_fit(browser: Browser, site: str, size: str, locale: str) -> None:
    """axe finds nothing, and nothing runs over the edge, on the queue, a case, two revisions, the replies."""
    page = browser.new_context(viewport=SIZES[size], locale=locale).new_page()  # type: ignore[arg-type]
    sign_in(page, site, "kapok")
    page.goto(f"{site}/cases/?hands=all")
    case = re.search(r"/cases/([A-Z]{2}-\d{6}-\w+)/", page.content())
    assert case is not None
    for path in ("/cases/?hands=all", f"/cases/{case[1]}/", f"/cases/{case[1]}/compare/?all=1", "/replies/"):
        page.goto(site + path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        shot(page, f"desk-{size}-{locale}-{path.strip('/').partition('/')[0]}")


def test_a_firm_has_its_replies_pushed(page: Page, site: str) -> None:
    """Subscribe, see the secret once, test, replay from 1: the log arrives at the demonstration's own receiver."""
    sign_in(page, site, "kapok")
    page.goto(f"{site}/replies/")
    page.fill("#url", f"{site}/api/v1/demonstration/receiver")
    page.click("button:has-text('新建推送')")
    expect(page.locator(".secret")).to_contain_text("whsec_")
    page.goto(f"{site}/replies/")
    expect(page.locator(".secret")).to_have_count(0)
    page.click("button:has-text('测试')")
    expect(page.locator(".messages")).to_contain_text("测试已送达")
    page.fill("input[name=from]", "1")
    page.click("button:has-text('重发')")
    expect(page.locator(".messages")).to_contain_text("从 1 起重发")
    page.wait_for_timeout(3000)
    page.reload()
    expect(page.locator("#push tbody tr").first).to_contain_text("推送中")
    assert page.locator("#push tbody tr td.n").nth(1).inner_text() == "0"
