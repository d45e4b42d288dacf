"""`/metrics`: what Prometheus reads. Counts and times; no words of anybody."""

from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.responses import Response

from rag.store.jobs import JobState
from service.engine import Engine

_ACTIVE = (JobState.QUEUED, JobState.READING, JobState.EMBEDDING)


def metrics(engine: Engine) -> Response:
    """Everything that is counted, and how things are at the moment."""
    now = CollectorRegistry()
    now.register(_Now(engine))
    ProcessCollector(registry=now)  # memory, processor time, open files; on Linux alone
    return Response(
        generate_latest(engine.tally.registry) + generate_latest(now), media_type=CONTENT_TYPE_LATEST
    )


class _Now(Collector):
    """How much waits, and whether all is ready."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterable[GaugeMetricFamily]:
        engine = self._engine
        yield GaugeMetricFamily("lectern_ready", "1 once questions are answered.", float(engine.loaded))
        waiting = GaugeMetricFamily(
            "lectern_questions", "Questions that wait or are being answered.", labels=["way"]
        )
        waiting.add_metric(["chat"], engine.answers.asking)
        waiting.add_metric(["program"], engine.programs.asking)
        yield waiting
        states = [job.state for job in engine.jobs.list(active_only=True)]
        jobs = GaugeMetricFamily("lectern_jobs", "Files that wait or are being read.", labels=["state"])
        for state in _ACTIVE:
            jobs.add_metric([state.value], states.count(state))
        yield jobs
        collections = engine.library.collections()
        yield GaugeMetricFamily(
            "lectern_documents", "Documents in the library.", sum(found.documents for found in collections)
        )
        yield GaugeMetricFamily(
            "lectern_evaluating", "1 while a test set is run.", float(engine.evaluation.busy)
        )
