import json
from pathlib import Path

import pytest

from evaluation.bench.dataset import DatasetQuestion, load
from evaluation.runs.gold import Gold
from rag.models.span.loading import ADAPTER, JUDGE
from training.material import lines
from training.material.documents import (
    group_of,
    held_out,
    report_of,
    seen_groups,
    split,
    splits,
    taught_groups,
)
from training.material.examples import TrainingExample, from_json

ROOT = Path(__file__).parents[3]
KEPT_COURSES = ROOT / "benchmarks" / "courses"
COURSES = {
    path.name for folder in ("training", "benchmarks") for path in (ROOT / folder / "courses").glob("*/")
}


def example(
    number: int, group: str, answerable: bool = True, gold=(1, 0, 3), long: bool = False
) -> TrainingExample:
    return TrainingExample(
        id=str(number),
        question="Who?",
        sentences=("One.", "Ada did.", "Three."),
        gold=gold if answerable else None,
        answers=("Ada",),
        answerable=answerable,
        group=group,
        distractors=("From elsewhere.", "Another one.", "A third."),
        long=long,
    )


def test_prompt_and_target():
    assert (
        example(1, "a").prompt()
        == "Question: Who?\n[1] One.\n[2] Ada did.\n[3] Three.\nQuestion: Who?\nAnswer:"
    )
    assert example(1, "a").target() == " [2] Ada"
    assert example(1, "a", answerable=False).target() == " none"
    assert example(1, "a", long=True).target() == " [2]"


def test_kept_examples_come_back_the_same(tmp_path):
    examples = [example(1, "a"), example(2, "b", answerable=False), example(3, "c", long=True)]
    lines.write(tmp_path / "kept.jsonl", examples)
    assert [from_json(values) for values in lines.read(tmp_path / "kept.jsonl")] == examples


def question(number: int, group: str, answerable: bool) -> DatasetQuestion:
    return DatasetQuestion(str(number), "Who?", Gold(answerable=answerable), context=f"{group}#{number}")


def test_no_article_is_both_trained_on_and_measured():
    questions = [question(i, f"article {i % 8}", i % 2 == 0) for i in range(80)]
    found = split(questions)
    assert found.taught and found.watched and found.held_out
    assert not found.taught & found.held_out and not found.watched & (found.taught | found.held_out)
    assert found.taught | found.watched | found.held_out == {group_of(q) for q in questions}
    # the same groups whatever the order of the questions
    assert split(list(reversed(questions))) == found


def test_an_article_of_two_question_sets_is_in_the_same_part_of_both():
    first = [question(i, f"article {i % 8}", True) for i in range(80)]
    second = [question(i, f"article {i % 12 + 4}", True) for i in range(80)]
    found = splits([first, second])
    assert found[0] == split(first)
    assert found[1].taught | found[1].watched | found[1].held_out == {group_of(q) for q in second}
    for part in ("taught", "watched", "held_out"):
        others = {"taught", "watched", "held_out"} - {part}
        assert not getattr(found[0], part) & set().union(*(getattr(found[1], other) for other in others))


def test_two_thirds_of_the_articles_are_left_to_train_on():
    # 6 articles of 2 questions hold far fewer than 300 answerable ones; 6 // 3 = 2 are kept
    assert len(held_out([question(i, f"article {i % 6}", True) for i in range(12)])) == 2


@pytest.mark.data
@pytest.mark.parametrize("adapter", [ADAPTER, JUDGE])
def test_a_shipped_adapter_knows_none_of_the_articles_that_it_is_measured_on(data, adapter):
    questions = load(data / "squad2_half").questions
    report = json.loads(report_of(adapter).read_text())
    seen, kept = {*report["taught"], *report["watched"]}, set(report["held_out"])
    assert held_out(questions) <= kept and not seen & kept
    assert {group_of(q) for q in questions} <= seen | kept


def test_the_judge_knows_no_article_that_is_new_to_the_reader():
    # what is measured leaves out what the reader knows; the courses have a folder of what is kept apart
    assert seen_groups(JUDGE) - COURSES <= seen_groups(ADAPTER)
    assert not taught_groups(JUDGE) & {folder.name for folder in KEPT_COURSES.glob("*/")}
