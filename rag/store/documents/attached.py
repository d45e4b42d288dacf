"""The files that came with a question, which documents they are, and why one could not be read.

All within a caller's transaction. A job is forgotten when somebody clears the list of files, so what became of it is
kept with the question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from rag.errors import Refusal
from rag.store import schema
from rag.store.people.access import Access
from rag.store.schema import attached_jobs as table
from rag.values import Document


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that came with a question and could not be read, with the reason in words for the reader.

    `locked` is its job where a password would help, None where it would not.
    """

    name: str
    reason: str
    locked: int | None = None


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that came with the question `message_id`. `sha256` is of its bytes, "" where its job is forgotten."""

    message_id: int
    name: str
    sha256: str

    def is_of(self, document: Document) -> bool:
        """Whether it was read as this document, or the same was there already under another name."""
        return document.name == self.name or document.sha256 == self.sha256


def attach(connection: Connection, access: Access, message_id: int, job_ids: Sequence[int]) -> None:
    """Keep that the files of these jobs came with a question. A job that has failed already says why."""
    job = schema.jobs.c
    query = select(job.id, job.name, job.state, job.message).where(job.id.in_(job_ids), access.jobs())
    query = query.order_by(job.id)
    for row in connection.execute(query).all():
        problem = row.message if row.state == "failed" else ""
        values = {"message_id": message_id, "job_id": row.id, "name": row.name, "problem": problem}
        connection.execute(insert(table).values(**values))


def attach_parts(connection: Connection, archive: int, job_ids: Sequence[int]) -> None:
    """Keep that the files of an archive, whose jobs are `job_ids`, came with the question that it came with."""
    message = connection.execute(select(table.c.message_id).where(table.c.job_id == archive)).scalar()
    if message is not None:
        attach(connection, Access(), message, job_ids)


def keep_problem(connection: Connection, job_id: int, problem: str) -> None:
    """Keep with its question why the file of a job could not be read; "" where it could, at another try."""
    connection.execute(update(table).where(table.c.job_id == job_id).values(problem=problem))


def last_attached(
    connection: Connection, access: Access, conversation_id: int, before: int
) -> tuple[AttachedFile, ...]:
    """The files of the last question of a conversation that came with any, before the message `before`."""
    said, job = schema.messages.c, schema.jobs.c
    asked = select(said.id).where(
        said.conversation_id == conversation_id, said.id < before, access.messages()
    )
    last = select(func.max(table.c.message_id)).where(table.c.message_id.in_(asked)).scalar_subquery()
    query = select(table.c.message_id, table.c.name, func.coalesce(job.sha256, ""))
    query = query.outerjoin(schema.jobs, job.id == table.c.job_id)
    query = query.where(table.c.message_id == last).order_by(table.c.job_id)
    return tuple(AttachedFile(*row) for row in connection.execute(query))


def unread(connection: Connection, message_ids: Sequence[int]) -> Mapping[int, tuple[UnreadFile, ...]]:
    """The files that could not be read, by the message that they came with."""
    job = schema.jobs.c
    query = select(table.c.message_id, table.c.name, table.c.problem, table.c.job_id, job.refusal)
    query = query.outerjoin(schema.jobs, job.id == table.c.job_id)
    query = query.where(table.c.message_id.in_(message_ids), table.c.problem != "").order_by(table.c.job_id)
    found: dict[int, tuple[UnreadFile, ...]] = {}
    for message_id, name, problem, job_id, refusal in connection.execute(query):
        locked = job_id if refusal == Refusal.PASSWORD else None
        found[message_id] = (*found.get(message_id, ()), UnreadFile(name, problem, locked))
    return found
