"""The sources panel: that it fits its window, and shows what was asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seat, opened_tab
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def chat(seat: Seat, server: str) -> str:
    """Where a chat is in which one question was answered. It is looked at alone."""
    with opened_tab(seat, server) as tab:
        tab.ask("What is the core of Zanthor made of?")
        tab.answer()
        return tab.page.url.removeprefix(server)


@pytest.fixture
def answered(seat: Seat, server: str, chat: str) -> Iterator[Tab]:
    """A tab on that chat."""
    with opened_tab(seat, server, path=chat) as tab:
        yield tab


def test_the_panel_stands_whole_above_the_bar_after_every_answer(tab: Tab) -> None:
    for question in ("Who discovered the comet Zanthor?", "What is a plover engine?"):
        tab.ask(question)
        tab.answer()
        tab.still()
        expect(tab.sources().get_by_text("[1]").first).to_be_in_viewport(ratio=1)
    panel, bar = tab.panel().bounding_box(), tab.page.get_by_test_id("stBottom").bounding_box()
    assert panel is not None and bar is not None
    assert panel["y"] >= 0 and panel["y"] + panel["height"] <= bar["y"]
    tab.panel().evaluate("node => node.scrollTo(0, node.scrollHeight)")
    last = tab.sources().locator(".st-key-all-sources button").last.bounding_box()
    assert last is not None and last["y"] + last["height"] <= bar["y"]


def test_a_source_that_is_opened_again_is_shown_from_its_beginning_again(answered: Tab) -> None:
    tab = answered
    cited = tab.cited(tab.answer(), 1).first
    listed = tab.sources().get_by_role("button", name="[2]")
    for button, title in ((cited, "[1]"), (cited, "[1]"), (listed, "[2]")):
        tab.panel().evaluate("node => node.scrollTo(0, node.scrollHeight)")
        assert tab.panel().evaluate("node => node.scrollTop") > 0
        button.click()
        expect(tab.sources().get_by_text(title).first).to_be_in_viewport(ratio=1)
        expect(tab.panel()).to_have_js_property("scrollTop", 0)
        panel, bar = tab.panel().bounding_box(), tab.page.get_by_test_id("stChatInput").bounding_box()
        assert panel and bar and panel["y"] + panel["height"] <= bar["y"]


def test_pages_are_turned_and_enlarged_by_buttons_that_stay_where_they_are(answered: Tab) -> None:
    tab = answered
    sources = tab.sources()
    expect(sources.get_by_alt_text("Page 2 of zanthor.pdf")).to_be_visible()
    previous = sources.get_by_role("button", name="Previous page")
    before = previous.bounding_box()
    previous.click()
    expect(sources.get_by_text("zanthor.pdf · page 1 of 2")).to_be_visible()
    tab.settled()
    assert previous.bounding_box() == before
    sources.get_by_role("button", name="Larger").click()
    larger = sources.locator("[class*=st-key-page-image-170]")
    expect(larger).to_be_visible()
    assert larger.evaluate("place => place.scrollWidth > 1.4 * place.clientWidth")
    with tab.page.expect_download() as download:
        sources.get_by_role("button", name="Original").click()
    assert download.value.suggested_filename == "zanthor.pdf"
