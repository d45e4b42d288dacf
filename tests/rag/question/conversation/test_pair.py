"""A comparison that does not say of what is one of the two things that were asked about last."""

import pytest

from rag.language.text import Text
from rag.question.conversation.pair import about_both, pair_of
from rag.question.understanding import understand
from rag.values import Task, Turn

TALK = (
    Turn("user", "What is rye?"),
    Turn("assistant", "A grain."),
    Turn("user", "and wheat?"),
    Turn("assistant", "A grain, too."),
)


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between the two?",
        "how do they differ?",
        "compare both",
        "what's the difference?",
    ],
)
def test_the_two_things_asked_about_last_are_compared(question: str) -> None:
    found = understand(question, TALK)
    assert found.task is Task.COMPARE and found.sides is not None
    assert found.sides.names == ("rye", "wheat")


@pytest.mark.parametrize("question", ["How do rye and oats differ?", "Compare the ovens of both mills"])
def test_what_says_what_it_compares_is_left(question: str) -> None:
    found = understand(question, TALK)
    assert found.sides is None or "oats" in found.sides.names


def test_one_thing_is_no_pair() -> None:
    assert pair_of([Text.of("What is rye?"), Text.of("Who grows rye?")]) == ()
    assert pair_of([Text.of("What is rye?"), Text.of("Compare oats and barley")]) == ("oats", "barley")


def test_what_points_at_two_is_replaced() -> None:
    assert (
        about_both(Text.of("Which of them is older?"), ("rye", "oats"), False)
        == "Which of rye and oats is older?"
    )
    assert about_both(Text.of("Why?"), ("rye", "oats"), False) == ""


def test_what_the_two_are_compared_with_is_a_side_too() -> None:
    for other in ("oats", "Oats"):
        found = understand(f"How do they differ from {other}?", TALK)
        assert found.sides is not None and found.sides.names == ("rye", "wheat", other)
        assert found.search.text == f"How do rye and wheat differ from {other}?"
    told = (*TALK, Turn("user", "How do they differ from oats?"), Turn("assistant", "They rise."))
    found = understand("Which of them is better?", told)
    assert found.sides is not None and found.sides.names == ("rye", "wheat", "oats")


def test_what_is_named_before_the_pointer_may_be_meant_by_it() -> None:
    assert about_both(Text.of("Does the baker Mirela know them?"), ("rye", "oats"), False) == ""
