"""Words that ask are read through one wrong letter, and no other word is taken for one of them."""

import pytest

from rag.question.understanding import understand
from rag.question.wanted.spelling import respelled_request
from rag.values import Task


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("what is the diffrence betwen rye and wheat?", "what is the difference between rye and wheat?"),
        ("Expalin yeast", "explain yeast"),
        ("wHcih is older?", "which is older?"),
    ],
)
def test_one_wrong_letter_is_mended(said: str, meant: str) -> None:
    assert respelled_request(said, "en") == meant


@pytest.mark.parametrize(
    "said", ["What explains it?", "The witch compares summery states", "a sample of shoulders", "Differenz"]
)
def test_other_words_stay(said: str) -> None:
    assert respelled_request(said, "en") == said


def test_a_misspelled_comparison_is_one() -> None:
    found = understand("what is the diffrence between rye and wheat?")
    assert found.task is Task.COMPARE and found.sides is not None and found.sides.names == ("rye", "wheat")
