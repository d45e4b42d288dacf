"""The library under many and bad files."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.material import write_pdf
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def _upload(tab: Tab, *files: Path) -> None:
    chosen = tab.page.get_by_test_id("stFileUploader").locator("input[type=file]")
    chosen.set_input_files([str(file) for file in files])


def _long(path: Path, pages: int) -> Path:
    """A PDF that takes a while: every page has its own forty lines."""
    lines = [
        [f"Part {n}", *(f"Line {n}-{i} tells of item {n * 100 + i}." for i in range(30))]
        for n in range(pages)
    ]
    return write_pdf(path, lines)


def test_a_file_that_cannot_be_read_says_why(tab: Tab, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and then nothing")
    tab.go_to("Library")
    _upload(tab, broken)
    expect(tab.page.get_by_text("broken.pdf: ").last).to_be_visible()
    expect(tab.page.get_by_text("not read")).to_be_visible()
    tab.page.get_by_role("button", name="Clear these messages").click()
    expect(tab.page.get_by_text("not read")).to_have_count(0)


def test_a_long_file_shows_its_bar_and_is_cancelled(tab: Tab, tmp_path: Path) -> None:
    tab.go_to("Library")
    _upload(tab, _long(tmp_path / "long.pdf", 300))
    cancel = tab.page.get_by_role("button", name="Cancel")
    cancel.wait_for()
    tab.page.reload()  # the bar survives it
    cancel.wait_for()
    expect(tab.page.get_by_role("progressbar").first).to_be_visible()
    cancel.click()
    expect(tab.page.get_by_text("cancelled")).to_be_visible()
    expect(tab.page.get_by_text("long.pdf")).to_have_count(1)  # told of once, and in no list of documents
    tab.page.get_by_role("button", name="Clear these messages").click()


def test_a_document_shows_its_report_and_is_deleted(tab: Tab, tmp_path: Path) -> None:
    tab.go_to("Library")
    _upload(
        tab, write_pdf(tmp_path / "brief.pdf", [["A brief page", "It says that the moth is grey."], [""]])
    )
    fold = tab.page.get_by_test_id("stExpander").filter(has_text=re.compile("brief"))
    fold.wait_for(timeout=400_000)  # the models may still be loading
    fold.locator("summary").click()
    expect(fold.get_by_text("1 page read")).to_be_visible()
    expect(fold.get_by_text("1 page without text")).to_be_visible()
    fold.get_by_role("button", name="Delete").click()
    tab.page.get_by_role("button", name="Yes, delete").click()
    expect(fold).to_have_count(0)


def test_the_history_exports_and_deletes(tab: Tab) -> None:
    tab.ask("Where was Zanthor seen from?")
    tab.answer()
    tab.go_to("History")
    entry = tab.page.locator("[data-testid=stMain]").get_by_text("Where was Zanthor seen from?")
    expect(entry).to_be_visible()
    tab.page.get_by_test_id("stMain").get_by_role("button", name="More").first.click()
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Save as Markdown").click()
    assert "Tavira" in Path(download.value.path()).read_text(encoding="utf-8")
    tab.page.get_by_role("button", name="Delete this chat").click()
    tab.page.get_by_role("button", name="Yes, delete").click()
    expect(entry).to_have_count(0)
