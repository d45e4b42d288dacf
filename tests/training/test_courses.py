"""The courses that were written to teach by."""

from collections import Counter
from pathlib import Path

import pytest

from evaluation.bench.dataset import Dataset, DatasetQuestion, load
from evaluation.testsets import testset
from rag.language.sentences import spans
from rag.language.words import content_words

ROOT = Path(__file__).parents[2]
TAUGHT = sorted((ROOT / "training" / "courses").glob("*/"))
KEPT = sorted((ROOT / "benchmarks" / "courses").glob("*/"))
FACTS = [
    *sorted((ROOT / "training" / "facts").glob("*/")),
    *sorted((ROOT / "benchmarks" / "facts").glob("*/")),
]
MEASURED_BY = [
    ROOT / "samples" / "testset.csv",
    ROOT / "benchmarks" / "course_develop.csv",
    ROOT / "benchmarks" / "course_check.csv",
]


@pytest.fixture(scope="module")
def courses() -> dict[str, Dataset]:
    return {folder.name: load(folder) for folder in [*TAUGHT, *KEPT, *FACTS]}


def test_there_are_courses_to_teach_by_and_others_to_measure_by():
    assert len(TAUGHT) == 14 and len(KEPT) == 2 and len(FACTS) == 8
    assert len({folder.name for folder in [*TAUGHT, *KEPT, *FACTS]}) == 24


def test_answers_stand_where_they_are_said_to(courses):
    for course in courses.values():
        text = {lecture.name: lecture.pages[0].text for lecture in course.texts}
        for question in course.questions:
            stated = [text[span.document][span.start : span.end] for span in question.gold.spans]
            assert bool(stated) == question.gold.answerable == bool(question.gold.answers), question
            assert all(any(answer in words for words in stated) for answer in question.gold.answers), question


def test_each_course_has_questions_that_it_answers_and_near_misses(courses):
    for name in [folder.name for folder in [*TAUGHT, *KEPT]]:
        course = courses[name]
        answerable = sum(bool(question.gold.answerable) for question in course.questions)
        assert 140 <= answerable <= 160 and len(course.questions) - answerable == 80


def test_most_questions_of_hard_facts_have_another_about_the_same_sentence(courses):
    for name in [folder.name for folder in FACTS]:
        text = {lecture.name: lecture.pages[0].text for lecture in courses[name].texts}
        beside = Counter[str]()
        for question in courses[name].questions:
            (span,) = question.gold.spans
            (start, end), *_ = [
                (a, b) for a, b in spans(text[span.document]) if a <= span.start and span.end <= b
            ]
            assert text[span.document][span.start : span.end] == question.gold.answers[0], question
            beside[text[span.document][start:end]] += 1
        assert sum(count for count in beside.values() if count > 1) > len(courses[name].questions) / 2


def test_nothing_is_taught_that_is_measured_by(courses):
    asked = {terms(question.text) for course in courses.values() for question in course.questions}
    measured = {terms(case.question) for path in MEASURED_BY for case in testset.load(path).cases}
    assert len(measured) == 160 and not asked & measured


def test_a_course_is_all_one_group(courses):
    for name, course in courses.items():
        assert {group(question) for question in course.questions} == {name}


def terms(question: str) -> frozenset[str]:
    return frozenset(word.term for word in content_words(question))


def group(question: DatasetQuestion) -> str:
    return question.context.split("#")[0]
