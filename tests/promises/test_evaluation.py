"""Promise 7: a test set is run in the background while the chat goes on; it is cancelled, resumed, saved."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tab import Tab
from tests.promises.conftest import COLLECTION

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(600)]

_CASES = 30
_SOME = re.compile(r"[1-9]\d* of 30, .* left")


def _exam(folder: Path) -> Path:
    """A test set whose name is that of the folder: each try has one of its own."""
    path = folder / f"{folder.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["question", "answers", "document", "page"])
        rows.writerow(["Who discovered the comet Zanthor?", "Mirela Okonkwo", "zanthor.pdf", 1])
        for n in range(1, _CASES):
            rows.writerow([f"How long is the tail of Zanthor, time {n}?", "four million", "zanthor.pdf", 2])
    return path


def _saved(page: Page, kind: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def _records(page: Page) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(_saved(page, "JSON"))["records"]
    return records


def test_a_test_set_is_run_in_the_background_cancelled_resumed_and_saved(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.go_to("Test sets")
    if not page.get_by_test_id("stFileUploader").is_visible():
        page.get_by_role("button", name="Import").click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(str(_exam(tmp_path)))
    # The files that it names tell which collection it is about.
    told = f"30 cases imported into “{tmp_path.name}”, for the collection “{COLLECTION}”."
    expect(page.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="Run it").click()
    # The models are loaded first.
    page.get_by_role("heading", name="Evaluation", level=1).wait_for(timeout=200_000)
    expect(page.get_by_text(_SOME)).to_be_visible(timeout=200_000)
    run = page.url.removeprefix(tab.address)

    tab.open("/")
    tab.ask("How much does a plover engine weigh?")
    expect(tab.answer()).to_contain_text("three tonnes")
    tab.open(run)
    expect(page.get_by_text(_SOME)).to_be_visible()  # it has not ended, nor waited for us to look

    cancelled = page.get_by_text("This run was cancelled")
    page.get_by_role("button", name="Cancel").click()
    expect(cancelled).to_be_visible(timeout=200_000)
    page.reload()  # the run is still looked at, and can go on
    expect(cancelled).to_be_visible()
    tab.settled()
    before = _records(page)
    assert 0 < len(before) < _CASES
    assert before[0]["outcome"] == "right"

    page.get_by_role("button", name="Resume").click()
    more = "|".join(str(n) for n in range(len(before) + 1, _CASES))
    expect(page.get_by_text(re.compile(rf"\b({more}) of 30, .* left"))).to_be_visible(timeout=200_000)
    page.get_by_role("button", name="Cancel").click()
    expect(cancelled).to_be_visible(timeout=200_000)
    tab.settled()
    after = _records(page)
    assert len(before) < len(after) <= _CASES
    assert after[: len(before)] == before
    assert len(list(csv.reader(_saved(page, "CSV").splitlines()))) == len(after) + 1
    assert "<h1>" in _saved(page, "HTML")

    page.get_by_role("button", name="Delete the run").click()
    page.get_by_role("button", name="Yes, delete").click()
    expect(cancelled).to_have_count(0)
