"""Runs: every case of a test set asked of the Assistant, scored, and kept as it ends."""

import hashlib
import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from evaluation.runs.outcome import Grade
from evaluation.runs.record import Record, failed, gold_of, record_from_json, record_to_json, scored
from evaluation.testsets.naming import Names
from rag.errors import InvalidTestSet, LecternError
from rag.settings import Settings
from rag.store.library import Library
from rag.store.runs import EvaluationRun, NewRun, Runs, RunState
from rag.store.testsets import Case

if TYPE_CHECKING:  # it takes seconds to import, which those who only read runs do not wait for
    from rag.assistant import Assistant

logger = logging.getLogger(__name__)

# What a question may run into without the whole run being at fault.
_CASE_ERRORS = (LecternError, OSError, RuntimeError, ValueError, LookupError, ArithmeticError)

OnRecord = Callable[[int, int, Record], None]
"""Called with (recorded so far, total, the newest record)."""

Turn = Callable[[], AbstractContextManager[None]]
"""Held while a case is asked, for a model that others use too."""


class Runner:
    """Runs test sets on one assistant's library, with its settings."""

    def __init__(self, assistant: "Assistant", turn: Turn = nullcontext) -> None:
        self._assistant = assistant
        self._turn = turn
        self._library = assistant.library
        self.runs = Runs(assistant.library.database, assistant.library.asker)

    def create(self, testset_id: int, name: str, collection: str, cases: Sequence[Case]) -> EvaluationRun:
        """Begin a run over a collection ("" for all). Raises LecternError where it could not end well."""
        if not cases:
            raise InvalidTestSet("The test set has no cases. Add some first.")
        self._library.check_embedder(self._assistant.embedder.fingerprint)
        return self.runs.create(
            NewRun(
                testset_id=testset_id,
                name=name,
                collection=collection,
                settings=plain_settings(self._assistant.settings),
                fingerprint=library_fingerprint(self._library, collection),
                cases=tuple(cases),
            )
        )

    def work(
        self, run_id: int, stop: threading.Event | None = None, on_record: OnRecord | None = None
    ) -> EvaluationRun:
        """Ask every case that has no answer yet; `stop` ends it after the case at hand, to be resumed.

        A case that fails is recorded with its reason, and asked again when the run is worked on again.
        Raises LecternError where `check_same` does: the scores would be of two kinds.
        """
        run = self.runs.run(run_id)
        self.check_same(run)
        cases = self.runs.cases(run_id)
        done = {record.position for record in self.records(run_id) if record.outcome is not Grade.FAILED}
        self.runs.set_state(run_id, RunState.RUNNING)
        names = Names(document.name for document in self._library.documents(run.collection or None))
        count = len(done)
        try:
            for position, case in enumerate(cases):
                if position in done:
                    continue
                if stop is not None and stop.is_set():
                    self.runs.set_state(run_id, RunState.CANCELLED)
                    return self.runs.run(run_id)
                record = self._ask(position, case, run.collection or None, names)
                self.runs.add_record(run_id, position, record_to_json(record))
                count += 1
                if on_record is not None:
                    on_record(count, len(cases), record)
        except BaseException as error:
            self.runs.set_state(run_id, RunState.FAILED, f"{type(error).__name__}: {error}")
            raise
        self.runs.set_state(run_id, RunState.DONE)
        return self.runs.run(run_id)

    def records(self, run_id: int) -> list[Record]:
        """What is recorded so far, in the order of the cases."""
        return records_of(self.runs, run_id)

    def resumable(self, testset_id: int, collection: str, cases: Sequence[Case]) -> EvaluationRun | None:
        """The newest unfinished run of the same cases, settings and library."""
        for run in self.runs.all(testset_id):
            same = run.collection == collection and self.runs.cases(run.id) == tuple(cases)
            if run.state is not RunState.DONE and same and not self._differences(run):
                return run
        return None

    def _ask(self, position: int, case: Case, collection: str | None, names: Names) -> Record:
        try:
            gold = gold_of(case, names.find(case.document) if case.document else "")
            with self._turn():
                answer = self._assistant.answer(case.question, collection, case.history)
                return scored(position, case, gold, answer, self._assistant.embedder.encode)
        except _CASE_ERRORS as error:
            if not isinstance(error, LecternError):
                logger.exception("case %d failed", position + 1)
            return failed(position, case, str(error) or type(error).__name__)

    def check_same(self, run: EvaluationRun) -> None:
        """Raises LecternError where settings or library are no longer those that the run began with."""
        differences = self._differences(run)
        if differences:
            raise LecternError(
                f"This run cannot go on: {', '.join(differences)} changed since it began. Start a new run."
            )

    def _differences(self, run: EvaluationRun) -> list[str]:
        now = flat(plain_settings(self._assistant.settings))
        then = flat(run.settings)
        changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
        if run.fingerprint != library_fingerprint(self._library, run.collection):
            changed.append("the documents")
        return changed


def records_of(runs: Runs, run_id: int) -> list[Record]:
    """What a run has recorded so far, in the order of the cases."""
    return [record_from_json(body) for body in runs.records(run_id).values()]


def plain_settings(settings: Settings) -> dict[str, Any]:
    """Settings as they are kept with a run; those are left out that change no answer."""
    return settings.model_dump(exclude={"models": {"former", "writer"}, "sharing": True})


def flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """`{"retrieval": {"alpha": 0.5}}` as `{"retrieval.alpha": 0.5}`."""
    return {f"{group}.{name}": value for group, values in settings.items() for name, value in values.items()}


def library_fingerprint(library: Library, collection: str) -> str:
    """Names what a run searches: documents by name and content, and the embedder. 16 hex digits."""
    documents = [[d.name, d.sha256, d.chunks] for d in library.documents(collection or None)]
    content = json.dumps([sorted(documents), library.fingerprint])
    return hashlib.sha256(content.encode()).hexdigest()[:16]
