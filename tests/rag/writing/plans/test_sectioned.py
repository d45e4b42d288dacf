"""What an answer from a section says."""

import numpy as np

from rag.evidence.sections.alike import AlikeSection, NearSections
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Answer, Kind, Outcome, Unit
from rag.writing.plans.sectioned import SectionTold, with_near_sections, with_section
from tests.rag.examples import passage

BASE = Answer("Q", "Q", Outcome.SILENT, "")


def section(*texts: str, over: str = "Module 2: Cheese", kind: Kind = Kind.PARAGRAPH) -> AlikeSection:
    units, start = [], 0
    for text in texts:
        unit = Unit(kind, 1, start, start + len(text))
        units.append(StoredUnit(1, unit, text, "", np.zeros(1, dtype=np.float32)))
        start += len(text) + 1
    return AlikeSection(passage(" ".join(texts)), over, "Hours", tuple(units))


def told(question: str, *texts: str) -> Answer:
    return with_section(BASE, SectionTold.of(Question.of(question), section(*texts)))


def test_the_section_is_said_with_the_number_that_is_asked_for():
    answer = told("How many hours does module 2 have?", "It is held in the dairy.", "It takes 6 hours.")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.text == "It is held in the dairy. [1] It takes 6 hours. [2]"
    assert answer.short is not None and answer.short.text == "6 hours"


def test_what_is_no_number_has_no_short_answer():
    assert told("What are the outcomes of module 2?", "Students can press curd in 3 ways.").short is None


def test_a_near_miss_says_what_is_there_instead():
    near = NearSections(
        (section("4 hours.", over="Module 1"), section("6 hours.", over="Module 2")), "module 9"
    )
    answer = with_near_sections(BASE, near, "en")
    assert answer.outcome is Outcome.UNSURE and answer.short is None
    assert answer.text.splitlines() == [
        "It gives “Hours” of “Module 1”, “Module 2”, not of “module 9”.",
        "Module 1: 4 hours. [1]",
        "Module 2: 6 hours. [2]",
    ]
