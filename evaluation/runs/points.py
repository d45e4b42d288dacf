"""What of a case's points an answer says, and how long it was."""

from dataclasses import dataclass

from evaluation.metrics.answer import Encode
from evaluation.metrics.points import carried, sentences_of
from evaluation.metrics.words import count
from evaluation.runs.gold import Gold
from evaluation.runs.rightness import plain_claim, unmarked
from rag.values import Answer, Outcome, Source

EARLY = 150
"""Words that a student reads of an explanation; what comes later is no longer counted among the early points."""


@dataclass(frozen=True, slots=True)
class PointsSaid:
    """For each point of a case how many words were read when it was said; None where it was not."""

    words: tuple[int | None, ...] = ()

    @property
    def share(self) -> float | None:
        """The share of the points that are said, None where the case has none."""
        return self._share([read is not None for read in self.words])

    @property
    def early(self) -> float | None:
        """The same among the first `EARLY` words."""
        return self._share([read is not None and read <= EARLY for read in self.words])

    @staticmethod
    def _share(said: list[bool]) -> float | None:
        return sum(said) / len(said) if said else None


def points_said(gold: Gold, answer: Answer, encode: Encode | None = None) -> PointsSaid:
    """Of the points of an answerable case; silent and unsure say none."""
    points = gold.points if gold.answerable is not False else ()
    if answer.outcome is not Outcome.ANSWERED or not points:
        return PointsSaid((None,) * len(points))
    claims = [(plain_claim(claim), bool(claim.citations)) for claim in answer.claims]
    return PointsSaid(carried(points, sentences_of(claims), encode))


def length(answer: Answer) -> int:
    """The words that are read, whatever the outcome."""
    return count(unmarked(answer.text))


def own_sentences(answer: Answer) -> float | None:
    """The share of an answer's sentences that the model wrote; None where there is no answer, or none of sentences."""
    if answer.outcome is not Outcome.ANSWERED or not answer.claims:
        return None
    return sum(claim.source is Source.MODEL for claim in answer.claims) / len(answer.claims)
