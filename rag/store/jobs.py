"""Ingestion jobs: what is to be read, how far it is, what became of it. Seen by every process and tab."""

import builtins
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, case, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from rag.errors import LecternError
from rag.store.collection_links import linked_to, name_of
from rag.store.database import Database
from rag.store.documents.attached import keep_problem
from rag.store.schema import jobs as table


class JobState(StrEnum):
    """Where a job is: waiting, at work, or finished in one of four ways."""

    QUEUED = "queued"
    READING = "reading"
    EMBEDDING = "embedding"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    CANCELLED = "cancelled"


_AT_WORK = (JobState.READING, JobState.EMBEDDING)
_ACTIVE = (JobState.QUEUED, *_AT_WORK)
_TOO_EARLY = 2.0  # seconds
_AGAIN = (JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be read. `path` is its staged copy, "" where there is none.

    `done` of `total` are pages while reading, chunks while embedding; `pages` are those of the file, 0 before they
    are known. `message` says why it failed or was skipped, or what is wrong with the file. `created`, `updated` and
    `began`, when its state became what it is, are UNIX times.
    """

    id: int
    collection: str
    name: str
    path: str
    sha256: str
    owner: str
    state: JobState
    done: int
    total: int
    message: str
    created: float
    updated: float
    pages: int = 0
    began: float = 0.0

    def seconds_left(self, now: float) -> float | None:
        """For how long it will be in this state, at the speed so far; None while that is a guess."""
        passed = now - self.began
        if self.state not in _AT_WORK or not self.done or not self.began or passed < _TOO_EARLY:
            return None
        return passed * (self.total - self.done) / self.done

    @property
    def is_active(self) -> bool:
        """Whether it is waiting or at work."""
        return self.state in _ACTIVE


class Jobs:
    """The jobs of a library. Every change is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, collection: str, name: str, path: str, sha256: str, owner: str = "") -> int:
        """Queue a file; returns the job's id."""
        now = time.time()
        with self._database.begin() as connection:
            values = {"name": name, "path": path, "sha256": sha256, "owner": owner, "created": now}
            fresh = {"state": JobState.QUEUED, "done": 0, "total": 0, "message": "", "updated": now}
            place = linked_to(connection, collection)
            created = connection.execute(
                insert(table).values(**values, **fresh, **place).returning(table.c.id)
            )
            return int(created.scalar_one())

    def get(self, job_id: int) -> Job | None:
        """The job, or None if it was cleared."""
        found = self._select(table.c.id == job_id)
        return found[0] if found else None

    def list(self, collection: str | None = None, active_only: bool = False) -> builtins.list[Job]:
        """The jobs of a collection (None: of all), oldest first."""
        conditions: builtins.list[ColumnElement[bool]] = []
        if collection is not None:
            conditions.append(_of(collection))
        if active_only:
            conditions.append(table.c.state.in_(_ACTIVE))
        return self._select(*conditions)

    def claim(self) -> Job | None:
        """The oldest job that waits, now at work; None where none waits."""
        with self._database.begin() as connection:
            query = select(table.c.id).where(table.c.state == JobState.QUEUED)
            found = connection.execute(query.order_by(table.c.id).limit(1)).scalar()
            if found is None:
                return None
            values = {"state": JobState.READING, "done": 0, "total": 0, "message": "", "pages": 0}
            now = time.time()
            connection.execute(
                update(table).where(table.c.id == found).values(**values, updated=now, began=now)
            )
        return self.get(int(found))

    def report(self, job_id: int, state: JobState, done: int, total: int) -> bool:
        """Write how far a job is. False where it is no longer at work, because it was cancelled."""
        values: dict[str, Any] = {"state": state, "done": done, "total": total}
        values["began"] = case((table.c.state == state, table.c.began), else_=time.time())
        if state is JobState.READING:
            values["pages"] = total
        changed = self._update(values, table.c.id == job_id, table.c.state.in_(_AT_WORK))
        return changed > 0

    def is_at_work(self, job_id: int) -> bool:
        """Whether it is being read, and nobody has cancelled it."""
        return bool(self._select(table.c.id == job_id, table.c.state.in_(_AT_WORK)))

    def finish(self, job_id: int, state: JobState, message: str = "") -> None:
        """Write what became of a job, whatever was asked meanwhile; also beside the question that it came with."""
        values = {"state": state, "message": message, "updated": time.time()}
        with self._database.begin() as connection:
            connection.execute(update(table).where(table.c.id == job_id).values(**values))
            keep_problem(connection, job_id, message if state is JobState.FAILED else "")

    def cancel(self, job_id: int) -> bool:
        """Cancel a job that waits or is at work; False where it is finished already."""
        return (
            self._update({"state": JobState.CANCELLED}, table.c.id == job_id, table.c.state.in_(_ACTIVE)) > 0
        )

    def cancel_all(self, collection: str | None = None) -> int:
        """Cancel all jobs of a collection (None: of all) that wait or are at work; returns how many."""
        conditions: builtins.list[ColumnElement[bool]] = [table.c.state.in_(_ACTIVE)]
        if collection is not None:
            conditions.append(_of(collection))
        return self._update({"state": JobState.CANCELLED}, *conditions)

    def retry(self, job_id: int) -> None:
        """Queue a failed or cancelled job again.

        Raises LecternError where its uploaded copy is gone, or it is in no state to be retried.
        """
        job = self.get(job_id)
        if job is None or job.state not in _AGAIN:
            raise LecternError("Only a job that failed or was cancelled can be tried again.")
        if not job.path or not Path(job.path).exists():
            raise LecternError(f'The uploaded copy of "{job.name}" is gone. Upload the file again.')
        self._update(
            {"state": JobState.QUEUED, "done": 0, "total": 0, "message": ""},
            table.c.id == job_id,
            table.c.state.in_(_AGAIN),
        )

    def requeue_interrupted(self) -> int:
        """Queue again what was at work when its worker ended; returns how many."""
        return self._update({"state": JobState.QUEUED, "done": 0, "total": 0}, table.c.state.in_(_AT_WORK))

    def clear_finished(self, collection: str | None = None) -> int:
        """Forget the finished jobs of a collection (None: of all) and their copies; returns how many."""
        conditions: builtins.list[ColumnElement[bool]] = [table.c.state.not_in(_ACTIVE)]
        if collection is not None:
            conditions.append(_of(collection))
        return self._forget(*conditions)

    def forget_failed(self, job_id: int) -> int:
        """Forget the failed jobs of the same name and collection that came before this one; how many."""
        job = self.get(job_id)
        if job is None:
            return 0
        same = (_of(job.collection), table.c.name == job.name)
        return self._forget(*same, table.c.state == JobState.FAILED, table.c.id < job_id)

    def _forget(self, *conditions: ColumnElement[bool]) -> int:
        forgotten = self._select(*conditions)
        with self._database.begin() as connection:
            connection.execute(delete(table).where(table.c.id.in_([job.id for job in forgotten])))
        for job in forgotten:
            if job.path:
                Path(job.path).unlink(missing_ok=True)
        return len(forgotten)

    def _select(self, *conditions: ColumnElement[bool]) -> builtins.list[Job]:
        with self._database.read() as connection:
            rows = connection.execute(_listing().where(*conditions).order_by(table.c.id)).mappings()
            return [Job(**{**row, "state": JobState(row["state"])}) for row in rows]

    def _update(self, values: Mapping[str, Any], *conditions: ColumnElement[bool]) -> int:
        with self._database.begin() as connection:
            changed = connection.execute(
                update(table).where(*conditions).values(**values, updated=time.time())
            )
            return int(changed.rowcount)


def cancel_jobs(connection: Connection, collection_id: int) -> None:
    """Cancel the jobs of a collection that wait or are at work, in the caller's transaction."""
    active = (table.c.collection_id == collection_id, table.c.state.in_(_ACTIVE))
    values = {"state": JobState.CANCELLED, "updated": time.time()}
    connection.execute(update(table).where(*active).values(**values))


def is_being_read(connection: Connection, collection: str, name: str) -> bool:
    """Whether a file of that name waits or is at work for the collection, in the caller's transaction."""
    same = (_of(collection), table.c.name == name, table.c.state.in_(_ACTIVE))
    return connection.execute(select(table.c.id).where(*same).limit(1)).first() is not None


def _listing() -> "Select[Any]":
    linked = ("collection_id", "missing_collection")
    return select(*(column for column in table.c if column.name not in linked), name_of(table))


def _of(collection: str) -> ColumnElement[bool]:
    return name_of(table) == collection
