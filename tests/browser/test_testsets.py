"""Test sets as a person makes them: imported, edited, drafted, kept from a chat, saved."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from evaluation.testsets.testset import Case, load
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]

_EXAM = """question,answers,document,page,answerable
Who discovered Zanthor?,Mirela Okonkwo,zanthor.pdf,1,yes
=1+1 is what?,,,,no
"""


def _import(tab: Tab, path: Path) -> None:
    """Drop a file on the page, which has its uploader open or behind a button."""
    box = tab.page.get_by_test_id("stFileUploader")
    if box.count() == 0:
        tab.page.get_by_role("button", name="Import").click()
    box.locator("input[type=file]").set_input_files(str(path))


def _exam(tab: Tab, folder: Path, name: str) -> None:
    """The exam, imported under a name of its own: the library is shared by all tests."""
    tab.go_to("Test sets")
    path = folder / f"{name}.csv"
    path.write_text(_EXAM, encoding="utf-8")
    _import(tab, path)
    # Where the test is tried a second time, the first try left a set of that name: the same, or changed ("(2)").
    named = rf"“{re.escape(name)}( \(\d\))?”"
    said = re.compile(
        rf"2 cases imported into {named}, for the collection “Course”\.|2 cases are there already, as {named}\."
    )
    expect(tab.page.get_by_text(said)).to_be_visible()
    tab.settled()
    expect(tab.page.get_by_test_id("stFileUploader")).to_have_count(0)  # it covers nothing of this


def _save(tab: Tab, kind: str, folder: Path) -> Path:
    save = tab.page.get_by_role("button", name=kind, exact=True)
    if not save.is_visible():
        tab.page.get_by_role("button", name="Download").click()
    with tab.page.expect_download() as download:
        save.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_wrong_file_says_where_and_a_right_one_is_imported_and_saved(tab: Tab, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("question,document,page\nWho?,zanthor.pdf,3-5\n", encoding="utf-8")
    tab.go_to("Test sets")
    _import(tab, wrong)
    expect(tab.page.get_by_text('Line 2: the page is "3-5"')).to_be_visible()
    expect(tab.page.get_by_text("Nothing was imported from wrong.csv")).to_be_visible()
    tab.page.reload()
    tab.settled()

    _exam(tab, tmp_path, "roundtrip")
    exam = (
        Case("Who discovered Zanthor?", ("Mirela Okonkwo",), "zanthor.pdf", 1, True),
        Case("=1+1 is what?", answerable=False),
    )
    saved = tmp_path / "saved"
    for kind in ("CSV", "JSONL", "XLSX"):
        path = _save(tab, kind, saved)
        assert path.name == f"roundtrip.{kind.lower()}"
        assert load(path).cases == exam
    assert '"\'=1+1 is what?"' in (saved / "roundtrip.csv").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(saved / "roundtrip.xlsx").active["A3"].data_type == "s"


def test_a_case_is_added_changed_and_deleted(tab: Tab, tmp_path: Path) -> None:
    _exam(tab, tmp_path, "edited")
    page = tab.page
    page.get_by_text("Add a test question").click()
    adding = _fold(tab, "Add a test question")
    adding.get_by_role("textbox", name="Question").fill("How long is its tail?")
    adding.get_by_role("textbox", name="Expected answers").fill("four million kilometres\n4 million km")
    adding.get_by_role("button", name="Add", exact=True).click()
    added = _fold(tab, "How long is its tail")
    added.locator("summary").click()
    tab.settled()
    tab.still()
    added.get_by_role("textbox", name="Question").fill("How long is Zanthor's tail?")
    added.get_by_role("button", name="Save", exact=True).click()
    expect(_fold(tab, "How long is Zanthor's tail").locator("summary")).to_be_visible()
    tab.settled()
    wrong = _fold(tab, "is what?")
    wrong.locator("summary").click()
    tab.settled()
    tab.still()
    delete = wrong.get_by_role("button", name="Delete", exact=True)
    delete.click()
    delete.scroll_into_view_if_needed()  # what was folded out may have moved it away meanwhile
    page.get_by_role("button", name="Yes, delete").click()
    expect(wrong).to_have_count(0)
    page.reload()  # and it is all kept
    _choose(tab, "edited")
    expect(page.get_by_text("2 test questions about")).to_be_visible()
    expect(page.get_by_text("How long is Zanthor's tail?").first).to_be_visible()


def test_boxes_close_when_they_are_done_with(tab: Tab, tmp_path: Path) -> None:
    _exam(tab, tmp_path, "boxed")
    page = tab.page
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_label("Name of the new test set").fill("empty box")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("There is no test question in it yet")).to_be_visible()
    expect(page.get_by_role("button", name="Make it")).to_have_count(0)
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("textbox", name="Name", exact=True).fill("emptier box")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("This deletes the test set emptier box")).to_be_visible()
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.get_by_role("button", name="Yes, delete")).to_have_count(0)  # else it would ask of the next
    _choose(tab, "boxed")


def test_drafts_are_saved_and_deleted(tab: Tab, tmp_path: Path) -> None:
    _exam(tab, tmp_path, "drafted")
    page = tab.page
    page.get_by_role("tab", name="Suggested").click()
    meaning = "a machine that turns the swell of the sea into pressed air"
    forms = page.get_by_test_id("stForm").filter(has_text="plover.pdf · page 1")
    engine = forms.filter(has=page.locator("strong", has_text=meaning))
    expect(engine.locator("strong")).to_have_text(meaning)
    engine.get_by_role("button", name="Save").click()
    expect(engine).to_have_count(0)
    tab.settled()
    built = page.get_by_test_id("stForm").filter(has_text="discovered by Mirela Okonkwo in 1987")
    while built.count():  # one sentence, more than one draft
        left = built.count() - 1
        built.first.get_by_role("button", name="Delete").click()
        expect(built).to_have_count(left)
        tab.settled()
    page.get_by_role("tab", name="Test questions", exact=True).click()
    expect(page.get_by_text("What is a plover engine?").first).to_be_visible()
    expect(page.get_by_text("3 test questions about")).to_be_visible()


def test_the_test_set_that_is_looked_at_is_run(tab: Tab, tmp_path: Path) -> None:
    _exam(tab, tmp_path, "ran before")
    _run_it(tab, "ran before")
    _exam(tab, tmp_path, "run now")
    _run_it(tab, "run now")
    start = _fold(tab, "Start a run").locator("summary")
    expect(start.get_by_test_id("stIconMaterial")).to_have_text(re.compile("keyboard_arrow"))  # and no other


def _run_it(tab: Tab, name: str) -> None:
    """Press the button of the test set, and see its run through."""
    tab.page.get_by_role("button", name="Run it").click()
    tab.page.get_by_role("heading", name="Evaluation", level=1).wait_for()
    run = tab.page.get_by_role("combobox", name=re.compile("^Run"))
    expect(run).to_have_value(re.compile(f" · {name} · Course · "))
    expect(run).to_have_value(re.compile("· 2 cases$"), timeout=400_000)


def test_an_answer_of_a_chat_is_kept_by_one_click(tab: Tab) -> None:
    tab.ask("Who discovered the comet Zanthor?")
    tab.answer().get_by_role("button", name="More", exact=True).click()
    tab.page.get_by_role("button", name="Keep as test question").click()
    expect(tab.page.get_by_text("Added to the test set “From chats”.")).to_be_visible()
    tab.go_to("Test sets")
    _choose(tab, "From chats")
    kept = _fold(tab, "Who discovered the comet Zanthor?")
    expect(kept).to_contain_text(re.compile(r"Mirela Okonkwo.* · zanthor\.pdf · p\. 1"))


def _fold(tab: Tab, title: str) -> Locator:
    """The fold whose title says this; what is typed into another one does not count."""
    return tab.page.get_by_test_id("stExpander").filter(has=tab.page.locator("summary", has_text=title))


def _choose(tab: Tab, name: str) -> None:
    """Look at the test set of that name."""
    tab.settled()
    tab.page.get_by_role("combobox", name="Test set").click()
    tab.page.get_by_role("option", name=name).click()
    tab.settled()
