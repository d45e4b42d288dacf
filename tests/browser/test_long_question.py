"""A question that is too long: the limit is said, and the text stays."""

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def test_a_long_text_that_is_pasted_is_kept_and_can_be_shortened(tab: Tab) -> None:
    page = tab.page
    expect(page.get_by_text("At most 2,000 characters a question.")).to_be_visible()
    pasted = "Who discovered the comet Zanthor? " * 100
    box = page.get_by_test_id("stChatInputTextArea")
    box.focus()
    page.keyboard.insert_text(pasted)
    box.press("Enter")
    kept = page.get_by_role("textbox", name="Your question")
    kept.wait_for()
    assert len(kept.input_value()) == len(pasted)
    expect(page.get_by_text("at most 2,000 can be asked at once")).to_be_visible()
    assert "chat=" not in page.url
    kept.fill("Who discovered the comet Zanthor?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(tab.answer()).to_contain_text("Mirela Okonkwo")
    expect(kept).to_have_count(0)
