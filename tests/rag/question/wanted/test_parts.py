"""Two questions in one, each by itself."""

import pytest

from rag.question.understanding import parts_understood, understand
from rag.question.wanted.parts import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Where does rye grow, and who brought it here?", ("Where does rye grow?", "Who brought it here?")),
        ("What makes dough rise? How long does that take?", ("What makes dough rise?", "How long does that take?")),
        (
            "How many days does rye need, and how many does wheat need?",
            ("How many days does rye need?", "How many days does wheat need?"),
        ),
        ("Which mill is oldest and which is new?", ("Which mill is oldest?", "Which mill is new?")),
        ("How many mills are there, and who owns them?", ("How many mills are there?", "Who owns them?")),
        ("Explain yeast. When was it found?", ("Explain yeast.", "When was it found?")),
        ("Was ist Hefe und wer hat sie entdeckt?", ("Was ist Hefe?", "Wer hat sie entdeckt?")),
        ("Why does dough rise, and why not?", ()),
        ("Name the three flours and what each one is for", ()),
        ("Which flours are sold and milled here?", ()),
        ("What is yeast?", ()),
    ],
)  # fmt: skip
def test_where_a_question_is_parted(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question, "de" if question.startswith("Was") else "en") == parts


def test_the_second_is_asked_after_the_first_and_both_share_the_length() -> None:
    first, second = parts_understood(understand("What is the Transistor? Who invented it?"))
    assert first.search.text == "What is the Transistor?"
    assert second.search.text == "Who invented the Transistor?"
    assert first.extent.words(100) == second.extent.words(100) == 60
    assert first.parts == ()
