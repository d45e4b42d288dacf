"""The chat under what people do to it: reload, stop, click, come in twos, come on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import opened_tab
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


@pytest.fixture
def other(browser: Browser, server: str) -> Iterator[Tab]:
    yield from opened_tab(browser, server)


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Tab]:
    yield from opened_tab(browser, server, width=420)


def test_a_reload_in_the_middle_of_an_answer_shows_it_going_on(tab: Tab) -> None:
    tab.ask("What is a plover engine?")
    tab.page.get_by_role("button", name="Stop").wait_for()
    tab.page.reload()
    expect(tab.page.get_by_text("What is a plover engine?").first).to_be_visible()
    expect(tab.answer()).to_contain_text("pressed air")
    tab.page.reload()  # and after it, the same answer with the same source
    expect(tab.answer()).to_contain_text("pressed air")
    expect(tab.sources().get_by_alt_text("Page 1 of plover.pdf")).to_be_visible()


def test_what_the_material_does_not_say_is_not_answered(tab: Tab) -> None:
    tab.ask("What is the capital of Mongolia?")
    answer = tab.answer()
    expect(answer).to_contain_text(re.compile("does not answer|has to do with"))
    expect(answer.get_by_text("Supported")).to_have_count(0)


def test_two_people_at_once_get_their_own_answers(tab: Tab, other: Tab) -> None:
    tab.ask("How much does a plover engine weigh?")
    other.ask("How long is the tail of Zanthor?")
    expect(tab.answer()).to_contain_text("three tonnes")
    expect(other.answer()).to_contain_text("four million kilometres")
    expect(tab.page.get_by_text("tail of Zanthor")).to_have_count(1)  # in the list of recent chats alone


def test_a_suggested_question_is_answered(tab: Tab) -> None:
    tab.page.get_by_role("button", name="What is a plover engine?").first.click()
    expect(tab.answer()).to_contain_text("swell of the sea")


def test_pages_are_turned_and_enlarged(tab: Tab) -> None:
    tab.ask("What is the core of Zanthor made of?")
    tab.answer()
    sources = tab.sources()
    expect(sources.get_by_alt_text("Page 2 of zanthor.pdf")).to_be_visible()
    sources.get_by_role("button", name="Previous page").click()
    expect(sources.get_by_text("zanthor.pdf · page 1 of 2")).to_be_visible()
    sources.get_by_role("button", name="Closer").click()
    expect(sources.get_by_role("button", name="Closest")).to_be_visible()
    with tab.page.expect_download() as download:
        sources.get_by_role("button", name="Original").click()
    assert download.value.suggested_filename == "zanthor.pdf"


def test_on_a_phone_a_source_is_a_sheet_that_closes(phone: Tab) -> None:
    phone.ask("In which year was the first plover engine built?")
    answer = phone.answer()
    expect(phone.sources()).to_be_hidden()
    answer.get_by_role("button", name=re.compile(r"^\[1\]")).first.click()
    picture = phone.sources().get_by_alt_text("Page 1 of plover.pdf")
    expect(picture).to_be_visible()
    width = phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 420  # nothing to scroll sideways for
    phone.page.locator(".st-key-close-source button").click()
    expect(phone.sources()).to_be_hidden()
