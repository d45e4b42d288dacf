"""A case scored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from evaluation.metrics.answer import Encode
from evaluation.metrics.citations import all_supported
from evaluation.runs.figures import figures
from evaluation.runs.gold import Gold
from evaluation.runs.outcome import Cause, Grade, cause, outcome, points_judged
from evaluation.runs.points import points_said
from evaluation.runs.rightness import judged
from evaluation.runs.scoring import (
    METRICS,
    Scores,
    answer_scores,
    retrieval_scores,
    score,
    told_by_answer,
)
from rag.store.testsets import Case, case_from, case_values
from rag.values import Answer
from rag.values_json import answer_from_json, answer_to_store


@dataclass(frozen=True, slots=True)
class Record:
    """What came of the case at 0-based `position`. `answer` is None where asking failed: `error` then says why.
    `rescored`: it was kept when the scores meant something else, and its answer was judged anew when it was read.
    `points` has for each point of the case how many words of the answer were read when it was said, None where it was
    not."""

    position: int
    case: Case
    answer: Answer | None
    scores: Scores
    outcome: Grade
    cause: Cause | None
    error: str = ""
    rescored: bool = False
    points: tuple[int | None, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The points of the case that the answer does not say; none where it was not judged by them."""
        said = dict(zip(self.case.points, self.points, strict=False))
        return tuple(point for point, read in said.items() if read is None)

    def figures(self) -> dict[str, float | None]:
        """What it adds to the figures of a run, by the names of `evaluation.runs.figures`."""
        return figures(self.answer, self.outcome, points_judged(self.case.task, self.scores))

    @property
    def judged_by_points(self) -> bool:
        """Whether the points of its case say how right it is."""
        return points_judged(self.case.task, self.scores) is not None


def scored(position: int, case: Case, gold: Gold, answer: Answer, encode: Encode | None) -> Record:
    """The record of an answered case."""
    said = points_said(gold, answer, encode)
    scores = retrieval_scores(gold, answer.passages) | score(gold, answer, encode, said=said)
    found = outcome(gold, answer, scores)
    return Record(position, case, answer, scores, found, cause(found, scores), points=said.words)


def failed(position: int, case: Case, error: str) -> Record:
    """The record of a case that could not be asked. No score applies."""
    return Record(position, case, None, {}, Grade.FAILED, None, error)


def gold_of(case: Case, document: str = "") -> Gold:
    """What a case says is right; `document` is the name in the library of the file that the case names."""
    name = document or case.document
    return Gold(
        answers=case.answers,
        documents=frozenset({name} if name else ()),
        pages=frozenset({(name, case.page)} if name and case.page is not None else ()),
        answerable=case.answerable,
        points=case.points,
        task=case.task,
    )


def record_to_json(record: Record) -> dict[str, Any]:
    """A record as plain values; `record_from_json` reads it back."""
    return {
        "metrics": METRICS,
        "position": record.position,
        "case": case_values(record.case),
        "answer": None if record.answer is None else answer_to_store(record.answer),
        "scores": dict(record.scores),
        "outcome": record.outcome.value,
        "cause": None if record.cause is None else record.cause.value,
        "error": record.error,
        "points": list(record.points),
    }


def record_from_json(body: Mapping[str, Any]) -> Record:
    """The record that `record_to_json` made `body` from; one of an earlier version of the scores is rescored."""
    record = _kept(body)
    return (
        record
        if record.answer is None or body.get("metrics", 1) >= METRICS
        else _rescored(record, record.answer)
    )


def _rescored(record: Record, answer: Answer) -> Record:
    """By today's rules, from the answer that was kept. What cannot be measured without the library stays as it was, for
    it means the same; but for the similarity of a text that is no longer the one that is judged."""
    gold = gold_of(record.case)
    told = answer_scores(gold, answer)
    if judged(answer) == answer.text:
        told["similarity"] = record.scores.get("similarity")
    scores = record.scores | told | {"all_supported": all_supported(answer.claims)}
    found = outcome(gold, answer, scores)
    return replace(record, scores=scores, outcome=found, cause=cause(found, scores), rescored=True)


def _kept(body: Mapping[str, Any]) -> Record:
    case = case_from(body["case"])
    answer = None if body["answer"] is None else answer_from_json(body["answer"])
    told = {} if answer is None else told_by_answer(gold_of(case), answer)  # not measured by earlier versions
    return Record(
        position=body["position"],
        case=case,
        answer=answer,
        scores=told | body["scores"],
        outcome=Grade(body["outcome"]),
        cause=None if body["cause"] is None else Cause(body["cause"]),
        error=body["error"],
        points=tuple(body.get("points", ())),
    )
