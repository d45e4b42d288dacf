"""Promise 5: uploading is robust, and nothing is lost without a word."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.material import write_pdf
from tests.browser.tab import Tab
from tests.promises.conftest import COLLECTION, Stock
from tests.promises.material import BAD, LECTURE, write_bad

pytestmark = [pytest.mark.models, pytest.mark.timeout(600)]

_LOADED = 200_000  # milliseconds: the models may have to be loaded before anything is read


def _cards(tab: Tab, name: str) -> Locator:
    """What became of a file, where it was not simply read."""
    return tab.page.locator("[class*=st-key-job-]", has_text=f"{name}:")


def _clear(tab: Tab) -> None:
    button = tab.page.get_by_role("button", name="Clear this list")
    button.click()
    expect(button).to_have_count(0)


def test_the_command_line_gives_each_bad_file_a_reason_and_reads_the_others(stock: Stock) -> None:
    files = {file["name"]: file for file in stock.report["files"]}
    assert stock.status == 1  # something failed
    for name, reason in BAD.items():
        assert files[name]["state"] == "failed" and reason in files[name]["message"], files[name]
    read = {name for name, file in files.items() if file["state"] == "added"}
    assert read == {"zanthor.pdf", "plover.pdf", "book.pdf", LECTURE.name}


@pytest.mark.browser
def test_each_bad_file_gets_a_reason_and_the_others_are_read(tab: Tab, tmp_path: Path) -> None:
    program = tmp_path / "program.exe"
    program.write_bytes(b"MZ and nothing that could be read")
    good = write_pdf(tmp_path / "heron.pdf", [["The heron", "The heron of Ebel stands on one leg."]])
    again = write_pdf(tmp_path / "heron again.pdf", [["The grey heron", "It is another file."]])
    again.write_bytes(good.read_bytes())
    tab.go_to("Library")
    tab.upload(*write_bad(tmp_path), program, good)
    expect(tab.document("The heron")).to_contain_text("1 page", timeout=_LOADED)
    for name, reason in {**BAD, "program.exe": "Lectern reads PDF"}.items():
        expect(_cards(tab, name)).to_contain_text("not read")
        expect(_cards(tab, name)).to_contain_text(reason)
    tab.upload(again)
    expect(_cards(tab, again.name)).to_contain_text("skipped")
    expect(_cards(tab, again.name)).to_contain_text("It is in the library already")
    expect(tab.document("The heron")).to_have_count(1)
    _clear(tab)


@pytest.mark.browser
def test_an_upload_is_cancelled_and_resumed(tab: Tab, tmp_path: Path) -> None:
    pages = [
        [f"Part {n}", *(f"Line {n}-{i} tells of item {n * 100 + i}." for i in range(18))]
        for n in range(1, 301)
    ]
    pages[216].append("The lamprey of Ostrava sleeps under the third bridge.")
    long = write_pdf(tmp_path / "long.pdf", pages)
    tab.go_to("Library")
    tab.upload(long)
    card = _cards(tab, long.name)
    expect(card).to_contain_text(re.compile(r"(page|indexing) \d+ of \d+"), timeout=_LOADED)
    tab.page.reload()
    expect(card.get_by_role("progressbar")).to_be_visible()
    card.get_by_role("button", name="Cancel").click()
    expect(card).to_contain_text("cancelled")
    expect(tab.document("Part 1")).to_have_count(0)
    card.get_by_role("button", name="Resume").click()
    expect(tab.document("Part 1")).to_contain_text("300 pages", timeout=_LOADED)
    _clear(tab)
    tab.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Chat").click()
    tab.ask("Where does the lamprey of Ostrava sleep?")
    expect(tab.answer()).to_contain_text("under the third bridge")
    expect(tab.sources().get_by_alt_text("Page 217 of long.pdf")).to_be_visible()


@pytest.mark.browser
def test_an_answer_keeps_its_quote_when_its_document_is_deleted(tab: Tab, tmp_path: Path) -> None:
    said = "The lamp of Orsk is tended by Pavel Drin."
    tab.ask("Who tends the lamp of Orsk?", write_pdf(tmp_path / "lamp.pdf", [["The lamp", said]]))
    expect(tab.answer()).to_contain_text("Pavel Drin")
    chat = tab.page.url.removeprefix(tab.address)

    tab.go_to("Library")
    fold = tab.document("The lamp")
    fold.locator("summary").click()
    fold.get_by_role("button", name="Delete").click()
    lost = tab.page.get_by_test_id("stPopoverBody")
    expect(lost).to_contain_text("This deletes lamp.pdf: its pages, its passages and the kept file")
    expect(lost).to_contain_text("Answers that cite it keep their quotes")
    tab.page.get_by_role("button", name="Yes, delete").click()
    expect(fold).to_have_count(0)

    tab.open(chat)
    expect(tab.answer()).to_contain_text("Pavel Drin")
    expect(tab.sources().locator(".stMarkdownColoredBackground")).to_contain_text(said)
    expect(tab.sources()).to_contain_text("no longer in the library")


@pytest.mark.browser
def test_a_name_that_is_taken_is_explained_and_deleting_says_what_is_lost(tab: Tab) -> None:
    page = tab.page
    tab.go_to("Library")
    page.get_by_role("button", name="New collection").click()
    page.get_by_label("Name of the new collection").fill("Optics")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Optics")).to_be_visible()
    page.get_by_role("button", name="Rename", exact=True).click()
    page.get_by_label("New name").fill(COLLECTION)
    page.get_by_role("button", name="Rename it").click()
    explained = f'There is already a collection "{COLLECTION}". Choose another name.'
    expect(page.get_by_role("alert")).to_contain_text(explained)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Optics")).to_be_visible()

    page.get_by_role("button", name="Delete Optics").click()
    lost = page.get_by_test_id("stPopoverBody")
    expect(lost).to_contain_text("This deletes the collection Optics with its 0 documents")
    expect(lost).to_contain_text("It cannot be undone.")
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.get_by_role("heading", name="Optics")).to_have_count(0)
    expect(page.get_by_role("heading", name=COLLECTION)).to_be_visible()
