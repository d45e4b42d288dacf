"""Which cases of a run to look at."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from evaluation.outcome import Cause, Outcome
from evaluation.record import Record

SLOW = 90
"""The percentile of a run's seconds from which a case is slow."""

_Holds = Callable[[Record], bool]
_PLAIN: Mapping[str, _Holds] = {
    "All": lambda record: True,
    "Wrong": lambda record: record.outcome in (Outcome.WRONG, Outcome.WRONGLY_ANSWERED),
    "Abstained wrongly": lambda record: record.outcome is Outcome.WRONGLY_SILENT,
    "Unsupported": lambda record: (record.scores.get("supported_claims") or 0.0) < 1 and _claims(record),
    "Retrieval missed it": lambda record: record.cause is Cause.MISSED,
    "Failed": lambda record: record.outcome is Outcome.FAILED,
}


def filters(records: Sequence[Record]) -> dict[str, tuple[Record, ...]]:
    """The records that each filter lets through, by its name, in their order.

    "Unsupported" are answers with a claim that its citations do not support whole; "Slow" is the slowest
    tenth, and nobody where all took the same time.
    """
    found = {name: tuple(filter(holds, records)) for name, holds in _PLAIN.items()}
    known = [value for record in records if (value := _seconds(record)) is not None]
    limit = float(np.percentile(known, SLOW)) if known else 0.0
    slow = [
        r for r in records if (value := _seconds(r)) is not None and value >= limit and value > min(known)
    ]
    return found | {"Slow": tuple(slow)}


def _claims(record: Record) -> bool:
    return record.answer is not None and bool(record.answer.claims)


def _seconds(record: Record) -> float | None:
    return None if record.answer is None else record.answer.seconds.total
