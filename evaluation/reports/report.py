"""Records → Report: means with counts and intervals, and everything that they were made with."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.runs.figures import NAMES
from evaluation.runs.groups import by_outcome, by_task
from evaluation.runs.outcome import Cause, Grade
from evaluation.runs.record import Record, record_from_json, record_to_json
from evaluation.runs.runner import records_of
from evaluation.runs.summary import Block, means, seconds, silence, verdicts
from rag.errors import LecternError
from rag.store.runs import Runs

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Report:
    """A run, told. `created` is a UNIX time; `complete` is False while cases are missing."""

    name: str
    testset: str
    collection: str
    created: float
    settings: Mapping[str, Any]
    fingerprint: str
    embedder: str
    total: int
    records: tuple[Record, ...]
    seed: int = 0

    @property
    def complete(self) -> bool:
        return len(self.records) == self.total

    @property
    def rescored(self) -> int:
        """How many records were kept by a version whose scores meant something else, and were judged anew."""
        return sum(record.rescored for record in self.records)

    def summary(self) -> Block:
        """The figures of `evaluation.runs.figures`, means with intervals, abstention, verdicts, grades (`outcomes`),
        causes and seconds, and the cases by task and by outcome (`evaluation.runs.groups`); those that failed count
        among the grades and in no mean."""
        answered = [record for record in self.records if record.answer is not None]
        answers = [record.answer for record in answered if record.answer is not None]
        pairs = [
            (record.case.answerable, record.answer.outcome)
            for record in answered
            if record.answer is not None
        ]
        outcomes = Counter(record.outcome for record in self.records)
        causes = Counter(record.cause for record in self.records)
        return {
            "cases": len(self.records),
            "of": self.total,
            "outcomes": {kind.value: outcomes[kind] for kind in Grade},
            "causes": {kind.value: causes[kind] for kind in Cause},
            **dict.fromkeys(NAMES),
            **means([record.figures() for record in self.records], self.seed),
            "by_task": by_task(self.records, self.seed),
            "by_outcome": by_outcome(self.records, self.seed),
            "scores": means([record.scores for record in answered], self.seed),
            "abstention": silence(pairs),
            "verdicts": verdicts(answers),
            "seconds": seconds(answers, self.seed),
        }


def right(record: Record) -> float | None:
    """1 where the case came out right, 0 where not, the share of its points where these judge it; `None` where nobody
    can say or asking failed."""
    return record.figures()["right"]


def report_of(runs: Runs, run_id: int, testset: str, embedder: str = "") -> Report:
    """The report of a run, finished or not."""
    run = runs.run(run_id)
    return Report(
        name=run.name,
        testset=testset,
        collection=run.collection,
        created=run.created,
        settings=run.settings,
        fingerprint=run.fingerprint,
        embedder=embedder,
        total=run.total,
        records=tuple(records_of(runs, run_id)),
    )


def to_json(report: Report) -> dict[str, Any]:
    """A report as plain values; `from_json` reads it back."""
    return {
        "format": FORMAT,
        "name": report.name,
        "testset": report.testset,
        "collection": report.collection,
        "created": report.created,
        "settings": dict(report.settings),
        "fingerprint": report.fingerprint,
        "embedder": report.embedder,
        "total": report.total,
        "seed": report.seed,
        "summary": report.summary(),
        "records": [record_to_json(record) for record in report.records],
    }


def from_json(body: Mapping[str, Any]) -> Report:
    """The report that `to_json` made `body` from."""
    return Report(
        **{name: body[name] for name in Report.__dataclass_fields__ if name != "records"},
        records=tuple(record_from_json(record) for record in body["records"]),
    )


def load(path: Path) -> Report:
    """Read a report file. Raises LecternError where it is none."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise LecternError(
            f"{path} is not a readable report ({error}). Make one with: run … --out {path}"
        ) from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise LecternError(
            f"{path} is not a report of this version. Make one with: python -m evaluation run TESTSET --out {path}"
        )
    try:
        return from_json(body)
    except (KeyError, TypeError, ValueError) as error:
        raise LecternError(
            f"{path} is damaged ({error!r}). Make it again with: run … --out {path}"
        ) from error
