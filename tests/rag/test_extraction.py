import pytest

from rag.extraction import short_answer
from rag.values import Reading
from tests.rag.examples import sentence

TEXT = "Founded in 1901, the institute proposed the GAN in 2014 with two networks."


def test_the_span_of_the_kind_asked_for_nearest_the_questions_words():
    found = short_answer("When was the GAN proposed?", [sentence(TEXT, start=100)])
    assert found is not None and found.text == "2014"
    assert (found.citation.start, found.citation.end) == (100 + TEXT.index("2014"), 104 + TEXT.index("2014"))
    assert found.citation.quote == "2014"


def test_the_readers_span_wins():
    start = TEXT.index("1901")
    reading = Reading(1, start, start + 4, "1901", 0.1, 0.9)
    found = short_answer("When?", [sentence("Other."), sentence(TEXT, 2)], reading)
    assert found is not None and found.text == "1901" and found.citation.score == 0.9


def test_a_guess_of_the_reader_is_no_short_answer():
    assert short_answer("Why?", [sentence(TEXT)], Reading(0, 0, 7, "Founded", 0.1, 0.05)) is None


@pytest.mark.parametrize(
    ("question", "sure", "guess"),
    [
        ("Why was the GAN proposed?", None, None),
        ("What is a GAN?", "institute", None),
        ("How did the institute start?", "institute", None),
        ("What is the name of the institute?", "institute", "institute"),
        ("When?", "institute", "institute"),
    ],
)
def test_a_word_explains_nothing(question: str, sure: str | None, guess: str | None):
    start = TEXT.index("institute")
    for probability, expected in ((0.9, sure), (0.3, guess)):
        reading = Reading(0, start, start + len("institute"), "institute", 0.1, probability)
        found = short_answer(question, [sentence(TEXT)], reading)
        assert (found.text if found else None) == expected


def test_more_words_may_explain():
    reading = Reading(0, 0, len("Founded in 1901"), "Founded in 1901", 0.1, 0.3)
    found = short_answer("Why?", [sentence(TEXT)], reading)
    assert found is not None and found.text == "Founded in 1901"


def test_no_span_of_that_kind_no_short_answer():
    assert short_answer("What is a GAN?", [sentence(TEXT)]) is None
    assert short_answer("When?", []) is None
