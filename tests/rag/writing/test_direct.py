"""What is answered without a search."""

import pytest

from rag.question.understanding import understand
from rag.store.library import Library
from rag.values import Outcome, Task, Turn
from rag.writing.direct import DirectAnswers
from tests.rag.catalogue.test_catalogue import library  # noqa: F401 - the fixture


@pytest.mark.parametrize(
    "text", ["hi", "thanks!", "who are you?", "what can you do?", "how do I add a file?", "bye"]
)
def test_a_remark_gets_a_friendly_line_and_no_claims(library: Library, text: str) -> None:  # noqa: F811
    answer = DirectAnswers(library).answer(understand(text))
    assert answer is not None and answer.task is Task.TALK and answer.outcome is Outcome.ANSWERED
    assert answer.text and answer.claims == () and answer.search_query == ""


def test_who_it_is(library: Library) -> None:  # noqa: F811
    answer = DirectAnswers(library).answer(understand("Who are you and what can you do?"))
    assert answer is not None and answer.text.startswith("I am Lectern.")


def test_a_question_about_the_documents_points_at_places(library: Library) -> None:  # noqa: F811
    answer = DirectAnswers(library).answer(understand("How many pages does river-notes.pdf have?"))
    assert answer is not None and answer.task is Task.ABOUT and answer.outcome is Outcome.ANSWERED
    assert answer.text == "river-notes.pdf has 3 pages. [1]"
    assert [cited.document for claim in answer.claims for cited in claim.citations] == ["river-notes.pdf"]


def test_what_the_catalogue_does_not_know_is_searched(library: Library) -> None:  # noqa: F811
    assert DirectAnswers(library).answer(understand("Which document mentions volcanoes?")) is None
    assert DirectAnswers(library).answer(understand("What is a delta?")) is None


def test_which_document_is_meant_is_asked(library: Library) -> None:  # noqa: F811
    answer = DirectAnswers(library).answer(understand("What is on page 1?"))
    assert answer is not None and answer.outcome is Outcome.SILENT and "Say which one" in answer.text


def test_thanks_are_no_part_of_the_conversation() -> None:
    history = [
        Turn("user", "What is a delta?"),
        Turn("assistant", "A delta grows where a river meets the sea."),
        Turn("user", "thanks, that helps"),
        Turn("assistant", "You are welcome!"),
    ]
    with_thanks = understand("And a spring?", history)
    assert with_thanks.search.text == understand("And a spring?", history[:2]).search.text
    assert "welcome" not in with_thanks.search.text


def test_what_is_summed_up_is_a_summary(library: Library) -> None:  # noqa: F811
    answer = DirectAnswers(library).answer(understand("Summarise chapter 2 of the river notes"))
    assert answer is not None and answer.task is Task.SUMMARISE and answer.from_catalogue
    assert answer.text.startswith("Chapter 2: Deltas (river-notes.pdf, page 3):")
