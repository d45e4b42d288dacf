"""Two runs side by side: the settings that differ first, then what was won and lost, case by case."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from evaluation.metrics.intervals import Interval, mean, paired_difference
from evaluation.reports.report import Report, right
from evaluation.runs.figures import NAMES
from evaluation.runs.outcome import Cause
from evaluation.runs.record import Record
from evaluation.runs.runner import flat
from rag.errors import LecternError
from rag.values import Outcome

_JUDGED = ("right", "weighted_score")


class Change(StrEnum):
    """What became of a case from the first run to the second."""

    WON = "won"
    LOST = "lost"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RecordPair:
    """A case of both runs. `cause` is where the run that did not get it right lost it (the second, if both)."""

    before: Record
    after: Record
    change: Change
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A score in both runs over the cases that both have, and the paired difference, after - before."""

    name: str
    before: Interval
    after: Interval
    difference: Interval

    @property
    def clear(self) -> bool:
        """Whether the 95% interval of the difference leaves out 0."""
        return self.difference.low > 0 or self.difference.high < 0

    @property
    def same(self) -> bool:
        """Whether no case differs: then every resample's difference is 0."""
        return self.difference.low == self.difference.high == 0


@dataclass(frozen=True, slots=True)
class RunComparison:
    """`settings` maps each name that differs to its two values (None where one run has no such setting)."""

    before: Report
    after: Report
    settings: Mapping[str, tuple[Any, Any]]
    pairs: tuple[RecordPair, ...]
    differences: tuple[Difference, ...]
    only_before: int
    only_after: int

    def counts(self) -> dict[str, int]:
        """How many cases were won, lost and unchanged."""
        found = Counter(pair.change for pair in self.pairs)
        return {change.value: found[change] for change in Change}


def compare(before: Report, after: Report, seed: int = 0) -> RunComparison:
    """Pair the cases of two runs by question, what was said before, and document. Raises LecternError where they share
    none. A case that was judged by points in one run alone cannot be told: both measured something else."""
    first, second = _keyed(before.records), _keyed(after.records)
    shared = [key for key in first if key in second]
    if not shared:
        raise LecternError("The two runs have no case in common. Compare runs of the same test set.")
    pairs = tuple(_pair(first[key], second[key]) for key in shared)
    return RunComparison(
        before=before,
        after=after,
        settings=_settings(before, after),
        pairs=pairs,
        differences=tuple(_differences(pairs, seed)),
        only_before=len(first) - len(shared),
        only_after=len(second) - len(shared),
    )


def outcome_counts(comparison: RunComparison) -> dict[str, tuple[int, int]]:
    """How many of the shared cases were answered, unsure and silent, before and after."""
    return {
        kind.value: (
            sum(_reply(pair.before) == kind for pair in comparison.pairs),
            sum(_reply(pair.after) == kind for pair in comparison.pairs),
        )
        for kind in (Outcome.ANSWERED, Outcome.UNSURE, Outcome.SILENT)
    }


def to_json(comparison: RunComparison) -> dict[str, Any]:
    """A comparison as plain values."""
    return {
        "before": comparison.before.name,
        "after": comparison.after.name,
        "settings": {name: list(values) for name, values in comparison.settings.items()},
        "counts": comparison.counts(),
        "outcomes": {name: list(both) for name, both in outcome_counts(comparison).items()},
        "only_before": comparison.only_before,
        "only_after": comparison.only_after,
        "differences": [asdict(entry) | {"clear": entry.clear} for entry in comparison.differences],
        "cases": [
            {
                "question": pair.after.case.question,
                "change": pair.change.value,
                "before": pair.before.outcome.value,
                "after": pair.after.outcome.value,
                "reply_before": _reply(pair.before),
                "reply_after": _reply(pair.after),
                "cause": None if pair.cause is None else pair.cause.value,
            }
            for pair in comparison.pairs
        ],
    }


def _keyed(records: Sequence[Record]) -> dict[tuple[tuple[str, ...], int], Record]:
    """By question with its history, and document; the same case twice is told apart by its turn."""
    seen: Counter[tuple[str, ...]] = Counter()
    keyed = {}
    for record in records:
        asked = (*(turn.text for turn in record.case.history), record.case.question)
        case = (*(" ".join(text.split()).casefold() for text in asked), record.case.document)
        keyed[case, seen[case]] = record
        seen[case] += 1
    return keyed


def _pair(before: Record, after: Record) -> RecordPair:
    was, now = right(before), right(after)
    if was is None or now is None or not _alike(before, after):
        return RecordPair(before, after, Change.UNKNOWN, after.cause)
    if was == now:
        return RecordPair(before, after, Change.UNCHANGED, after.cause)
    won = now > was
    return RecordPair(before, after, Change.WON if won else Change.LOST, before.cause if won else after.cause)


def _settings(before: Report, after: Report) -> dict[str, tuple[Any, Any]]:
    first = flat(before.settings) | {"library": before.fingerprint, "embedder": before.embedder}
    second = flat(after.settings) | {"library": after.fingerprint, "embedder": after.embedder}
    names = sorted(first.keys() | second.keys())
    return {
        name: (first.get(name), second.get(name)) for name in names if first.get(name) != second.get(name)
    }


def _differences(pairs: Sequence[RecordPair], seed: int) -> list[Difference]:
    names = dict.fromkeys(
        [*NAMES, *(name for pair in pairs for record in (pair.before, pair.after) for name in record.scores)]
    )
    found = []
    for name in names:
        values = [
            (_value(pair.before, name), _value(pair.after, name))
            for pair in pairs
            if name not in _JUDGED or _alike(pair.before, pair.after)
        ]
        both = [(a, b) for a, b in values if a is not None and b is not None]
        if both:
            first, second = [a for a, _ in both], [b for _, b in both]
            one, other = mean(first, seed), mean(second, seed)
            difference = paired_difference(first, second, seed)
            assert one is not None and other is not None and difference is not None
            found.append(Difference(name, one, other, difference))
    return found


def _alike(before: Record, after: Record) -> bool:
    """Whether both are judged by points, or neither."""
    return before.judged_by_points == after.judged_by_points


def _reply(record: Record) -> str | None:
    """answered, unsure or silent; None where the case could not be asked."""
    return None if record.answer is None else record.answer.outcome.value


def _value(record: Record, name: str) -> float | None:
    known = record.figures()
    return known[name] if name in known else record.scores.get(name)
