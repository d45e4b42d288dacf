"""The questions about course material: both sets load, and what they say of the sample course is so."""

from functools import cache
from pathlib import Path

import pypdf
import pytest

from evaluation.metrics.answer import contains
from evaluation.testsets.testset import Case, load
from samples.build import COURSE_FOLDER

FOLDER = Path(__file__).parents[2] / "benchmarks"
SETS = ("course_develop.csv", "course_check.csv")


def _cases(name: str) -> tuple[Case, ...]:
    return load(FOLDER / name).cases


@cache
def _page(document: str, page: int) -> str:
    return pypdf.PdfReader(COURSE_FOLDER / document).pages[page - 1].extract_text()


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_40_answerable_questions_and_20_that_the_material_does_not_answer(name: str) -> None:
    cases = _cases(name)
    assert [case.answerable for case in cases].count(True) == 40
    assert [case.answerable for case in cases].count(False) == 20
    assert [(case.document or "").endswith(".pdf") for case in cases].count(True) == 22
    assert not any(case.answers or case.document for case in cases if not case.answerable)


@pytest.mark.parametrize("name", SETS)
def test_every_accepted_answer_is_on_its_page_of_the_sample_course(name: str) -> None:
    for case in _cases(name):
        if case.document and case.document.endswith(".pdf") and case.page:
            page = _page(case.document, case.page)
            assert [answer for answer in case.answers if not contains(page, [answer])] == [], case.question


def test_no_question_is_in_both_sets() -> None:
    develop, check = ({case.question.casefold() for case in _cases(name)} for name in SETS)
    assert not develop & check
