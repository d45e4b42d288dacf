"""A cell that is of something else than what is asked for."""

from dataclasses import replace

import pytest

from rag.evidence.otherwise.kinds import OtherKind
from rag.evidence.tables.answer import TableAnswer
from rag.evidence.tables.otherwise import other_cell
from rag.question.question import Question
from tests.rag.evidence.tables.examples import OneTable

LIGHTS = OneTable(("Light", "Opened", "Melting point", "Keeper"), [("West Geo", "1897", "231", "Carl Toft")])
TOLD = replace(LIGHTS.passage, text="The register has the first keeper of each light.\n" + LIGHTS.text)


def other(question: str, column: int) -> OtherKind | None:
    row = LIGHTS.rows[0]
    return other_cell(Question.of(question), TableAnswer(TOLD, (row,), row.unit.cells[column]))


@pytest.mark.parametrize(
    ("question", "column", "expected"),
    [
        ("What is the boiling point of West Geo?", 2, OtherKind("boiling point", "Melting point")),
        ("When was West Geo closed?", 1, OtherKind("closed", "Opened", is_word=True)),
        ("Who was the last keeper of West Geo?", 3, OtherKind("last keeper", "first keeper")),
        ("Who was the first keeper of West Geo?", 3, None),
        ("What is the melting point of West Geo?", 2, None),
        ("At what point does West Geo melt?", 2, None),
        ("When was West Geo opened?", 1, None),
        ("Who was the old keeper of West Geo?", 3, None),
    ],
)
def test_what_the_cell_is_of_instead(question: str, column: int, expected: OtherKind | None) -> None:
    assert other(question, column) == expected


def test_a_whole_row_is_no_cell() -> None:
    assert other_cell(Question.of("When was it closed?"), TableAnswer(TOLD, (LIGHTS.rows[0],))) is None
