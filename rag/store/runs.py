"""Runs of test sets and their records, kept as each case ends."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from rag.errors import LecternError
from rag.store import schema
from rag.store.collection_links import is_missing, linked_to, name_of
from rag.store.database import Database
from rag.store.people.access import Access
from rag.store.testsets import Case, case_from, case_values
from rag.values.people import ALONE, Asker

_GONE = "This run is no longer in the library. It may have been deleted."


class RunState(StrEnum):
    """Where a run is. A RUNNING one that no process works on was cut short and can be resumed."""

    RUNNING = "running"
    CANCELLED = "cancelled"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewRun:
    """What a run is made with: a copy of the cases, so that later edits do not change it.

    `collection` is "" for all collections; `fingerprint` names the library's state and embedder.
    """

    testset_id: int
    name: str
    collection: str
    settings: Mapping[str, Any]
    fingerprint: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """A run as listed. `done` of `total` cases are recorded; times are UNIX times.

    `collection_missing` says that there is no collection of that name; it was deleted.
    """

    id: int
    testset_id: int
    name: str
    collection: str
    state: RunState
    settings: Mapping[str, Any]
    fingerprint: str
    total: int
    done: int
    created: float
    finished: float | None
    message: str
    collection_missing: bool = False


class Runs:
    """The runs of a library that the asker may see: of those who see one, all may change it."""

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database.asked_by(asker)
        self._access = Access(asker)

    def create(self, new: NewRun) -> EvaluationRun:
        """Begin a run. Raises LecternError where the test set is not there."""
        values = {
            "testset_id": new.testset_id,
            "name": new.name,
            "state": RunState.RUNNING.value,
            "settings": dict(new.settings),
            "fingerprint": new.fingerprint,
            "cases": [case_values(case) for case in new.cases],
            "total": len(new.cases),
            "created": time.time(),
            "message": "",
        }
        with self._database.begin() as connection:
            if not self._sees_testset(connection, new.testset_id):
                raise LecternError("This test set is no longer there. It may have been deleted.")
            values |= {"owner": self._access.owner, **linked_to(connection, self._access, new.collection)}
            created = connection.execute(insert(schema.runs).values(**values).returning(schema.runs.c.id))
            key = int(created.scalar_one())
        return self.run(key)

    def all(self, testset_id: int | None = None) -> list[EvaluationRun]:
        """Every run (of a test set), newest first."""
        return self._listed(schema.runs.c.testset_id, testset_id)

    def run(self, run_id: int) -> EvaluationRun:
        """One run. Raises LecternError if it is gone."""
        found = self._listed(schema.runs.c.id, run_id)
        if not found:
            raise LecternError(_GONE)
        return found[0]

    def has(self, run_id: int) -> bool:
        """Whether the run is there for the asker."""
        query = select(schema.runs.c.id).where(schema.runs.c.id == run_id, self._access.runs())
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def cases(self, run_id: int) -> tuple[Case, ...]:
        """The cases as they were when the run began."""
        table = schema.runs.c
        with self._database.read() as connection:
            query = select(table.cases).where(table.id == run_id, self._access.runs())
            found = connection.execute(query).scalar()
        return tuple(case_from(values) for values in found or ())

    def set_state(self, run_id: int, state: RunState, message: str = "") -> None:
        """Move a run on; all but RUNNING end it, for now."""
        finished = None if state is RunState.RUNNING else time.time()
        table = schema.runs
        with self._database.begin() as connection:
            connection.execute(
                update(table)
                .where(table.c.id == run_id, self._access.runs())
                .values(state=state.value, message=message, finished=finished)
            )

    def delete(self, run_id: int) -> None:
        """Delete a run with its records."""
        with self._database.begin() as connection:
            connection.execute(delete(schema.runs).where(schema.runs.c.id == run_id, self._access.runs()))

    def add_record(self, run_id: int, position: int, body: Mapping[str, Any]) -> None:
        """Keep what came of the case at 0-based `position`, in place of an earlier try.

        Raises LecternError if the run is gone.
        """
        table = schema.records
        values = {"run_id": run_id, "position": position, "body": dict(body), "created": time.time()}
        try:
            with self._database.begin() as connection:
                seen = select(schema.runs.c.id).where(schema.runs.c.id == run_id, self._access.runs())
                if connection.execute(seen).first() is None:
                    raise LecternError(_GONE)
                connection.execute(
                    delete(table).where(table.c.run_id == run_id, table.c.position == position)
                )
                connection.execute(insert(table).values(**values))
        except IntegrityError as error:
            raise LecternError(_GONE) from error

    def records(self, run_id: int) -> dict[int, dict[str, Any]]:
        """What was recorded, by position, in order."""
        table = schema.records.c
        query = select(table.position, table.body).where(table.run_id == run_id, self._access.records())
        query = query.order_by(table.position)
        with self._database.read() as connection:
            return {row.position: row.body for row in connection.execute(query)}

    def _sees_testset(self, connection: Connection, testset_id: int) -> bool:
        table = schema.testsets.c
        query = select(table.id).where(table.id == testset_id, self._access.testsets())
        return connection.execute(query).first() is not None

    def _listed(self, column: Any, value: int | None) -> list[EvaluationRun]:
        table = schema.runs
        done = select(func.count()).where(schema.records.c.run_id == table.c.id).scalar_subquery()
        query = select(table, name_of(table, self._access), is_missing(table), done.label("done"))
        query = query.where(self._access.runs())
        query = query.order_by(table.c.id.desc())
        if value is not None:
            query = query.where(column == value)
        with self._database.read() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]


def unfinished(runs: Sequence[EvaluationRun]) -> EvaluationRun | None:
    """The newest run that can be resumed."""
    return next((run for run in runs if run.state is not RunState.DONE), None)


def _run(row: Mapping[Any, Any]) -> EvaluationRun:
    return EvaluationRun(
        id=row["id"],
        testset_id=row["testset_id"],
        name=row["name"],
        collection=row["collection"],
        state=RunState(row["state"]),
        settings=row["settings"],
        fingerprint=row["fingerprint"],
        total=row["total"],
        done=row["done"],
        created=row["created"],
        finished=row["finished"],
        message=row["message"],
        collection_missing=row["collection_missing"],
    )
