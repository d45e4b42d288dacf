"""The app is killed in the middle of everything, and started again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Seat, opened_tab, over, served
from tests.browser.material import write_pdf
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


@pytest.fixture
def app(stocked: Path, tmp_path: Path) -> served:
    """An app over a library of its own."""
    return served(over(shutil.copytree(stocked, tmp_path / "library")))


@pytest.fixture
def before(seat: Seat, app: served) -> Iterator[Tab]:
    """A tab on it, once it is started."""
    with app as address, opened_tab(seat, address) as tab:
        yield tab


def test_what_was_being_read_and_answered_goes_on_after_a_restart(
    other_seat: Seat, app: served, before: Tab, tmp_path: Path
) -> None:
    before.go_to("Library")
    before.upload(
        write_pdf(tmp_path / "mill.pdf", [["The mill", *(f"Stone {n} grinds." for n in range(30))]] * 60)
    )
    before.page.get_by_role("progressbar").first.wait_for()
    before.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Chat").click()
    before.ask("Who discovered the comet Zanthor?")
    chat = before.page.url.removeprefix(before.address)
    assert "chat=" in chat
    app.kill()
    with app as address, opened_tab(other_seat, address, path=chat) as after:
        expect(after.answer()).to_contain_text("Mirela Okonkwo")
        after.go_to("Library")
        expect(after.document("The mill")).to_contain_text("60 pages")
        expect(after.document("The comet Zanthor")).to_be_visible()
