"""What a question compares."""

import pytest

from rag.question.question import Question
from rag.question.wanted.sides import sides_of


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the difference between rye and wheat?", ("rye", "wheat")),
        ("rye vs wheat vs spelt", ("rye", "wheat", "spelt")),
        ("How does the Ash Mill differ from the Oak Mill?", ("Ash Mill", "Oak Mill")),
        ("difference between hot and cold dough", ("hot dough", "cold dough")),
        ("How are one-way and two-way doors different?", ("one-way doors", "two-way doors")),
        ("Rye or wheat - when is which one better?", ("Rye", "wheat")),
        ("Was ist der Unterschied zwischen Roggen und Weizen?", ("Roggen", "Weizen")),
        ("Quelle est la différence entre le seigle et le blé ?", ("seigle", "blé")),
        ("¿Cuál es la diferencia entre el centeno y el trigo?", ("centeno", "trigo")),
    ],
)  # fmt: skip
def test_the_sides_are_named(question: str, names: tuple[str, ...]) -> None:
    sides = Question.of(question).sides
    assert sides is not None
    assert sides.names == names


def test_what_is_asked_beside_them_is_kept() -> None:
    sides = sides_of("rye vs wheat, which one keeps longer?", "en")
    assert sides is not None
    assert sides.beside == "which one keeps longer"


def test_no_sides_no_comparison() -> None:
    assert sides_of("What are the differences?", "en") is None
    assert Question.of("How many weeks lie between sowing and harvest?").sides is None
