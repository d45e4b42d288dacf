"""What is asked to be made of the material and is not made here."""

import pytest

from rag.question.understanding import understand
from rag.question.wanted.undone import Request, Undone, undone_of
from rag.values import Turn


@pytest.mark.parametrize(
    ("text", "spoken", "kind", "topic"),
    [
        ("Translate the definition of heat into German.", "en", Undone.TRANSLATION, "the definition of heat"),
        ("could you translate chapter 2 to French?", "en", Undone.TRANSLATION, "chapter 2"),
        ("Give me 5 quiz questions about heat with answers", "en", Undone.QUIZ, "heat"),
        ("quiz me on the second law", "en", Undone.QUIZ, "the second law"),
        ("make flashcards for lecture 4", "en", Undone.QUIZ, "lecture 4"),
        ("Write a short essay about heat", "en", Undone.TEXT, "heat"),
        ("Übersetze den ersten Satz ins Englische", "de", Undone.TRANSLATION, "den ersten Satz"),
        ("Stell mir drei Prüfungsfragen zu Wärme", "de", Undone.QUIZ, "Wärme"),
    ],
)
def test_a_request_is_told_from_its_words(text: str, spoken: str, kind: Undone, topic: str) -> None:
    assert undone_of(text, spoken) == Request(kind, topic)


@pytest.mark.parametrize(
    "text",
    [
        "What does heat translate into?",
        "Give me an example of heat",
        "Give me the test statistic for the t test",
        "How do I write a report about heat?",
        "Who wrote the essay about heat?",
    ],
)
def test_a_question_is_none(text: str) -> None:
    assert undone_of(text, "en") is None


def test_what_it_is_of_is_asked_instead() -> None:
    question = understand("Give me a quiz about entropy")
    assert (question.undone, question.search.text) == (Undone.QUIZ, "entropy")
    assert question.text == "Give me a quiz about entropy"


def test_what_is_named_has_nothing_to_do_with_what_was_asked_before() -> None:
    history = [Turn("user", "When was the GAN introduced?"), Turn("assistant", "In 2014.")]
    assert understand("Give me a quiz about diffusion models", history).search.text == "diffusion models"


def test_this_is_what_was_asked_before() -> None:
    history = [Turn("user", "What is entropy?"), Turn("assistant", "Entropy is a measure of disorder.")]
    question = understand("Can you translate this to French?", history)
    assert (question.undone, question.search.text) == (Undone.TRANSLATION, "What is entropy?")


def test_a_long_row_of_such_requests_is_taken_apart_all_the_same() -> None:
    said = [Turn("user", "What is entropy?"), *[Turn("user", "Translate this to French")] * 350]
    assert understand("Translate that into German", said).search.text == "What is entropy?"
    assert undone_of("translate " * 190 + "heat", "en") == Request(Undone.TRANSLATION, "heat")


@pytest.mark.parametrize(
    ("said", "text", "search"),
    [
        ("What is inflation?", "Quiz me on its causes", "inflation’s causes"),
        ("What is inflation?", "translate that answer to Spanish", "What is inflation?"),
        ("Write an essay about inflation", "When was it discovered?", "When was inflation discovered?"),
    ],
)
def test_a_topic_leans_on_what_was_said_and_is_leaned_on(said: str, text: str, search: str) -> None:
    history = [Turn("user", said), Turn("assistant", "Inflation is a rise of prices.")]
    assert understand(text, history).search.text == search


def test_more_of_it_is_no_such_request_any_more() -> None:
    history = [Turn("user", "make a quiz about inflation"), Turn("assistant", "Inflation is a rise.")]
    assert understand("more detail", history).undone is None
