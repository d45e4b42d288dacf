"""The library under many, long and bad files."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.material import write_pdf
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def _long(path: Path, pages: int, title: str = "Part") -> Path:
    """A PDF that takes a while: each page tells of items of its own."""
    lines = [
        [f"{title} {n}", *(f"Line {n}-{i} tells of item {n * 100 + i}." for i in range(18))]
        for n in range(1, pages + 1)
    ]
    return write_pdf(path, lines)


def clear(tab: Tab) -> None:
    """Clear the list of files read, and wait for it: with the tab the click would be gone, too."""
    button = tab.page.get_by_role("button", name="Clear this list")
    button.click()
    expect(button).to_have_count(0)


def test_a_file_that_cannot_be_read_says_why(tab: Tab, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and then nothing")
    tab.go_to("Library")
    tab.upload(broken)
    told = tab.page.get_by_text(re.compile("broken.pdf: .*not read"))
    expect(told).to_contain_text("It is damaged")
    expect(tab.page.get_by_role("button", name="Try again")).to_be_visible()
    clear(tab)
    expect(told).to_have_count(0)


def test_a_file_that_is_of_no_kind_is_not_offered_again(tab: Tab, tmp_path: Path) -> None:
    page, table = tmp_path / "page.bin", tmp_path / "table.dbf"
    page.write_bytes(bytes(range(32)) * 8)
    table.write_bytes(b"cells")
    tab.go_to("Library")
    tab.upload(page, table)
    expect(tab.page.get_by_text("Lectern reads PDF (.pdf)").first).to_be_visible()
    expect(tab.page.get_by_role("button", name="Clear this list")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Try again")).to_have_count(0)
    clear(tab)


def test_a_date_is_not_torn_apart_on_a_phone(phone: Tab) -> None:
    phone.open("/library")
    parts = phone.page.get_by_test_id("stExpander").locator("summary").first.inner_text().split(" · ")
    assert re.fullmatch(r"\d\d\u00a0\w+\u00a0\d{4}", parts[-1])


def test_many_files_are_read_at_once_with_their_owner(tab: Tab, tmp_path: Path) -> None:
    files = [
        write_pdf(tmp_path / f"bird{n}.pdf", [[f"Bird number {n}", f"Bird {n} sings {n} songs."]])
        for n in range(5)
    ]
    tab.go_to("Library")
    expect(tab.page.get_by_text("200MB per file")).to_be_visible()
    expect(tab.page.get_by_text("At most 5,000 pages a file")).to_be_visible()
    tab.page.get_by_label("Your name").fill("Ines")
    tab.page.get_by_label("Your name").press("Enter")
    tab.still()  # the script begins to run some frames after the key
    tab.settled()
    tab.upload(*files)
    for n in range(5):
        expect(tab.document(f"Bird number {n}")).to_contain_text("Ines")
    expect(tab.page.get_by_text("5 files read")).to_be_visible()
    clear(tab)


def test_a_document_shows_its_report_is_read_again_and_deleted(tab: Tab, tmp_path: Path) -> None:
    tab.go_to("Library")
    tab.upload(write_pdf(tmp_path / "brief.pdf", [["A brief page", "It says that the moth is grey."], [""]]))
    fold = tab.document("A brief page")
    fold.locator("summary").click()
    expect(fold.get_by_text("1 page read")).to_be_visible()
    expect(fold.get_by_text("1 page without text")).to_be_visible()
    fold.get_by_role("button", name="Read again").click()
    expect(fold).to_be_visible()  # all the while
    expect(tab.page.get_by_text("2 files read")).to_be_visible()
    expect(fold.get_by_text("1 page read")).to_be_visible()
    fold.get_by_role("button", name="Delete").click()
    tab.page.get_by_role("button", name="Yes, delete").click()
    expect(fold).to_have_count(0)
    clear(tab)


def test_a_question_to_delete_stays_when_a_file_is_finished(tab: Tab, other: Tab, tmp_path: Path) -> None:
    """What one tab reads moves nothing away under the pointer of another."""
    tab.go_to("Library")
    other.go_to("Library")
    # Documents are in the order of their names, so this one comes below the others.
    other.upload(_long(tmp_path / "slow.pdf", 80, "Voyage"))
    expect(other.page.get_by_role("progressbar").first).to_be_visible()
    tab.page.reload()
    expect(tab.page.get_by_role("progressbar").first).to_be_visible()
    fold = tab.document("The plover engine")
    fold.locator("summary").click()
    fold.get_by_role("button", name="Delete").click()
    expect(tab.page.get_by_role("button", name="Yes, delete")).to_be_visible()
    tab.still()
    before = fold.bounding_box()
    expect(tab.document("Voyage 1")).to_contain_text("80 pages")
    expect(tab.page.get_by_role("button", name="Yes, delete")).to_be_visible()
    assert fold.bounding_box() == before
    tab.page.keyboard.press("Escape")
    clear(tab)


def test_collections_are_made_renamed_and_deleted(tab: Tab) -> None:
    tab.go_to("Library")
    tab.page.get_by_role("button", name="New collection").click()
    tab.page.get_by_label("Name of the new collection").fill("Optics")
    tab.page.get_by_role("button", name="Make it").click()
    expect(tab.page.get_by_role("heading", name="Optics")).to_be_visible()
    expect(tab.page.get_by_text("Nothing is here yet")).to_be_visible()
    tab.page.get_by_role("button", name="Rename", exact=True).click()
    tab.page.get_by_label("New name").fill("Waves")
    tab.page.get_by_role("button", name="Rename it").click()
    expect(tab.page.get_by_role("heading", name="Waves")).to_be_visible()
    tab.page.get_by_role("button", name="Delete Waves").click()
    tab.page.get_by_role("button", name="Yes, delete").click()
    expect(tab.page.get_by_role("heading", name="Waves")).to_have_count(0)
    expect(tab.page.get_by_role("heading", name="Course")).to_be_visible()


def test_a_document_is_renamed_moved_and_deleted_with_others(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.go_to("Library")
    tab.upload(
        *(write_pdf(tmp_path / f"{bird}.pdf", [[bird, f"A {bird} sings."]]) for bird in ("Siskin", "Serin"))
    )
    expect(tab.document("Siskin")).to_contain_text("1 page")
    expect(tab.document("Serin")).to_contain_text("1 page")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    tab.settled()  # the page is drawn anew when the last file is read
    fold = tab.document("Siskin")
    fold.locator("summary").click()
    fold.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Title").fill("The singing siskin")
    page.get_by_role("button", name="Save", exact=True).click()
    renamed = tab.document("The singing siskin")
    expect(renamed).to_be_visible()
    tab.settled()
    renamed.locator("summary").click()  # it is folded: Streamlit knows a fold by its title
    expect(renamed).to_contain_text("Siskin.pdf")

    page.get_by_role("button", name="New collection").click()
    page.get_by_label("Name of the new collection").fill("Birds")
    page.get_by_role("button", name="Make it").click()
    page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_text("Course", exact=True).click()
    expect(renamed).to_be_visible()
    tab.settled()
    page.get_by_text("Select several").click()
    for title in ("The singing siskin", "Serin"):
        page.locator("[class*=st-key-selectable-]", has_text=title).get_by_test_id("stCheckbox").locator(
            "label"
        ).click()
        tab.settled()
    expect(page.get_by_text("2 selected")).to_be_visible()
    chosen = page.locator(".st-key-selection")
    chosen.get_by_role("button", name="Move").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Move").click()
    expect(renamed).to_have_count(0)
    clear(tab)

    page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_text("Birds", exact=True).click()
    expect(renamed).to_be_visible()
    tab.settled()
    if not page.get_by_role("button", name="Select all").is_visible():
        page.get_by_text("Select several").click()
    page.get_by_role("button", name="Select all").click()
    chosen.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.get_by_text("Nothing is here yet")).to_be_visible()
