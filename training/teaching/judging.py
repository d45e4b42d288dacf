"""The task of the judge: to tell a sentence that answers from one that does not, in pairs of one question."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from rag.evidence.judge import Judge
from training.material.alterations import names_in
from training.material.judgements import Judgement, Sentence
from training.material.near_misses import near_miss
from training.teaching.batches import alike, autocast, batches, hidden_states
from training.teaching.recipe import Recipe

# The share of sentences without their leads: the first ones of a page have none.
_UNLED = 0.1
# How the chance falls from a likely wrong sentence to the next one.
_FALL = 0.55
# How often the wrong one is of another document, as most that are read beside a course's right one are.
_FOREIGN = 0.4
# What the order within a pair counts beside right and wrong.
_ORDER = 0.5
_NONE, _ANSWER = " none", " ["


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """The prompts of two sentences; the second never answers, the first where `right`."""

    first: list[int]
    second: list[int]
    right: bool


class Judging:
    """What is learned is the log-odds of " [" against " none" after the prompt, as the judge is asked."""

    def __init__(
        self, tokenizer: Any, taught: Sequence[Judgement], unseen: Sequence[Judgement], recipe: Recipe
    ) -> None:
        self._tokenizer, self._recipe = tokenizer, recipe
        self._taught, self._unseen = taught, unseen
        self.steps = max(1, int(len(taught) * recipe.epochs) // recipe.batch)
        self._answer, self._none = (self._ids(token)[0] for token in (_ANSWER, _NONE))

    def batches(self) -> Iterator[list[JudgedPair]]:
        return batches(self._taught, self._recipe, self._pair, _width)

    def watched(self) -> list[list[JudgedPair]]:
        generator = random.Random(self._recipe.seed)
        pairs = [self._pair(judged, generator) for judged in self._unseen]
        return alike(pairs, self._recipe.batch, _width)

    def loss(self, model: Any, batch: Sequence[JudgedPair]) -> torch.Tensor:
        """Binary cross entropy of both sentences, and of which of them is the better one."""
        odds = self._odds(model, [row for pair in batch for row in (pair.first, pair.second)])
        right = torch.tensor([value for pair in batch for value in (float(pair.right), 0.0)])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, right)
        ordered = torch.tensor([pair.right for pair in batch])
        margins = (odds[0::2] - odds[1::2])[ordered]
        if len(margins):
            loss = loss + _ORDER * torch.nn.functional.softplus(-margins).mean()
        return loss

    def _odds(self, model: Any, rows: Sequence[list[int]]) -> torch.Tensor:
        """The log-odds (rows,) that the sentence answers."""
        with autocast():
            hidden = hidden_states(model, self._tokenizer, rows)
        last = hidden[torch.arange(len(rows)), torch.tensor([len(row) - 1 for row in rows])].float()
        logits = last @ model.lm_head.weight[[self._answer, self._none]].float().T
        odds: torch.Tensor = logits[:, 0] - logits[:, 1]
        return odds

    def _pair(self, judged: Judgement, generator: random.Random) -> JudgedPair:
        question, first, second = drawn(judged, self._recipe, generator)
        right = first in judged.right and question == judged.question
        if generator.random() < self._recipe.casual:
            question = question.rstrip("?؟？ ").lower()
        rows = [self._row(question, sentence, generator) for sentence in (first, second)]
        return JudgedPair(rows[0], rows[1], right)

    def _row(self, question: str, sentence: Sentence, generator: random.Random) -> list[int]:
        lead = "" if generator.random() < _UNLED else sentence.lead
        return self._ids(Judge.prompt(question, sentence.text, lead))

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False))


def _width(pair: JudgedPair) -> int:
    return max(len(pair.first), len(pair.second))


def drawn(judged: Judgement, recipe: Recipe, generator: random.Random) -> tuple[str, Sentence, Sentence]:
    """A question and two sentences: one that answers where there is one, and one that does not.

    Now and then a word of the question is changed, so that what answered it does no longer.
    """
    wrong = _wrong(judged, generator)
    second = _likely(wrong, generator)
    if not judged.right:
        return judged.question, _likely([one for one in wrong if one != second] or wrong, generator), second
    first = generator.choice(judged.right)
    question = judged.question
    if generator.random() < recipe.near_misses:
        near = [sentence.text for sentence in (first, *judged.wrong[:2])]
        names = names_in([sentence.text for sentence in wrong])
        question = near_miss(question, near, names, generator) or question
    return question, first, second


def _wrong(judged: Judgement, generator: random.Random) -> list[Sentence]:
    """Those that do not answer: now and then those of other documents first."""
    parts = [judged.wrong, judged.foreign]
    if generator.random() < _FOREIGN:
        parts.reverse()
    return [sentence for part in parts for sentence in part]


def _likely(wrong: Sequence[Sentence], generator: random.Random) -> Sentence:
    """One of the likeliest first ones, mostly."""
    return wrong[min(int(generator.expovariate(_FALL)), len(wrong) - 1)]
