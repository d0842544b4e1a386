"""Fifty goods lines by keyboard: pasted, jumped to, copied, inserted, moved, dropped, taken back, summed up, saved and lodged."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import demonstration, sign_in, tab_to
from tests.support.pages import assert_accessible

pytestmark = pytest.mark.browser

HEADINGS = "商品编号\t商品名称\t规格型号\t成交数量\t成交单位\t单价\t总价\t币制\tfirst_quantity\tfirst_unit\torigin_country\tdestination_country\tdistrict\tduty_mode"
PASTE = """text => { const held = new DataTransfer(); held.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true, cancelable: true})); }"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty demonstration in a process of its own."""
    with demonstration(tmp_path_factory.mktemp("var")) as url:
        yield url


def _sheet(lines: int) -> str:
    """Rows as a spreadsheet copies them, with headings in the words of the page and in our names."""
    made = [HEADINGS]
    for n in range(1, lines + 1):
        cells = ("0306179090", f"PRAWNS {n} (INVENTED)", "A|B|C", "10", "035", "6.5", "65.00", "USD")
        made.append("\t".join((*cells, "10", "035", "VNM", "CHN", "44049", "照章征税")))
    return "\n".join(made) + "\n"


def _draft(page: Page, site: str) -> None:
    """A draft of the first worked example; the focus is in its first goods line."""
    sign_in(page, site, "lychee")
    page.goto(f"{site}/file/import_declaration/")
    page.locator("form:has(#example) .btn").press("Enter")
    page.wait_for_url("**/file/drafts/**")
    page.locator('[name="goods[0].commodity_code"]').focus()


def _values(page: Page, name: str) -> list[str]:
    """One column of the goods, in the order of the page."""
    return list(
        page.locator(f'table[data-lines=goods] [name$="].{name}"]').evaluate_all("all => all.map(f => f.value)")
    )


def _jump(page: Page, line: int) -> None:
    page.keyboard.press("Alt+g")
    page.keyboard.type(str(line))
    page.keyboard.press("Enter")


def _painted(page: Page) -> None:
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def test_fifty_lines_are_pasted_edited_and_lodged_by_keyboard(page: Page, site: str) -> None:
    """A sheet with headings fills fifty lines; every act stands in what is lodged."""
    _draft(page, site)
    page.evaluate(PASTE, _sheet(50))
    told, totals = page.locator(".linebar [data-told]").first, page.locator(".linebar [data-totals]").first
    expect(totals).to_contain_text("50 行")
    expect(totals).to_contain_text("3,250.00")
    assert _values(page, "duty_mode") == ["1"] * 50, "the words of a code are taken for its code"

    _jump(page, 37)
    assert page.evaluate("() => document.activeElement.closest('tbody').rows[0].cells[0].textContent") == "37"
    beneath = page.locator("table[data-lines=goods] tbody[data-line] > tr.under > td > details > summary").nth(36)
    expect(beneath).to_contain_text("已填 7")
    page.keyboard.press("Alt+d")
    expect(totals).to_contain_text("请分成两份")
    assert _values(page, "name")[36:38] == ["PRAWNS 37 (INVENTED)"] * 2
    page.keyboard.press("Alt+Delete")
    expect(told).to_contain_text("已删第 38 行")
    page.keyboard.press("Alt+z")
    assert _values(page, "name")[37] == "PRAWNS 37 (INVENTED)"
    page.keyboard.press("Alt+Delete")
    page.keyboard.press("Alt+Shift+ArrowUp")
    assert _values(page, "name")[36:38] == ["PRAWNS 38 (INVENTED)", "PRAWNS 37 (INVENTED)"]
    page.keyboard.press("Alt+i")
    assert _values(page, "name")[36] == ""
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')").startswith("第37行")
    page.keyboard.press("Alt+Delete")
    assert _values(page, "item") == [str(n) for n in range(1, 51)]
    _jump(page, 2)
    for _ in range(30):
        page.keyboard.press("ArrowDown")
    _jump(page, 50)
    page.locator('[name="goods[49].quantity"]').focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("11")
    _painted(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("10")
    assert_accessible(page)

    page.locator('[name="reference"]').fill("FIFTY-1")
    page.locator('[name="containers[0].items"]').fill(",".join(str(n) for n in range(1, 51)))
    tab_to(page, "button[value=lodge]:not(.hide)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/IM-*/")
    names = page.locator("main").inner_text()
    assert (
        names.index("PRAWNS 36 (INVENTED)") < names.index("PRAWNS 38 (INVENTED)") < names.index("PRAWNS 37 (INVENTED)")
    )


def test_what_a_sheet_says_and_the_form_can_not_hold_is_told(page: Page, site: str) -> None:
    """An unknown code, an unknown heading and more than fifty lines are said at once; nothing typed is thrown away."""
    _draft(page, site)
    page.evaluate(PASTE, "商品名称\t币制\tcolour\nPRAWNS\tDUCATS\tred\n")
    told = page.locator(".linebar [data-told]").first
    expect(told).to_contain_text("colour")
    expect(told).to_contain_text("DUCATS")
    page.evaluate(PASTE, _sheet(51))
    totals = page.locator(".linebar [data-totals]").first
    expect(totals).to_contain_text("51 行，一份单证至多 50 行")
    assert len(_values(page, "name")) == 51
