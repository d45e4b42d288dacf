"""What a question wants done."""

import pytest

from rag.question.question import Question
from rag.values import Task


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote the charter?", Task.FACT),
        ("How many steps are there in the recipe?", Task.FACT),
        ("What is yeast?", Task.FACT),
        ("explain how bread rises pls", Task.EXPLAIN),
        ("Why does bread rise?", Task.EXPLAIN),
        ("How does an oven work?", Task.EXPLAIN),
        ("How do I find out how many loaves I need?", Task.EXPLAIN),
        ("Can you give me an example of a flat bread?", Task.EXPLAIN),
        ("Who baked it and why?", Task.EXPLAIN),
        ("rye vs wheat", Task.COMPARE),
        ("What is the difference between rye and wheat?", Task.COMPARE),
        ("Summarise the chapter on ovens", Task.SUMMARISE),
        ("List the tools of a baker", Task.LIST),
        ("What kinds of flour are there?", Task.LIST),
        ("Warum geht das Brot auf?", Task.EXPLAIN),
        ("Was ist der Unterschied zwischen Roggen und Weizen?", Task.COMPARE),
        ("Pourquoi le pain lève-t-il dans le four de la boulangerie ?", Task.EXPLAIN),
        ("¿Por qué sube el pan en el horno de la panadería?", Task.EXPLAIN),
    ],
)
def test_the_words_tell(question: str, expected: Task) -> None:
    assert Question.of(question).task is expected
