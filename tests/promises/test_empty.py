"""Promise 12: an empty library and an empty page of test sets explain themselves."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seat, opened_tab, over, served
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(600)]


@pytest.fixture
def fresh(seat: Seat, tmp_path: Path) -> Iterator[Tab]:
    """A tab on an app that nobody has used yet."""
    with served(over(tmp_path / "library")) as address, opened_tab(seat, address) as tab:
        yield tab


def test_an_empty_library_and_an_empty_page_of_test_sets_explain_themselves(fresh: Tab) -> None:
    page = fresh.page
    expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()
    start = page.get_by_test_id("stMain")
    expect(start).to_contain_text(re.compile(r"Your library is empty\. Add your course material"))
    expect(start).to_contain_text("Every answer shows the page and the words it rests on.")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()

    fresh.go_to("Test sets")
    expect(start).to_contain_text("A test set is a list of questions whose answers you know")
    expect(start).to_contain_text("Run it over your material, and you see what is answered right")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    expect(start).to_contain_text("Keep as test question")

    fresh.go_to("Library")
    expect(start).to_contain_text("What you add is listed here once it is read.")
    fresh.go_to("Evaluation")
    expect(start).to_contain_text("There is no test set yet.")
