"""A definition with the sentences after it in its paragraph."""

from rag.question.question import Question
from rag.values import Kind
from rag.writing.explaining.defining import definition
from tests.rag.writing.explaining.test_explanation import book, found, stored

QUESTION = Question.of("What is a quern?")
FIRST = stored(0, "A quern is a mill for the hand.")
SECOND = stored(32, "One stone is turned on another.")
THIRD = stored(64, "The grain falls out at the side.")
FOURTH = stored(97, "It was used for 8,000 years.")
UNITS = book(FIRST, SECOND, THIRD, FOURTH)


def _texts(question: Question, units: dict, *scores: float) -> list[str]:
    return [one.text for one in definition(question, found(units, *scores), units)]


def test_the_next_two_sentences_of_the_paragraph_go_on() -> None:
    assert _texts(QUESTION, UNITS, 0.9, 0, 0, 0.5) == [FIRST.text, SECOND.text, THIRD.text]


def test_only_where_a_thing_is_to_be_defined() -> None:
    assert _texts(Question.of("Who turned the quern?"), UNITS, 0.9, 0, 0, 0.5) == []


def test_a_paragraph_ends_at_a_blank_line_and_a_definition_after_sixty_words() -> None:
    apart = book(FIRST, stored(33, SECOND.text))
    assert _texts(QUESTION, apart, 0.9, 0) == []
    long = book(FIRST, stored(32, "It turns " + "and turns " * 30))
    assert _texts(QUESTION, long, 0.9, 0) == []


def test_a_sentence_that_is_nearly_as_likely_goes_before_a_caption_or_a_row() -> None:
    caption = stored(500, "Table 2. Querns. A quern is shown.")
    row = stored(600, "Quern\tstone", kind=Kind.ROW)
    for better in (caption, row):
        units = book(FIRST, SECOND, better)
        assert _texts(QUESTION, units, 0.5, 0, 0.9) == [FIRST.text, SECOND.text]
        assert _texts(QUESTION, units, 0.3, 0, 0.9) == []


def test_what_is_to_be_short_has_nothing_after_it() -> None:
    assert _texts(Question.of("What is a quern in one sentence?"), UNITS, 0.9, 0, 0, 0.5) == []
