"""Ingestion jobs: what is to be read, how far it is, what became of it. Seen by every process and tab."""

import builtins
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, and_, case, delete, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from rag.errors import LecternError
from rag.store import schema
from rag.store.collection_links import CollectionKey, linked_to, name_of
from rag.store.database import Database
from rag.store.documents.attached import attach_parts, keep_problem
from rag.store.people.access import Access
from rag.store.schema import jobs as table
from rag.values.people import ALONE, Asker


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
    """One file to be read. `path` is its staged copy, "" where there is none: in the database from the library's folder
    on, so that a library can be moved with what waits in it.

    `done` of `total` are pages while reading, chunks while embedding; `pages` are those of the file, 0 before they
    are known. `message` says why it failed or was skipped, or what is wrong with the file. `created`, `updated` and
    `began`, when its state became what it is, are UNIX times. `refusal` says of which kind the reason is why it failed
    (`rag.errors.Refusal`), "" for none; `parent` is the job of the archive that the file was in. `only_for` is who
    alone will read the document, "" for all members of the collection. `place` is the collection where it is there,
    whatever it is called meanwhile.
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
    refusal: str = ""
    parent: int | None = None
    only_for: str = ""
    place: CollectionKey | None = None

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


@dataclass(frozen=True, slots=True)
class NewJob:
    """A file to be queued: its name in the library, and its copy; or why it was not taken, and of which kind that is.
    `only_for` as of `Job`; one that comes out of an archive has that of the archive."""

    name: str
    path: str = ""
    sha256: str = ""
    message: str = ""
    refusal: str = ""
    only_for: str = ""


class Jobs:
    """The jobs of a library that the asker may see. Every change is one transaction."""

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database.asked_by(asker)
        self._access = Access(asker)

    def add(
        self, collection: str, name: str, path: str, sha256: str, owner: str = "", only_for: str | None = None
    ) -> int:
        """Queue a file; returns the job's id. `only_for` is who alone reads the document, where that is known already.

        Raises NotAllowed, and UnknownCollection for one that is not read.
        """
        self._access.check_uploads()
        with self._database.begin() as connection:
            return self._added(
                connection, collection, owner, NewJob(name, path, sha256, only_for=self._for(only_for))
            )

    def _for(self, only_for: str | None) -> str:
        """For whom a new job is: the program alone may say that of others."""
        access = self._access
        given = only_for is not None and (access.everything or only_for == access.asker.person)
        return access.only_for if only_for is None or not given else only_for

    def spread(self, archive: Job, files: Sequence[NewJob], message: str = "") -> "builtins.list[int]":
        """Queue the files of an archive, whose job is done by that, all or none; the ids of their jobs.

        They came with the question that the archive came with. `message` says what of the archive was left out.
        """
        with self._database.begin() as connection:
            ids = [self._added(connection, archive.collection, archive.owner, new, archive) for new in files]
            attach_parts(connection, archive.id, ids)
            values = {"state": JobState.DONE, "message": message, "updated": time.time(), "refusal": ""}
            connection.execute(update(table).where(self._mine(archive.id)).values(**values))
            keep_problem(connection, archive.id, "")
            return ids

    def _added(
        self, connection: Connection, collection: str, owner: str, new: NewJob, archive: Job | None = None
    ) -> int:
        now, access = time.time(), self._access
        values: dict[str, Any] = {"name": new.name, "path": self._kept(new.path), "sha256": new.sha256}
        values |= {"owner": access.owner_of_new(owner), "created": now, "updated": now, "done": 0, "total": 0}
        values["parent"] = None if archive is None else archive.id
        values["only_for"] = new.only_for if archive is None else archive.only_for
        values |= {"message": new.message, "refusal": new.refusal}
        values["state"] = JobState.FAILED if new.message else JobState.QUEUED
        values |= linked_to(connection, access, collection)
        return int(connection.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())

    def unlocked(self, job_id: int, path: str, sha256: str) -> None:
        """Queue a locked file again, from a copy without its password; the locked copy is forgotten."""
        job = self.get(job_id)
        values: dict[str, Any] = {
            "path": self._kept(path),
            "sha256": sha256,
            "state": JobState.QUEUED,
            "message": "",
        }
        values |= {"done": 0, "total": 0, "refusal": ""}
        self._update(values, table.c.id == job_id, table.c.state == JobState.FAILED)
        if job is not None and job.path:
            Path(job.path).unlink(missing_ok=True)

    def family(self, job_ids: Iterable[int]) -> "builtins.list[Job]":
        """The jobs of these ids and those of files that came out of their archives, oldest first."""
        ids = builtins.list(job_ids)
        return self._select(or_(table.c.id.in_(ids), table.c.parent.in_(ids))) if ids else []

    def get(self, job_id: int) -> Job | None:
        """The job, or None if it was cleared."""
        found = self._select(table.c.id == job_id)
        return found[0] if found else None

    def list(self, collection: str | None = None, active_only: bool = False) -> builtins.list[Job]:
        """The jobs of a collection (None: of all), oldest first."""
        conditions: builtins.list[ColumnElement[bool]] = []
        if collection is not None:
            conditions.append(self._of(collection))
        if active_only:
            conditions.append(table.c.state.in_(_ACTIVE))
        return self._select(*conditions)

    def claim(self) -> Job | None:
        """The oldest job that waits, now at work; None where none waits."""
        with self._database.begin() as connection:
            query = select(table.c.id).where(table.c.state == JobState.QUEUED)
            query = query.where(self._access.jobs())
            found = connection.execute(query.order_by(table.c.id).limit(1)).scalar()
            if found is None:
                return None
            values = {
                "state": JobState.READING,
                "done": 0,
                "total": 0,
                "message": "",
                "pages": 0,
                "refusal": "",
            }
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

    def finish(self, job_id: int, state: JobState, message: str = "", refusal: str = "") -> None:
        """Write what became of a job, whatever was asked meanwhile; also beside the question that it came with."""
        values = {"state": state, "message": message, "refusal": refusal, "updated": time.time()}
        with self._database.begin() as connection:
            changed = connection.execute(update(table).where(self._mine(job_id)).values(**values))
            if changed.rowcount:
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
            conditions.append(self._of(collection))
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
            {"state": JobState.QUEUED, "done": 0, "total": 0, "message": "", "refusal": ""},
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
            conditions.append(self._of(collection))
        return self._forget(*conditions)

    def forget_failed(self, job_id: int) -> int:
        """Forget the failed jobs of the same name, collection and readers that came before this one; how many."""
        job = self.get(job_id)
        if job is None:
            return 0
        same = (self._of(job.collection), table.c.name == job.name, table.c.only_for == job.only_for)
        return self._forget(*same, table.c.state == JobState.FAILED, table.c.id < job_id)

    def forget_own(self) -> int:
        """Forget all jobs that are the asker's, whatever their state, and their copies; returns how many."""
        return self._forget(table.c.owner == self._access.owner)

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
            query = _listing(self._access).where(*conditions, self._access.jobs())
            rows = connection.execute(query.order_by(table.c.id)).mappings()
            return [self._job(dict(row)) for row in rows]

    def _job(self, row: dict[str, Any]) -> Job:
        identity, created = row.pop("collection_id"), row.pop("collection_created")
        row |= {"state": JobState(row["state"]), "path": self._found(row["path"])}
        return Job(**row, place=None if created is None else CollectionKey(identity, created))

    def _kept(self, path: str) -> str:
        """The path of a copy as it is written down: from the library's folder on where it is in there."""
        folder = self._database.folder.absolute()
        whole = Path(path)
        return whole.relative_to(folder).as_posix() if path and whole.is_relative_to(folder) else path

    def _found(self, path: str) -> str:
        return str(self._database.folder.absolute() / path) if path else ""

    def _update(self, values: Mapping[str, Any], *conditions: ColumnElement[bool]) -> int:
        with self._database.begin() as connection:
            changed = connection.execute(
                update(table).where(*conditions, self._access.jobs()).values(**values, updated=time.time())
            )
            return int(changed.rowcount)

    def _mine(self, job_id: int) -> ColumnElement[bool]:
        return and_(table.c.id == job_id, self._access.jobs())

    def _of(self, collection: str) -> ColumnElement[bool]:
        return name_of(table, self._access) == collection


