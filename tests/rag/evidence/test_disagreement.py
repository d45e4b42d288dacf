"""Documents that disagree are told from those that speak of different things."""

from dataclasses import replace

import pytest

from rag.evidence.disagreement import disagreement
from rag.question.question import Question
from rag.values import Evidence
from tests.rag.examples import sentence


def evidence(*texts: str) -> list[Evidence]:
    """A sentence a document."""
    return [replace(sentence(text, rank), document_id=rank) for rank, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "When is the test?",
            "The test takes place on 4 May in room B2.",
            "The test takes place on 11 May in room C3.",
        ),
        ("How tall is the tower?", "The tower is 40 metres tall.", "The tower is 52 metres tall."),
        (
            "Who teaches the course?",
            "The course is taught by Marta Holm.",
            "The course is taught by Henrik Olsen.",
        ),
        ("Are notes allowed in the test?", "Notes are allowed in the test.", "Notes are not allowed."),
        (
            "How much does the essay count?",
            "The essay counts for 30 % and the talk for 70 %.",
            "The essay counts for 40 % and the talk for 60 %.",
        ),
        # A changed copy, though not in what is asked.
        (
            "How long did it burn?",
            "A pile of 60 logs did burn for nine days.",
            "A pile of 80 logs did burn for nine days.",
        ),
    ],
)
def test_they_disagree(question: str, one: str, other: str) -> None:
    found = disagreement(Question.of(question), evidence(one, other))
    assert found is not None and (found.one.text, found.other.text) == (one, other)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("When is the test?", "The test takes place on 4 May.", "The test takes place on 4 May in room B2."),
        ("When is the test?", "The test takes place on 4 May.", "The trip takes place on 11 May."),
        ("How many parts has GX-3?", "GX-3 has 175 parts.", "GX-2 has 40 parts."),
        (
            "When was the GAN introduced?",
            "The GAN was introduced in 2014.",
            "A year later, in 2015, many used it.",
        ),
        ("Are notes allowed?", "Notes are allowed.", "Notes are allowed in the test."),
        ("What is a delta?", "A delta is a landform.", "A delta is a Greek letter."),
    ],
)
def test_they_do_not(question: str, one: str, other: str) -> None:
    assert disagreement(Question.of(question), evidence(one, other)) is None


def test_one_document_does_not_disagree_with_itself() -> None:
    both = [sentence("The test takes place on 4 May."), sentence("The test takes place on 11 May.", 2)]
    assert disagreement(Question.of("When is the test?"), both) is None
