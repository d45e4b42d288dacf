"""Scores of many answers → means with intervals, abstention and seconds; plain values, ready for JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from evaluation.metrics import abstention, intervals
from evaluation.metrics.latency import latency
from evaluation.runs.scoring import Scores
from rag.values import Answer, Outcome

Block = dict[str, Any]
STAGES = ("retrieve", "evidence", "first_token", "total")


def means(scores: Sequence[Scores], seed: int = 0) -> Block:
    """The mean of each score over the answers to which it applies, `None` where it applies to none."""
    names = dict.fromkeys(name for one in scores for name in one)
    found = {name: intervals.mean([one.get(name) for one in scores], seed) for name in names}
    return {name: None if interval is None else asdict(interval) for name, interval in found.items()}


def silence(pairs: Iterable[tuple[bool | None, Outcome]]) -> Block:
    """Abstention measures over pairs of (answerable, outcome); and the `counts` of the three outcomes among the
    answerable, the unanswerable, and those of which nobody said ("unknown")."""
    listed = list(pairs)
    outcomes = abstention.Outcomes.of((known, found) for known, found in listed if known is not None)
    unknown = abstention.OutcomeCounts.of(found for known, found in listed if known is None)
    found = abstention.measures(outcomes)
    measured = {name: None if interval is None else asdict(interval) for name, interval in found.items()}
    return measured | {"counts": asdict(outcomes) | {"unknown": asdict(unknown)}}


def seconds(answers: Sequence[Answer], seed: int = 0) -> Block:
    """Median with its interval, and 90th percentile, by stage."""
    found = {stage: latency([getattr(answer.seconds, stage) for answer in answers], seed) for stage in STAGES}
    return {stage: None if value is None else asdict(value) for stage, value in found.items()}


def verdicts(answers: Sequence[Answer]) -> Block:
    """For each source of claims: how many, and the share of each verdict."""
    counted = Counter((claim.source.value, claim.verdict.value) for a in answers for claim in a.claims)
    result: Block = {}
    for source in sorted({source for source, _ in counted}):
        total = sum(count for (whose, _), count in counted.items() if whose == source)
        shares = {verdict: count / total for (whose, verdict), count in counted.items() if whose == source}
        result[source] = {"claims": total, **dict(sorted(shares.items()))}
    return result
