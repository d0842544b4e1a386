"""A declaration of five lines typed and lodged by keyboard alone; a previous one copied with a handful of entries."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import demonstration, sign_in, tab_to
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.browser

HEAD = {
    "reference": "TYPED-1",
    "customs_office": "5720",
    "border_office": "5720",
    "overseas_party": "EXAMPLE SEAFOOD (FICTITIOUS)",
    "transport_mode": "2",
    "means_of_transport": "EXAMPLE STAR",
    "voyage": "012W",
    "bill_number": "FICTBL0000077",
    "trade_mode": "0110",
    "levy_nature": "101",
    "trading_country": "VNM",
    "partner_country": "VNM",
    "partner_port": "VNM000",
    "border_port": "CNNSA",
    "deal_terms": "1",
    "packing": "22",
    "packages": "100",
    "gross_weight": "5500",
    "net_weight": "5000",
    "dispatch_port": "VNM000",
    "goods_place": "EXAMPLE STORE (FICTITIOUS)",
}
CLERK = {
    "unit_code": "FAKE00001",
    "unit_name": "EXAMPLE BROKER (FICTITIOUS)",
    "clerk": "CLERK A (FICTITIOUS)",
    "clerk_card": "FAKE000000001",
    "declarant": "CLERK B (FICTITIOUS)",
}
PARTIES = {"trader": "4404FAKE01", "owner": "4404FAKE02", "agent": "4404FAKE03"}
LINE = {
    "commodity_code": "0306179090",
    "name": "FROZEN PRAWNS (INVENTED)",
    "specification": "A|B|C",
    "quantity": "1000",
    "unit": "035",
    "unit_price": "6.5",
    "total": "6500",
}
MORE = {
    "currency": "USD",
    "first_quantity": "1000",
    "first_unit": "035",
    "origin_country": "VNM",
    "destination_country": "CHN",
    "district": "44049",
    "duty_mode": "1",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty demonstration in a process of its own."""
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        yield url


def _type(page: Page, name: str, text: str) -> None:
    """Go to a field with Tab and type; what stood there goes."""
    tab_to(page, f'[name="{name}"]')
    if page.evaluate("() => document.activeElement.matches('input')"):
        page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_five_lines_are_typed_and_lodged_then_copied(page: Page, site: str) -> None:
    """Tab, letters, Alt+N and Alt+C make a declaration of five lines; its copy is lodged with two entries."""
    sign_in(page, site, "lychee")
    page.goto(f"{site}/file/import_declaration/")
    tab_to(page, "form .btn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/file/drafts/**")
    for name, text in HEAD.items():
        _type(page, name, text)
    for party, code in PARTIES.items():
        _type(page, f"{party}.code", code)
        _type(page, f"{party}.name", f"EXAMPLE {party.upper()} (FICTITIOUS)")
    tab_to(page, "button[name=row-add][value=goods]")
    page.keyboard.press("Enter")
    for name, text in LINE.items():
        _type(page, f"goods[0].{name}", text)
    tab_to(page, 'table[data-lines="goods"] summary')
    page.keyboard.press("Enter")
    for name, text in MORE.items():
        _type(page, f"goods[0].{name}", text)
    for n in range(1, 5):
        page.keyboard.press("Alt+n")
        page.keyboard.press("Alt+c")
        _type(page, f"goods[{n}].name", f"FROZEN PRAWNS {n} (INVENTED)")
    assert page.locator('[name="goods[4].item"]').input_value() == "5"
    assert page.locator('[name="goods[4].duty_mode"]').input_value() == "1"
    tab_to(page, "details:has([name='entry.clerk']) summary")
    page.keyboard.press("Enter")
    for name, text in CLERK.items():
        _type(page, f"entry.{name}", text)
    assert_accessible(page)
    tab_to(page, "button[value=lodge]:not(.hide)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/IM-*/")
    expect(page.locator(".messages")).to_contain_text("已申报")
    number = page.url.rstrip("/").rsplit("/", 1)[1]

    page.goto(f"{site}/file/import_declaration/?copy={number}")
    tab_to(page, f"button[name=copy][value='{number}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/file/drafts/**")
    entries = {"reference": "TYPED-2", "bill_number": "FICTBL0000078"}
    for name, text in entries.items():
        _type(page, name, text)
    tab_to(page, "button[value=lodge]:not(.hide)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/IM-*/")
    assert len(entries) < 10
    assert page.url.rstrip("/").rsplit("/", 1)[1] != number


def test_the_focused_field_is_never_behind_the_bar(page: Page, site: str) -> None:
    """Tab through a long form: what has the focus stands clear of the bar that sticks to the lower edge."""
    sign_in(page, site, "lychee")
    page.goto(f"{site}/file/import_declaration/")
    tab_to(page, "form .btn")
    page.keyboard.press("Enter")
    page.wait_for_url("**/file/drafts/**")
    overlap = """() => { const at = document.activeElement.getBoundingClientRect();
        return at.bottom - document.querySelector('.actions').getBoundingClientRect().top; }"""
    tab_to(page, '[name="reference"]')
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('form:has(.actions) .field') !== null"):
            assert page.evaluate(overlap) <= 0, page.evaluate("() => document.activeElement.name")
