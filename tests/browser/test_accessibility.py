"""The chat without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def test_a_question_is_put_and_its_source_opened_by_keys_alone(tab: Tab) -> None:
    tab.go_by_keys(tab.page.get_by_test_id("stChatInputTextArea"))
    tab.page.keyboard.type("How many years does Zanthor take to pass the sun?")
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_test_id("stChatMessage")).to_have_count(2)
    cited = tab.cited(tab.answer()).last
    expect(cited).to_be_visible()
    number = cited.inner_text()[:3]
    tab.go_by_keys(cited, "Shift+Tab")
    quote = tab.page.get_by_role("tooltip")
    expect(quote).to_contain_text("zanthor.pdf, page ")
    expect(cited).to_have_accessible_description(re.compile("Zanthor|comet"))
    tab.page.keyboard.press("Escape")
    expect(quote).to_have_count(0)
    expect(cited).to_be_focused()
    tab.page.keyboard.press("Enter")
    expect(tab.sources().get_by_text(number, exact=False).first).to_be_visible()
