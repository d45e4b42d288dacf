"""A class: the first owner comes by the printed link, invites a student, and each has what is theirs."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seat, over, served
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(1200)]
PASSWORD = "correct horse battery"


@pytest.fixture
def said(tmp_path: Path) -> Path:
    return tmp_path / "said.txt"


@pytest.fixture
def school(stocked: Path, tmp_path: Path, said: Path) -> Iterator[str]:
    """The address of the app for a class, over a library that a laptop had before."""
    library = Path(shutil.copytree(stocked, tmp_path / "library"))
    (library / "settings.toml").write_text('[sharing]\nmode = "class"\n')
    with served(over(library), said) as address:
        yield address


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("button[type=submit]").click()


def come(seat: Seat, address: str, path: str, name: str) -> Tab:
    """Make an account by a link, and come in."""
    tab = Tab(seat.taken(), address)
    tab.page.goto(address + path)
    fill(tab.page, name=name, login=name.lower(), password=PASSWORD, again=PASSWORD)
    tab.settled()
    return tab


def test_two_people(seat: Seat, other_seat: Seat, school: str, said: Path) -> None:
    link = re.search(r"http://\S+(/welcome/\S+)", said.read_text())
    assert link is not None
    stranger = seat.taken()
    stranger.goto(school)
    expect(stranger.get_by_role("heading", name="Sign in")).to_be_visible()
    owner = come(seat, school, link[1], "Olga")
    owner.go_to("People")
    owner.page.get_by_role("button", name="Make a link").click()
    invitation = urlsplit(owner.page.get_by_test_id("stCode").inner_text().strip()).path

    student = come(other_seat, school, invitation, "Sam")
    assert student.pages() == ["Chat", "Library", "Notes", "History", "You"] or "You" in "".join(
        student.pages()
    )
    assert not any("Settings" in title or "Tuning" in title or "People" in title for title in student.pages())
    student.ask("Who discovered Zanthor?")
    expect(student.answer()).to_contain_text("Mirela")
    address = urlsplit(student.page.url)

    owner.open(f"{address.path}?{address.query}")  # the address of the student's chat
    expect(owner.page.get_by_text("There is no such chat")).to_be_visible()
    expect(owner.page.get_by_text("Who discovered Zanthor?")).to_have_count(0)
    owner.go_to("What is asked")
    expect(owner.page.get_by_test_id("stMain").get_by_text("Who discovered Zanthor?").first).to_be_visible()
    expect(owner.page.get_by_test_id("stMain").get_by_text("Sam")).to_have_count(0)

    student.go_to("Library")
    expect(student.page.get_by_text("only you can read and ask about")).to_be_visible()
    expect(student.page.get_by_role("button", name="Rename")).to_have_count(0)
    kept = student.page.context.cookies()
    student.page.get_by_test_id("stSidebarNav").get_by_role("link", name="You").click()
    student.page.get_by_role("button", name="Sign out", exact=True).click()
    expect(student.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    student.page.context.add_cookies(kept)  # type: ignore[arg-type]
    student.page.goto(school)
    expect(student.page.get_by_role("heading", name="Sign in")).to_be_visible()
    fill(student.page, login="sam", password=PASSWORD)
    student.settled()
    expect(student.page.get_by_test_id("stSidebar").get_by_text("Who discovered Zanthor?")).to_be_visible()
    seat.left()
    other_seat.left()
