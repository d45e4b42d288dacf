"""The sources panel: that it fits its window, and shows what was asked for."""

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


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


def test_a_source_that_is_opened_again_is_shown_from_its_beginning_again(tab: Tab) -> None:
    tab.ask("What is the core of Zanthor made of?")
    answer = tab.answer()
    cited = answer.get_by_role("button", name="[1]").first
    listed = tab.sources().get_by_role("button", name="[2]")
    for button, title in ((cited, "[1]"), (cited, "[1]"), (listed, "[2]")):
        tab.panel().evaluate("node => node.scrollTo(0, node.scrollHeight)")
        assert tab.panel().evaluate("node => node.scrollTop") > 0
        button.click()
        expect(tab.sources().get_by_text(title).first).to_be_in_viewport(ratio=1)
