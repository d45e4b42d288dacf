import math
import random
from types import SimpleNamespace

import pytest
import torch

from rag.evidence.judge import Judge
from training.material import lines
from training.material.judgements import Judgement, Sentence, from_json
from training.teaching.judging import Judging, drawn
from training.teaching.recipe import Recipe

IAN, RAIN, SNOW = Sentence("It came from Ian.", "The GAN."), Sentence("It rained."), Sentence("It snowed.")
ANSWERED = Judgement("Who made the GAN?", "gans", (IAN,), (RAIN,), (SNOW,))
UNANSWERED = Judgement("Who paid for the GAN?", "gans", (), (RAIN, IAN))
RECIPE = Recipe(batch=2, epochs=1.0, near_misses=0.0, casual=0.0)


class Letters:
    """One token a character."""

    eos_token_id = 1

    def encode(self, text, add_special_tokens=False):
        return [min(ord(character), 127) for character in text]


class Blank:
    """A model that knows nothing: all odds are even."""

    def __init__(self):
        self.lm_head = SimpleNamespace(weight=torch.ones(128, 4))

    def model(self, input_ids, attention_mask, use_cache):
        return SimpleNamespace(last_hidden_state=torch.ones(*input_ids.shape, 4))


def judging(*taught: Judgement, recipe: Recipe = RECIPE) -> Judging:
    return Judging(Letters(), taught, [ANSWERED], recipe)


def test_a_pair_is_what_answers_and_what_does_not():
    for seed in range(20):
        question, first, second = drawn(ANSWERED, RECIPE, random.Random(seed))
        assert question == ANSWERED.question and first == IAN and second in (RAIN, SNOW)


def test_where_nothing_answers_both_are_wrong():
    found = {drawn(UNANSWERED, RECIPE, random.Random(seed))[1:] for seed in range(20)}
    assert {sentence for pair in found for sentence in pair} == {RAIN, IAN}
    assert all(first != second for first, second in found)
    batch = next(judging(UNANSWERED, UNANSWERED).batches())
    assert not any(pair.right for pair in batch)


def test_a_changed_question_is_answered_no_longer():
    recipe = Recipe(batch=2, epochs=1.0, near_misses=1.0, casual=0.0)
    named = Judgement("Did Ada Lovelace do it in 1843?", "a", (IAN,), (Sentence("Grace Hopper was there."),))
    (pair, _) = next(judging(named, named, recipe=recipe).batches())
    assert not pair.right


@pytest.mark.parametrize(("judged", "expected"), [(ANSWERED, 1.5 * math.log(2)), (UNANSWERED, math.log(2))])
def test_what_even_odds_lose(judged, expected):
    # log 2 a sentence, and half of it again where one of the two is better
    task = judging(judged, judged)
    assert task.loss(Blank(), next(task.batches())).item() == pytest.approx(expected, abs=1e-5)


def test_the_prompts_are_those_of_use():
    (first, *_), *_ = judging(ANSWERED).watched()
    said = {Judge.prompt(ANSWERED.question, IAN.text, lead) for lead in (IAN.lead, "")}
    assert "".join(map(chr, first.first)) in said


def test_every_run_sees_the_same_pairs():
    one, other = (judging(ANSWERED, UNANSWERED).batches() for _ in range(2))
    assert [next(one) for _ in range(3)] == [next(other) for _ in range(3)]
    assert judging(*[ANSWERED] * 6).steps == 3


def test_kept_judgements_come_back_the_same(tmp_path):
    lines.write(tmp_path / "run" / "taught.jsonl", [ANSWERED, UNANSWERED])
    kept = lines.read(tmp_path / "run" / "taught.jsonl")
    assert [from_json(values) for values in kept] == [ANSWERED, UNANSWERED]
