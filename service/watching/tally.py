"""What is counted of the work of one process, for whoever watches it: how much, how quick, how it ended. No words."""

from prometheus_client import CollectorRegistry, Counter, Histogram

from rag.values import Answer

_SECONDS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0)
FAILED, ENDED = "failed", "stopped"
"""The outcomes of a question that had no answer for an error, and of one that somebody stopped."""


class Tally:
    """Counts and times since the process began. Safe to use from many threads."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._answers = Counter(
            "lectern_answers",
            "Questions that ended, by outcome and by the way on which they came.",
            ("outcome", "way"),
            registry=self.registry,
        )
        self._evidence = self._times("lectern_evidence_seconds", "From a question to what was found for it.")
        self._whole = self._times(
            "lectern_answer_seconds", "From the turn of a question to its whole answer."
        )
        self._waited = self._times("lectern_wait_seconds", "From a question to its turn.")

    def answered(self, answer: Answer, way: str) -> None:
        """Count an answer that came by `way` ("chat", "openai", "rest", "mcp"). Of one that was stopped no time is
        kept."""
        self._answers.labels(outcome_of(answer), way).inc()
        if answer.stopped:
            return
        if answer.seconds.total is not None:
            self._whole.observe(answer.seconds.total)

    def shown(self, seconds: float) -> None:
        """Keep how long it took until what was found for a question could be shown."""
        self._evidence.observe(seconds)

    def unanswered(self, way: str, outcome: str) -> None:
        """Count a question that had no answer: FAILED or ENDED."""
        self._answers.labels(outcome, way).inc()

    def waited(self, seconds: float) -> None:
        """Keep how long a question waited for its turn."""
        self._waited.observe(seconds)

    def _times(self, name: str, meaning: str) -> Histogram:
        return Histogram(name, meaning, buckets=_SECONDS, registry=self.registry)


def outcome_of(answer: Answer) -> str:
    """What is counted of an answer: its outcome, or that it was stopped."""
    return ENDED if answer.stopped else answer.outcome.value
