"""Sections with one heading, told apart by the one over it."""

from dataclasses import replace

import numpy as np
import pytest

from rag.evidence.sections.alike import near_sections, section_answer
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage, Unit
from tests.rag.examples import passage

COURSE = (
    ("Module 1: Bread", {"Hours": "4 hours in the bakery.", "Outcomes": "Students can knead dough."}),
    ("Module 2: Cheese", {"Hours": "6 hours in the dairy.", "Outcomes": "Students can press curd."}),
    ("Module 3: Beer", {"Hours": "8 hours in the brewery.", "Signing up": "Ask Mr Osei."}),
)


class Sections:
    """The units of one document: sections under the modules of a course."""

    def __init__(self) -> None:
        self.units: list[StoredUnit] = []
        self._end = 0
        for over, sections in COURSE:
            self._add(Kind.HEADING, over, ("Cookery",), (1, 0))
            for head, said in sections.items():
                place = self._add(Kind.HEADING, head, ("Cookery", over), (1, 0))
                self._add(Kind.PARAGRAPH, said, ("Cookery", over, head), (1, place))

    def _add(self, kind: Kind, text: str, context: tuple[str, ...], under: tuple[int, int]) -> int:
        start = self._end
        unit = Unit(kind, 1, start, start + len(text), context, under=under)
        self.units.append(StoredUnit(1, unit, text, "", np.zeros(1, dtype=np.float32)))
        self._end += len(text) + 1
        return start

    def of(self, passages: list[Passage]) -> list[list[StoredUnit]]:
        return [self.units for _ in passages]

    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]:
        return []

    def of_document(self, document_id: int) -> list[StoredUnit]:
        return self.units


def answered(question: str) -> str:
    found = section_answer(Question.of(question), [passage("Cookery")], Sections())
    return "" if found is None else " ".join(one.text for one in found.units)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many hours does module 2 have?", "6 hours in the dairy."),
        ("What are the outcomes of the cheese module?", "Students can press curd."),
        ("How many hours in the brewery does module 3 have?", "8 hours in the brewery."),
        ("How many hours in the kitchen does module 3 have?", ""),  # "kitchen" is nowhere
        ("How many hours does a module have?", ""),  # each of them
        ("When are the hours of module 2?", ""),  # no date stands there
        ("Who is asked about signing up for module 3?", ""),  # no other section has that heading
    ],
)
def test_the_section_that_a_question_names_answers_it(question: str, expected: str) -> None:
    assert answered(question) == expected


def test_the_section_is_whole_though_a_passage_has_a_part_of_it() -> None:
    class Part(Sections):
        def of(self, passages: list[Passage]) -> list[list[StoredUnit]]:
            return [[one for one in self.units if one.text != "Students can skim it."] for _ in passages]

    units = Part()
    pressed = next(one for one in units.units if one.text == "Students can press curd.")
    unit = replace(pressed.unit, start=pressed.unit.end + 1000, end=pressed.unit.end + 1021)
    units.units.append(replace(pressed, unit=unit, text="Students can skim it."))
    found = section_answer(Question.of("What are the outcomes of module 2?"), [passage("Cookery")], units)
    assert found is not None
    assert [one.text for one in found.units] == ["Students can press curd.", "Students can skim it."]


def test_a_number_that_no_heading_has_is_a_near_miss():
    found = near_sections(Question.of("How many hours does module 9 have?"), [passage("C")], Sections())
    assert found is not None
    assert found.asked == "module 9"
    assert [section.over for section in found.sections] == [name for name, _ in COURSE]


@pytest.mark.parametrize(
    "question",
    [
        "How many hours does module 2 have?",
        "What are the outcomes of module 3?",  # it is there, without them
        "How many teachers does module 9 have?",
        "How many of the 9 hours are left?",
    ],
)
def test_what_a_heading_has_or_no_section_is_of_is_no_near_miss(question: str) -> None:
    assert near_sections(Question.of(question), [passage("C")], Sections()) is None
