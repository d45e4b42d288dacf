"""The chat under what people do to it: reload, stop, click, come in twos, come on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


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
    expect(answer).to_contain_text(re.compile("found nothing (about “Mongolia” )?in the material"))
    expect(answer.get_by_text("Supported")).to_have_count(0)


def test_two_people_at_once_get_their_own_answers(tab: Tab, other: Tab) -> None:
    tab.ask("How much does a plover engine weigh?")
    other.ask("How long is the tail of Zanthor?")
    expect(tab.answer()).to_contain_text("three tonnes")
    expect(other.answer()).to_contain_text("four million kilometres")
    expect(tab.page.get_by_text("tail of Zanthor")).to_have_count(1)  # in the list of recent chats alone


def test_a_question_behind_others_shows_its_place_and_can_be_withdrawn(tab: Tab, other: Tab) -> None:
    for question in ("Where was Zanthor seen from?", "What is Zanthor made of?", "Who found Zanthor?"):
        other.ask(question)
    tab.ask("What is a plover engine?")
    expect(tab.page.get_by_text(re.compile(r"Waiting: \d questions? before yours, about"))).to_be_visible()
    tab.page.get_by_role("button", name="Stop").click()
    # Its turn may come as it is stopped; what is found is there before.
    stopped = re.compile("You stopped this answer; what was there is kept|Stopped before it was answered")
    expect(tab.page.get_by_text(stopped).first).to_be_visible()
    expect(other.answer()).to_contain_text("Mirela Okonkwo")
    expect(other.page.get_by_test_id("stFeedback")).to_have_count(3)


def test_evidence_comes_first_and_stop_keeps_it(tab: Tab) -> None:
    tab.ask("Where was the first plover engine built?")
    running = tab.page.get_by_test_id("stChatMessage").last
    expect(running.get_by_role("button", name=re.compile(r"^\[1\] p\. 1"))).to_be_visible()
    running.get_by_role("button", name="Stop").click()
    stopped = tab.answer()
    expect(stopped).to_contain_text("You stopped this answer")
    expect(stopped).to_contain_text("Harwick")


def test_a_follow_up_shows_what_was_searched_for(tab: Tab) -> None:
    tab.ask("Who discovered the comet Zanthor?")
    tab.answer()
    tab.ask("How long is its tail?")
    answer = tab.answer()
    expect(answer).to_contain_text("four million kilometres")
    expect(answer.get_by_text(re.compile(r"Searched for: .*Zanthor", re.IGNORECASE))).to_be_visible()
    expect(
        tab.page.get_by_text("How long is its tail?", exact=True).first
    ).to_be_in_viewport()  # brought to the top


def test_a_source_without_pages_is_shown_as_text_with_its_words_marked(tab: Tab, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Grebes\n\nThe marsh grebe eats water snails. It nests in reeds.\n", encoding="utf-8")
    tab.ask("What does the marsh grebe eat?", notes)
    expect(tab.answer()).to_contain_text("water snails")
    marks = tab.sources().locator(".stMarkdownColoredBackground")
    expect(marks).to_have_count(1)  # so short a text needs no quote above it
    expect(marks).to_contain_text("The marsh grebe eats water snails.")


def test_a_broken_file_is_told_in_the_chat_with_and_without_a_question(tab: Tab, tmp_path: Path) -> None:
    """Whatever its kind: Streamlit would drop one of a kind that it is not told without a word."""
    broken, program = tmp_path / "broken.pdf", tmp_path / "program.exe"
    broken.write_bytes(b"no pdf at all")
    program.write_bytes(b"MZ\x00\x01")
    tab.ask("Who discovered the comet Zanthor?", broken, program)
    asked = tab.page.get_by_test_id("stChatMessage").first
    expect(asked).to_contain_text("broken.pdf could not be read. It is not a PDF")
    expect(asked).to_contain_text("program.exe could not be read. Files like ")
    tab.answer()
    tab.page.reload()
    expect(asked).to_contain_text("broken.pdf could not be read. It is not a PDF")
    expect(asked).to_contain_text("program.exe could not be read. Files like ")
    told = tab.page.locator(".st-key-added")
    expect(told).to_have_count(0)
    tab.attach(broken)
    tab.page.get_by_role("button", name="Send message").click()
    expect(told).to_contain_text("broken.pdf could not be read")
    expect(told).to_be_in_viewport(ratio=1)
    tab.page.get_by_role("button", name="Dismiss").click()
    expect(told).to_have_count(0)
    tab.go_to("Library")
    cards = tab.page.locator("[class*=st-key-job-]", has_text="broken.pdf")
    expect(cards).to_have_count(1)  # the second try took the place of the first


def test_a_thumb_down_takes_a_note_and_makes_a_test_question(tab: Tab) -> None:
    tab.ask("How much does a plover engine weigh?")
    answer = tab.answer()
    answer.get_by_test_id("stFeedback").get_by_role("radio", name="Thumbs down").click()
    reason = tab.page.get_by_role("button", name="It is wrong")  # asked at once
    reason.click()
    tab.page.get_by_label("In your own words").fill("It is four.")
    tab.page.get_by_role("button", name="Save", exact=True).click()
    tab.page.reload()
    tab.answer().get_by_role("button", name="Your reason").click()
    expect(reason).to_have_attribute("aria-pressed", "true")
    expect(tab.page.get_by_label("In your own words")).to_have_value("It is four.")
    tab.page.get_by_text("Make a test question of it").click()
    tab.page.get_by_label("What it should have answered").fill("four tonnes")
    tab.page.get_by_role("button", name="Save as test question").click()
    expect(tab.page.get_by_text("Added to the test set")).to_be_visible()


def test_a_suggested_question_is_answered(tab: Tab) -> None:
    # Not the chat of that name in the sidebar, which another test may have left.
    tab.page.get_by_test_id("stMain").get_by_role("button", name="What is a plover engine?").click()
    expect(tab.answer()).to_contain_text("swell of the sea")


def test_a_page_opens_at_its_mark_and_full_page_goes_on_from_there(tab: Tab) -> None:
    tab.ask("What is the core of Zanthor made of?")
    tab.answer()
    place = tab.sources().locator("[class*=st-key-page-image-]")
    place.get_by_role("img").wait_for()
    # The heading and the marked sentence are at a tenth of an A4 page; the margin left of them is not shown.
    tab.page.wait_for_function("() => document.querySelector('[class*=st-key-page-image-]').scrollLeft > 0")
    tab.page.get_by_role("button", name="Wider").click()
    expect(tab.page.get_by_role("button", name="Narrower")).to_be_visible()
    tab.settled()
    assert (tab.panel().bounding_box() or {"width": 0})["width"] > 480
    tab.page.get_by_role("button", name="Full page").click()
    full = tab.page.get_by_role("dialog")
    expect(full.get_by_alt_text("Page 2 of zanthor.pdf")).to_be_visible()
    full.get_by_role("button", name="Previous page").click()
    expect(full.get_by_alt_text("Page 1 of zanthor.pdf")).to_be_visible()
    tab.settled()
    full.get_by_role("button", name="Close").click()
    expect(full).to_have_count(0)
    expect(tab.sources().get_by_alt_text("Page 1 of zanthor.pdf")).to_be_visible()  # where the reader was


def test_on_a_phone_a_new_chat_puts_the_sidebar_away(phone: Tab) -> None:
    phone.page.get_by_test_id("stExpandSidebarButton").click()
    button = phone.page.get_by_role("button", name="New chat")
    expect(button).to_be_in_viewport()
    button.click()
    expect(button).not_to_be_in_viewport()
