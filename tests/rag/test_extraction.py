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


def test_no_span_of_that_kind_no_short_answer():
    assert short_answer("What is a GAN?", [sentence(TEXT)]) is None
    assert short_answer("When?", []) is None
