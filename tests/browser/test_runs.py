"""The evaluation page: run, look into a case, compare, save. Cancelling and resuming: tests/promises."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rag.store.library import Library
from rag.store.testsets import Case, TestSets
from tests.browser.conftest import Seat, opened_tab
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]

_CASES = (
    Case("Who discovered the comet Zanthor?", ("Mirela Okonkwo",), "zanthor.pdf", 1, True),
    Case("How much does a plover engine weigh?", ("three tonnes",), "plover.pdf", 1, True),
    Case("What is the capital of Mongolia?", (), "", None, False),
    Case("Who paid for it?", ("the crown",), "missing.pdf", 1, True),  # fails: no such document
)


@pytest.fixture(scope="module")
def testsets(library: Path, server: str) -> None:
    """A short test set."""
    opened = Library.open(library)
    TestSets(opened.database).create("Short exam", "Course", _CASES)
    opened.close()


@pytest.fixture
def page_of_runs(seat: Seat, server: str, testsets: None) -> Iterator[Tab]:
    with opened_tab(seat, server) as tab:
        tab.go_to("Evaluation")
        yield tab


def _start(tab: Tab, testset: str, name: str) -> None:
    page = tab.page
    button = page.get_by_role("button", name="Start the run")
    if not button.is_visible():
        page.locator("summary", has_text="Start a run").click()
        expect(button).to_be_in_viewport()
    _choose(tab, "Test set", testset)
    box = page.get_by_label("Name of the run")
    box.fill(name)
    box.press("Tab")
    tab.settled()
    button.click()


def _choose(tab: Tab, label: str, option: str) -> None:
    box = tab.page.get_by_role("combobox", name=re.compile(label))
    if (box.input_value() or "").startswith(option):
        return
    box.click()
    tab.page.get_by_role("option", name=re.compile(re.escape(option))).first.click()
    tab.settled()


def _view(tab: Tab, name: str) -> None:
    tab.page.get_by_test_id("stMain").get_by_text(name, exact=True).click()
    tab.settled()


def _finished(page: Page) -> None:
    expect(page.get_by_role("button", name="CSV", exact=True)).to_be_visible(timeout=400_000)
    expect(page.get_by_role("button", name="Cancel")).to_have_count(0, timeout=400_000)


def test_a_run_is_read_case_by_case_saved_and_compared(page_of_runs: Tab) -> None:
    tab, page = page_of_runs, page_of_runs.page
    _start(tab, "Short exam", "Before")
    _finished(page)
    tab.settled()
    expect(page.get_by_test_id("stMetric").filter(has_text="Rightly silent")).to_contain_text("100%")
    expect(page.get_by_text("1 could not be asked")).to_be_visible()

    # A row of the table opens its case; its tick box is at the left end of the first row below the head.
    page.get_by_test_id("stDataFrame").first.click(position={"x": 16, "y": 54})
    case = page.locator(".st-key-case")
    expect(case.get_by_role("heading", name="Who discovered the comet Zanthor?")).to_be_visible()
    expect(case.get_by_text("Mirela Okonkwo").first).to_be_visible()
    expect(case.get_by_alt_text("Page 1 of zanthor.pdf")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="JSON", exact=True).click()
    report = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert (report["name"], len(report["records"])) == ("Before", 4)
    with page.expect_download() as download:
        page.get_by_role("button", name="HTML", exact=True).click()
    assert "<h1>Before</h1>" in Path(download.value.path()).read_text(encoding="utf-8")

    _start(tab, "Short exam", "After")
    expect(page.get_by_role("combobox", name=re.compile("^Run"))).to_have_value(re.compile("^After"))
    _finished(page)
    tab.settled()
    _view(tab, "Compare")
    expect(page.get_by_text("both runs have the same settings")).to_be_visible()
    expect(page.get_by_test_id("stMetric").filter(has_text="Unchanged")).to_contain_text("3")
    _view(tab, "Plots")
    expect(page.get_by_text("It is least where Lectern answers from")).to_be_visible()
