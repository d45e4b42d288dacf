"""Which cases of a run to look at."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from evaluation.runs.outcome import MEANING, WORDS, Cause, Grade
from evaluation.runs.record import Record

SLOW = 90
"""The percentile of a run's seconds from which a case is slow."""

ALL = "All"
_UNSUPPORTED, _SLOW = "Unsupported", "Slow"
FILTER_MEANINGS: Mapping[str, str] = {
    **{WORDS[kind].capitalize(): meaning for kind, meaning in MEANING.items()},
    _UNSUPPORTED: "an answer with a claim that its citations do not support whole",
    _SLOW: "the slowest tenth",
}
"""What each filter lets through, in words."""


def filters(records: Sequence[Record]) -> dict[str, tuple[Record, ...]]:
    """The records that each filter lets through, by its name, in their order.

    One for every outcome and cause, which so hold as many cases as the report counts; "Unsupported"; and
    "Slow", nobody where all took the same time.
    """
    return {
        ALL: tuple(records),
        **{WORDS[kind].capitalize(): _those(records, _came_out(kind)) for kind in Grade},
        **{WORDS[kind].capitalize(): _those(records, _lost_by(kind)) for kind in Cause},
        _UNSUPPORTED: _those(records, _is_unsupported),
        _SLOW: _slow(records),
    }


def _those(records: Sequence[Record], holds: Callable[[Record], bool]) -> tuple[Record, ...]:
    return tuple(filter(holds, records))


def _came_out(kind: Grade) -> Callable[[Record], bool]:
    return lambda record: record.outcome is kind


def _lost_by(kind: Cause) -> Callable[[Record], bool]:
    return lambda record: record.cause is kind


def _is_unsupported(record: Record) -> bool:
    claims = record.answer.claims if record.answer is not None else ()
    return bool(claims) and (record.scores.get("supported_claims") or 0.0) < 1


def _slow(records: Sequence[Record]) -> tuple[Record, ...]:
    known = [value for record in records if (value := _seconds(record)) is not None]
    limit = float(np.percentile(known, SLOW)) if known else 0.0
    return tuple(
        r for r in records if (value := _seconds(r)) is not None and value >= limit and value > min(known)
    )


def _seconds(record: Record) -> float | None:
    return None if record.answer is None else record.answer.seconds.total
