"""Promise 8: on a phone, 420 pixels wide, nothing scrolls sideways, and a source is a sheet that closes."""

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(600)]

_WIDTH = 420
# How wide the page and what scrolls in it are.
_WIDTHS = """() => [document.documentElement, ...document.querySelectorAll(
    '[data-testid=stMain], [data-testid=stBottom], [data-testid=stChatMessage]')].map(e => e.scrollWidth)"""


def _fits(phone: Tab) -> bool:
    phone.still()
    return max(phone.page.evaluate(_WIDTHS)) <= _WIDTH


def test_a_source_is_a_sheet_at_the_bottom_that_closes(phone: Tab) -> None:
    phone.ask("In which year was the first plover engine built?")
    answer = phone.answer()
    expect(phone.sources()).to_be_hidden()
    assert _fits(phone)
    phone.cited(answer, 1).first.click()
    expect(phone.sources().get_by_alt_text("Page 1 of plover.pdf")).to_be_visible()
    assert _fits(phone)
    sheet = phone.panel().bounding_box()
    assert sheet is not None
    assert sheet["x"] == 0 and sheet["width"] == _WIDTH
    assert sheet["y"] > 0 and sheet["y"] + sheet["height"] == pytest.approx(900, abs=1)
    close = phone.page.get_by_role("button", name="Close", exact=True)
    expect(close).to_be_in_viewport(ratio=1)
    close.click()
    expect(phone.sources()).to_be_hidden()


def test_no_page_scrolls_sideways(phone: Tab) -> None:
    links = phone.page.get_by_test_id("stSidebarNavLink")
    paths = links.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert {"/library", "/history", "/testsets", "/runs", "/settings"} <= set(paths) and len(paths) >= 6
    for path in paths:
        phone.open(path)
        assert _fits(phone), path
