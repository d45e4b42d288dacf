"""A question has bounds: in characters as they are read, in the length of a word, in accents on a letter."""

import time

import pytest

from rag.errors import QuestionTooLong
from rag.language.words import terms
from rag.models.generation.prompts import readable
from rag.question.length import MOST_CHARACTERS, bounded, bounded_turn, check_length
from rag.question.understanding import understand
from rag.values import Turn

ACCENT = "\u0301"
LIGATURE = "\ufdfa"  # one sign, eighteen characters after normalisation
HOSTILE = {
    "letters": "a" * 100_000,
    "accents": "a" + ACCENT * 20_000,
    # Marks of two classes in the wrong order, which normalisation has to sort.
    "unsorted accents": "a" + "\u0301\u0316" * 20_000,
    "ligatures": LIGATURE * 112,  # 2,016 characters
    "words": "why " * 600,
    "emoji": "😵" * 2001,
    "blanks": "a" + " " * 1_000_000 + "b",
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE)
def test_what_is_too_long_is_refused_at_once_with_the_limit(question: str) -> None:
    start = time.process_time()
    with pytest.raises(QuestionTooLong, match="at most 2,000 can be asked at once"):
        understand(question)
    assert time.process_time() - start < 2


def test_the_length_is_counted_after_normalisation() -> None:
    with pytest.raises(QuestionTooLong, match="has 2,016 characters"):
        check_length(LIGATURE * 112)
    check_length(LIGATURE * 111)  # 1,998
    check_length("e" + ACCENT + "x" * (MOST_CHARACTERS - 1))  # é is one character
    check_length("ﬁ" * 1000)
    with pytest.raises(QuestionTooLong):
        check_length("ﬁ" * 1001)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is a GAN?", "What is a GAN?"),
        ("x" * 100, "x" * 100),
        (f"What is {'x' * 101}?", f"What is {'x' * 100}?"),
        (f"{'x' * 300} and {'y' * 300}", f"{'x' * 100} and {'y' * 100}"),
        ("a" + ACCENT * 1900 + "b", "a" + ACCENT * 8 + "b"),
        # No word of people is touched.
        ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",) * 2,
        ("什么是注意力机制" * 50,) * 2,
        ("ปัญญาประดิษฐ์คืออะไร" * 20,) * 2,
        ("ကြွှို့", "ကြွှို့"),
        ("Độ phức tạp của thuật toán là gì?",) * 2,
        ("1.5 · https://example.org/a/b?c=d",) * 2,
    ],
)
def test_overlong_words_are_cut_and_nothing_else(text: str, expected: str) -> None:
    assert bounded(text) == expected


def test_stemmers_read_as_much_of_a_word_in_a_document() -> None:
    assert terms("q" * 100_000) == terms("q" * 100)
    assert terms("ä" * 100_000) == ["a" * 100]


def test_what_was_said_before_is_bounded_too() -> None:
    assert len(bounded_turn("why " * 10_000)) == 8000
    start = time.process_time()
    question = understand("And when?", [Turn("user", "a" * 1_000_000), Turn("assistant", "b " * 1_000_000)])
    assert time.process_time() - start < 5
    assert len(question.search.text) < 1000


ACCEPTED = {
    "accents": "a" + ACCENT * 1999,
    "one word": "q" * 2000,
    "marks": "qZ#x9" * 400,
    "emoji": "😵" * 2000,
    "rare signs": "龘" * 2000,
    "names": "Ada " * 500,
    "numbers": "1.5," * 500,
    "brackets": "(" * 2000,
    "questions": "why? " * 400,
}


@pytest.mark.parametrize("question", ACCEPTED.values(), ids=ACCEPTED)
def test_whatever_is_accepted_is_taken_apart_at_once(question: str) -> None:
    start = time.process_time()
    understood = understand(question, [Turn("user", question), Turn("assistant", question)])
    assert time.process_time() - start < 5
    assert understood.text == question
    assert len(readable(understood.search.text).encode()) <= 1300


def test_models_read_the_beginning_and_the_end_of_a_long_question() -> None:
    plain = "What does the paper say of attention? " * 30  # 1,140 bytes
    assert readable(plain) == plain
    long = "I read the first chapter. " * 70 + "Who wrote it?"
    read = readable(long)
    assert read.startswith("I read the first chapter. ") and read.endswith(" Who wrote it?")
    assert " … " in read and len(read) <= 1203
    assert "\ufffd" not in readable("龘" * 2000)  # no sign is cut in two
