import json
import random

import pytest

from evaluation.dataset import Question, load
from evaluation.gold import Gold
from rag.models.span_loading import ADAPTER
from training.documents import REPORT, group_of, held_out, split
from training.examples import Example, read, varied, write
from training.recipe import Recipe


def example(number: int, group: str, answerable: bool = True, gold=(1, 0, 3), long: bool = False) -> Example:
    return Example(
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


def variants(distractors: float, absent: float) -> list[Example]:
    recipe = Recipe(distractors=distractors, absent=absent)
    return [varied(example(1, "a"), recipe, random.Random(seed)) for seed in range(30)]


def test_shuffling_keeps_the_answer_where_it_is():
    found = variants(distractors=0.5, absent=0.0)
    assert all(new.gold is not None and new.sentences[new.gold[0]] == "Ada did." for new in found)
    assert len({new.sentences for new in found}) > 3


def test_the_distractor_never_replaces_the_answer():
    found = variants(distractors=1.0, absent=0.0)
    assert all("Ada did." in new.sentences and "From elsewhere." in new.sentences for new in found)


def test_sentences_from_elsewhere_do_not_answer():
    found = variants(distractors=0.0, absent=1.0)
    assert all(new.gold is None and new.target() == " none" for new in found)
    assert {frozenset(new.sentences) for new in found} == {frozenset(example(1, "a").distractors)}


def test_kept_examples_come_back_the_same(tmp_path):
    examples = [example(1, "a"), example(2, "b", answerable=False), example(3, "c", long=True)]
    write(tmp_path / "kept.jsonl", examples)
    assert read(tmp_path / "kept.jsonl") == examples


def question(number: int, group: str, answerable: bool) -> Question:
    return Question(str(number), "Who?", Gold(answerable=answerable), context=f"{group}#{number}")


def test_no_article_is_both_trained_on_and_measured():
    questions = [question(i, f"article {i % 8}", i % 2 == 0) for i in range(80)]
    found = split(questions)
    assert found.taught and found.watched and found.held_out
    assert not found.taught & found.held_out and not found.watched & (found.taught | found.held_out)
    assert found.taught | found.watched | found.held_out == {group_of(q) for q in questions}
    # the same groups whatever the order of the questions
    assert split(list(reversed(questions))) == found


def test_two_thirds_of_the_articles_are_left_to_train_on():
    # 6 articles of 2 questions hold far fewer than 300 answerable ones; 6 // 3 = 2 are kept
    assert len(held_out([question(i, f"article {i % 6}", True) for i in range(12)])) == 2


@pytest.mark.data
def test_the_shipped_adapter_knows_none_of_the_articles_that_it_is_measured_on(data):
    questions = load(data / "squad2_half").questions
    report = json.loads((ADAPTER.parent / REPORT).read_text())
    seen, kept = {*report["taught"], *report["watched"]}, set(report["held_out"])
    assert held_out(questions) <= kept and not seen & kept
    assert {group_of(q) for q in questions} <= seen | kept