def cancel_jobs(connection: Connection, collection_id: int) -> None:
    """Cancel the jobs of a collection that wait or are at work, in the caller's transaction."""
    active = (table.c.collection_id == collection_id, table.c.state.in_(_ACTIVE))
    values = {"state": JobState.CANCELLED, "updated": time.time()}
    connection.execute(update(table).where(*active).values(**values))


def is_being_read(connection: Connection, access: Access, collection: str, name: str) -> bool:
    """Whether a file of that name waits or is at work for the collection, in the caller's transaction."""
    here = name_of(table, access) == collection
    same = (here, table.c.name == name, table.c.state.in_(_ACTIVE), access.jobs())
    return connection.execute(select(table.c.id).where(*same).limit(1)).first() is not None


def waits_for(connection: Connection, message: "ColumnElement[int]") -> bool:
    """Whether a file that came with that question waits or is at work, in the caller's transaction."""
    came = schema.attached_jobs.c
    theirs = select(table.c.id).join(schema.attached_jobs, came.job_id == table.c.id)
    theirs = theirs.where(came.message_id == message, table.c.state.in_(_ACTIVE))
    return connection.execute(theirs.limit(1)).first() is not None


def _listing(access: Access) -> "Select[Any]":
    known = schema.collections.c
    here = (known.id == table.c.collection_id, access.collections())
    created = select(known.created).where(*here).scalar_subquery()
    columns = (column for column in table.c if column.name != "missing_collection")
    return select(*columns, name_of(table, access), created.label("collection_created"))
