"""Names, titles, errors and documents are shown as the text that they are: nothing is fetched, nothing is a link."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.browser.conftest import Seat, over, served
from tests.browser.hostile import ALL, NAMES, PIECES, write_library
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]

# What could only come of a name: it points to where no page of Lectern points.
_MADE = """() => [...document.querySelectorAll('[href*="strange"], [src*="strange"], [srcset*="strange"]')]
    .map(node => node.outerHTML)"""
_JOINER = "\u2060"
_SAYS = "([text, joiner]) => document.body.innerText.replaceAll(joiner, '').includes(text)"


class Watched(Tab):
    """A tab that keeps what its pages ask for, and looks for what was made of names."""

    asked: list[str]

    def look(self) -> None:
        """Look at the page as it is, and again with each of its folds and boxes open."""
        self.settled()
        self.check()
        self.unfold()
        self.check()
        for box in self.page.get_by_test_id("stPopover").get_by_role("button").all():
            if box.is_visible():
                box.click()
                self.settled()
                self.check()
                self.page.keyboard.press("Escape")
                self.settled()

    def unfold(self) -> None:
        """Open every fold; one that is opened may bring others, or take them away."""
        closed = self.page.locator("details:not([open]) > summary")
        for _ in range(20):
            if closed.count() == 0:
                return
            closed.first.click()
            self.settled()
        raise AssertionError("a fold stays closed")

    def check(self) -> None:
        assert self.page.evaluate(_MADE) == []
        outside = [url for url in self.asked if urlsplit(url).scheme in ("http", "https")]
        assert [url for url in outside if urlsplit(url).hostname != "127.0.0.1"] == []

    def says(self, text: str) -> None:
        """The page has this text, to the letter; an invisible joiner may stand in it."""
        self.page.wait_for_function(_SAYS, arg=[text, _JOINER], polling=100)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(over(write_library(tmp_path_factory.mktemp("hostile") / "library"))) as address:
        yield address


@pytest.fixture
def watched(seat: Seat, hostile: str) -> Iterator[Watched]:
    page = seat.taken()
    tab = Watched(page, hostile)
    tab.asked = []

    def keep(request: Request) -> None:
        tab.asked.append(request.url)

    page.on("request", keep)
    yield tab
    page.remove_listener("request", keep)
    seat.left()


def test_chats(watched: Watched) -> None:
    for chat in (1, 2, 3):
        watched.open(f"/?chat={chat}")
        watched.look()
        watched.says(ALL[:60])
    watched.open("/?chat=1")
    watched.says(f"Searched for: {ALL} again")
    number = watched.cited(watched.page.get_by_test_id("stChatMessage").last).first
    number.hover()
    expect(watched.page.get_by_role("tooltip")).to_contain_text("strange.example/bare")
    watched.check()
    number.click()
    watched.look()
    expect(watched.panel()).to_contain_text("strange.example/bare")
    watched.open("/")
    watched.look()
    watched.says(PIECES[0])  # in the list of chats, cut short


def test_library(watched: Watched) -> None:
    watched.open()
    watched.go_to("Library")
    for name in NAMES:
        pill = watched.page.get_by_test_id("stButtonGroup").get_by_role("radio").nth(NAMES.index(name))
        pill.click()
        watched.look()
        watched.says(name)
        watched.unfold()
        watched.says(f"{ALL}.txt")
    watched.page.get_by_test_id("stButtonGroup").get_by_role("radio").first.click()
    watched.settled()
    watched.says(f"It is so. {ALL}")


def test_history(watched: Watched) -> None:
    watched.open()
    watched.go_to("History")
    watched.look()
    watched.says(ALL[:60])
    watched.page.get_by_role("button", name="More").first.click()
    watched.page.get_by_role("button", name="Delete this chat").click()
    watched.page.get_by_role("dialog").wait_for()
    watched.check()


def test_test_sets(watched: Watched) -> None:
    watched.open()
    watched.go_to("Test sets")
    watched.look()
    watched.says(NAMES[0])
    watched.page.get_by_role("tab", name="Suggested").click()
    watched.look()


def test_evaluation(watched: Watched) -> None:
    watched.open()
    watched.go_to("Evaluation")
    watched.look()
    for view in ("Cases", "Plots", "Compare", "All scores", "Settings"):
        watched.page.get_by_test_id("stButtonGroup").get_by_text(view, exact=True).click()
        watched.look()
        if view == "Cases":
            watched.page.get_by_role("combobox", name="Case").click()
            watched.page.get_by_role("option").first.click()
            watched.look()
            watched.says(ALL)


def test_settings_and_errors(watched: Watched) -> None:
    watched.open()
    watched.go_to("Settings")
    error = watched.page.get_by_role("alert").first
    expect(error).to_contain_text("cannot be loaded", timeout=120_000)
    watched.look()
    watched.says(f'"{ALL}" cannot be loaded')
    watched.go_to("Tuning")
    watched.look()
