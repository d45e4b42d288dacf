"""Promise 6: a question that is sent together with its files waits for them."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.material import write_pdf
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(600)]


def test_a_question_is_answered_from_the_last_page_of_the_file_that_came_with_it(
    tab: Tab, tmp_path: Path
) -> None:
    pages = [[f"Harbour {n}", *(f"Quay {n}-{i} has {n + i} bollards." for i in range(8))] for n in range(60)]
    pages[-1].append("The ferry of Ulmen sails to the isle of Brask on Tuesdays.")
    ferry = write_pdf(tmp_path / "ferry.pdf", pages)
    note = tmp_path / "note.md"
    note.write_text("# Tides\n\nThe tide of Ulmen turns at noon.\n", encoding="utf-8")
    tab.ask("When does the ferry of Ulmen sail to Brask?", ferry, note)
    question = tab.page.get_by_test_id("stChatMessage").first
    expect(question).to_contain_text("ferry.pdf")
    expect(question).to_contain_text("note.md")
    expect(tab.answer()).to_contain_text("Tuesdays")
    expect(tab.sources().get_by_alt_text("Page 60 of ferry.pdf")).to_be_visible()
