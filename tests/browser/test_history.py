"""The history: found, opened, renamed, exported, deleted."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def _saved(tab: Tab, label: str) -> str:
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name=label).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def _more(tab: Tab) -> Locator:
    return tab.page.get_by_test_id("stMain").get_by_role("button", name="More").first


def test_a_chat_is_found_opened_exported_renamed_and_deleted(tab: Tab) -> None:
    tab.ask("Where on earth was Zanthor seen from?")
    tab.answer()
    tab.go_to("History")
    tab.page.get_by_label("Search your chats").fill("zanthor tavira earth")
    tab.page.get_by_label("Search your chats").press("Enter")
    main = tab.page.get_by_test_id("stMain")
    expect(main.get_by_text("1 chat", exact=True)).to_be_visible()
    _more(tab).click()
    assert "Tavira" in _saved(tab, "Save as Markdown")
    exported = json.loads(_saved(tab, "Save as JSON"))
    assert exported["messages"][1]["answer"]["claims"][0]["citations"][0]["document"] == "zanthor.pdf"
    tab.page.get_by_label("Title").fill("The observatory of Tavira")
    tab.page.get_by_role("button", name="Save title").click()
    entry = main.get_by_text("The observatory of Tavira")
    expect(entry).to_be_visible()
    expect(tab.page.get_by_label("Title")).to_have_count(0)
    main.get_by_role("button", name="Open").first.click()
    expect(tab.answer()).to_contain_text("Tavira")
    tab.go_to("History")
    _more(tab).click()
    tab.page.get_by_role("button", name="Delete this chat").click()
    sure = tab.page.get_by_role("button", name="Yes, delete")
    expect(sure).to_be_visible()
    expect(tab.page.get_by_role("button", name="Save title")).to_have_count(0)  # the menu is gone
    sure.click()
    expect(entry).to_have_count(0)
