"""Sections built alike, of which a question names one."""

import numpy as np

from rag.evidence.candidates import Candidate
from rag.evidence.features.sections import named_among_alike
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Unit
from tests.rag.examples import passage


def under(*headings: str) -> Candidate:
    stored = StoredUnit(1, Unit(Kind.PARAGRAPH, 1, 0, 4, headings), "Text", "", np.zeros(1, dtype=np.float32))
    return Candidate(passage("Text"), stored, "Text", frozenset(), frozenset(), None)


COURSE = (
    under("Course", "Unit 2: Charts", "Hours"),
    under("Course", "Unit 3: Weather", "Hours"),
    under("Course", "Unit 3: Weather", "Test"),
    under("Course", "Weather words"),
)


def named(question: str) -> list[bool]:
    return named_among_alike(Question.of(question), COURSE)


def test_the_section_whose_heading_the_question_names() -> None:
    assert named("How many hours does the weather unit have?") == [False, True, False, False]
    assert named("How many hours does unit 2 have?") == [True, False, False, False]


def test_words_over_all_of_them_name_none() -> None:
    assert named("How many hours does a unit of the course have?") == [False] * 4


def test_nothing_found_is_nothing_named() -> None:
    assert named_among_alike(Question.of("How many hours?"), []) == []
