"""The cases of a run by task and by outcome: how good the answers are, how long, and who wrote them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evaluation.metrics import intervals
from evaluation.runs.points import length
from evaluation.runs.record import Record
from rag.values import Outcome, Source, Task

Block = dict[str, Any]
NO_TASK, FAILED = "not known", "could not be asked"
MEASURED = ("right", "points", "words", "own_sentences")
"""What each group has as an interval (see `evaluation.metrics.intervals`), None where it applies to no case of it:
`right` over cases, `points` over cases with points, the mean of `words` over what was said, `own_sentences` over the
sentences of answers."""


def by_task(records: Sequence[Record], seed: int = 0) -> Mapping[str, Block]:
    """The task that the case says, else the one that was answered; of the others nobody knows it."""
    order = [*(task.value for task in Task), NO_TASK]
    return _grouped(records, order, [_task(record) for record in records], seed)


def by_outcome(records: Sequence[Record], seed: int = 0) -> Mapping[str, Block]:
    """Answered, unsure, silent."""
    order = [*(outcome.value for outcome in Outcome), FAILED]
    names = [FAILED if record.answer is None else record.answer.outcome.value for record in records]
    return _grouped(records, order, names, seed)


def _task(record: Record) -> str:
    if record.case.task is not None:
        return record.case.task.value
    answered = record.answer is not None and record.answer.outcome is Outcome.ANSWERED
    return record.answer.task.value if record.answer is not None and answered else NO_TASK


def _grouped(
    records: Sequence[Record], order: Iterable[str], names: Sequence[str], seed: int
) -> dict[str, Block]:
    found = {
        name: [record for record, held in zip(records, names, strict=True) if held == name] for name in order
    }
    return {name: _block(held, seed) for name, held in found.items() if held}


def _block(records: Sequence[Record], seed: int) -> Block:
    answers = [record.answer for record in records if record.answer is not None]
    claims = [claim for answer in answers if answer.outcome is Outcome.ANSWERED for claim in answer.claims]
    own = sum(claim.source is Source.MODEL for claim in claims)
    measured = {
        "right": intervals.mean([record.figures()["right"] for record in records], seed),
        "points": intervals.mean([record.scores.get("points") for record in records], seed),
        "words": intervals.mean([float(length(answer)) for answer in answers], seed),
        "own_sentences": intervals.share(own, len(claims)),
    }
    counts = {kind.value: sum(answer.outcome is kind for answer in answers) for kind in Outcome}
    intervals_told = {name: None if value is None else asdict(value) for name, value in measured.items()}
    return {"cases": len(records), **counts, **intervals_told}
