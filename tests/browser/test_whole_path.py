"""The main job, end to end: open, ask, read the cited answer, add a PDF, ask about it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.material import write_pdf
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def test_open_ask_read_add_ask(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()

    tab.ask("Who discovered the comet Zanthor?")
    answer = tab.answer()
    expect(answer).to_contain_text("Mirela Okonkwo")
    # The material's own words need no mark; the model's have one each.
    expect(answer.get_by_text(re.compile("Supported|word for word"))).to_have_count(0)

    tab.cited(answer, 1).first.click()
    tab.settled()
    sources = tab.sources()
    expect(sources.get_by_text("zanthor.pdf · page 1 of 2")).to_be_visible()
    expect(sources.get_by_alt_text("Page 1 of zanthor.pdf")).to_be_visible()
    expect(sources.locator("strong", has_text=re.compile("Zanthor|Mirela|discovered")).first).to_be_visible()

    added = write_pdf(
        tmp_path / "quill.pdf",
        [["The quill beetle", "The quill beetle was first described by Ondrej Vasek."]],
    )
    tab.ask("Who first described the quill beetle?", added)
    answer = tab.answer()
    expect(answer).to_contain_text("Ondrej Vasek")
    expect(tab.sources().get_by_alt_text("Page 1 of quill.pdf")).to_be_visible()
