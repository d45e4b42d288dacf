"""What a short form stands for."""

import pytest

from rag.evidence.short_forms import long_form, spelled_out
from rag.question.question import Question
from tests.rag.examples import sentence


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        ("Its main part is isopentyl acetate (IPA).", "IPA", "isopentyl acetate"),
        ("American foulbrood (AFB) is a disease.", "AFB", "American foulbrood"),
        ("A GAN (generative adversarial network) has two parts.", "GAN", "generative adversarial network"),
        ("The model of Google (BERT) reads both ways.", "BERT", ""),  # no letters of it
        ("Bees smell it (IPA).", "IPA", ""),
        ("IPA smells of bananas.", "IPA", ""),
    ],
)
def test_the_words_with_its_letters_beside_it(text: str, short: str, expected: str) -> None:
    span = long_form(text, short)
    assert ("" if span is None else text[slice(*span)]) == expected


@pytest.mark.parametrize(
    ("question", "is_spelled_out"),
    [
        ("What is IPA?", True),
        ("What does IPA stand for?", True),
        ("What is IPA used for?", False),
        ("What does the IPA not do?", False),
    ],
)
def test_only_a_question_for_the_short_form_itself(question: str, is_spelled_out: bool) -> None:
    found = spelled_out(
        Question.of(question), [sentence("Bees."), sentence("It is isopentyl acetate (IPA).")]
    )
    assert (found is not None) is is_spelled_out
