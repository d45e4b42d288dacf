"""The judge: a model that was taught to tell whether one sentence answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from rag.common.probability import log_odds, sigmoid
from rag.models.generation import prompts
from rag.question.question import Question
from rag.values import Evidence, Kind, Passage

_LONGEST, _LEAD = 450, 120  # characters of a sentence that is judged, and of what it goes on from
# Measured on two courses, clapnq and squad2_half: by how much the judge's log-odds count beside a sentence's.
_DOUBT = 1.0


class NoneModel(Protocol):
    """A model that says how probable it is that nothing in a prompt answers."""

    def p_none(self, prompts: Sequence[str]) -> tuple[float, ...]:
        """One probability in [0, 1] a prompt."""
        ...


@runtime_checkable
class ToldModel(Protocol):
    """One that may run here or elsewhere, and says where it did."""

    def p_none_told(self, prompts: Sequence[str]) -> tuple[str, tuple[float, ...]]:
        """Who judged, in words, and one probability in [0, 1] a prompt."""
        ...


@dataclass(frozen=True, slots=True)
class Doubts:
    """Of each sentence the probability in [0, 1] that it does not answer. `by` says in words which model judged where
    another one might have; "" where there is only the one of this computer."""

    each: tuple[float, ...]
    by: str = ""


class Judge:
    """Judges sentences one by one."""

    def __init__(self, model: NoneModel) -> None:
        self._model = model

    def judged(self, question: Question, evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Doubts:
        """What the model doubts, and which one it was.

        It reads each sentence alone, with its lead (the text before it) taken from `passages`. Every sentence
        must come from one of these passages.
        """
        asked = [self.prompt(question.search.text, found.read, lead(found, passages)) for found in evidence]
        if isinstance(self._model, ToldModel):
            by, doubts = self._model.p_none_told(asked)
            return Doubts(doubts, by)
        return Doubts(self._model.p_none(asked))

    def doubts(
        self, question: Question, evidence: Sequence[Evidence], passages: Sequence[Passage]
    ) -> tuple[float, ...]:
        """For each sentence the probability in [0, 1] that it does not answer `question`, as `judged` has it."""
        return self.judged(question, evidence, passages).each

    @staticmethod
    def prompt(question: str, sentence: str, before: str) -> str:
        """What the model is asked, in training and in use: the question around one sentence and the end of its lead."""
        if len(before) > _LEAD:
            before = before[-_LEAD:].split(" ", 1)[-1]
        numbered = f"[1] {' '.join(sentence.split())[:_LONGEST]}"
        return prompts.evidence_prompt(question, f"({before})\n{numbered}" if before else numbered)


def lead(sentence: Evidence, passages: Sequence[Passage]) -> str:
    """What a sentence goes on from, on one line: what stands before it in its passage, else the passage's heading;
    "" where there is neither, or its passage is not given. "It" and "the method" are understood by it. For what is no
    sentence (a row, an item) it is its context."""
    if sentence.kind is not Kind.PARAGRAPH and sentence.context:
        return " › ".join(sentence.context)
    passage = next((passage for passage in passages if passage.rank == sentence.passage_rank), None)
    if passage is None:
        return ""
    begins_there = passage.page == sentence.page  # else it came over from the page before
    before = passage.text[: sentence.start - passage.start] if begins_there else ""
    return " ".join(before.split()) or " ".join(passage.header.split())


def doubted(score: float, doubt: float) -> float:
    """The score in [0, 1] of a sentence of which the judge doubts by `doubt` in [0, 1] that it answers."""
    return sigmoid(log_odds(score) - _DOUBT * log_odds(doubt))


def reordered(found: Sequence[Evidence], doubts: Sequence[float]) -> tuple[Evidence, ...]:
    """The sentences in the order of their scores and the judge's `doubts` of them, one each; best first."""
    scores = [doubted(sentence.score, doubt) for sentence, doubt in zip(found, doubts, strict=True)]
    order = sorted(range(len(found)), key=lambda index: (-scores[index], index))
    return tuple(
        replace(found[index], score=scores[index], rank=rank) for rank, index in enumerate(order, start=1)
    )
