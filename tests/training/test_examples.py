import json
import random

import pytest

from evaluation.dataset import Question, load
from evaluation.gold import Gold
from rag.models.span_loading import ADAPTER
from training.__main__ import REPORT
from training.examples import Example, group_of, held_out, varied


def example(number: int, group: str, answerable: bool = True, gold=(1, 0, 3)) -> Example:
    return Example(
        id=str(number),
        question="Who?",
        sentences=("One.", "Ada did.", "Three."),
        gold=gold if answerable else None,
        answers=("Ada",),
        answerable=answerable,
        group=group,
        distractor="From elsewhere.",
    )


def test_prompt_and_target():
    assert (
        example(1, "a").prompt()
        == "Question: Who?\n[1] One.\n[2] Ada did.\n[3] Three.\nQuestion: Who?\nAnswer:"
    )
    assert example(1, "a").target() == " [2] Ada"
    assert example(1, "a", answerable=False).target() == " none"


def test_shuffling_keeps_the_answer_where_it_is():
    for seed in range(30):
        new = varied(example(1, "a"), 0.5, random.Random(seed))
        assert new.gold is not None and new.sentences[new.gold[0]] == "Ada did."


def test_the_distractor_never_replaces_the_answer():
    seen = {varied(example(1, "a"), 1.0, random.Random(seed)).sentences for seed in range(30)}
    assert all("Ada did." in sentences and "From elsewhere." in sentences for sentences in seen)


def question(number: int, group: str, answerable: bool) -> Question:
    return Question(str(number), "Who?", Gold(answerable=answerable), context=f"{group}#{number}")


def test_no_article_is_both_trained_on_and_measured():
    questions = [question(i, f"article {i % 8}", i % 2 == 0) for i in range(80)]
    kept = held_out(questions, answerable=12, most=30)
    taught = {group_of(q) for q in questions if group_of(q) not in kept}
    measured = {group_of(q) for q in questions if group_of(q) in kept}
    assert measured and not taught & measured
    # the same groups whatever the order of the questions
    assert held_out(reversed(questions), answerable=12, most=30) == kept


def test_two_thirds_of_the_articles_are_left_to_train_on():
    # 6 articles of 2 questions hold far fewer than 300 answerable ones; 6 // 3 = 2 are kept
    assert len(held_out([question(i, f"article {i % 6}", True) for i in range(12)])) == 2


@pytest.mark.data
def test_the_shipped_adapter_knows_none_of_the_articles_that_it_is_measured_on(data):
    questions = load(data / "squad2_half").questions
    report = json.loads((ADAPTER.parent / REPORT).read_text())
    taught, kept = set(report["taught"]), set(report["held_out"])
    assert kept == held_out(questions) and not taught & kept
    assert taught | kept == {group_of(q) for q in questions}
