"""Test sets and their cases, as kept in the library."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from rag.errors import LecternError
from rag.store import schema
from rag.store.collection_links import is_missing, linked_to, name_of
from rag.store.database import Database
from rag.store.people.access import Access
from rag.values import Task, Turn
from rag.values.people import ALONE, Asker


@dataclass(frozen=True, slots=True)
class Case:
    """One test question; only `question` is required.

    `answers` are alternatives, any of them is right. `document` is a file's name, "" where unknown;
    `page` is 1-based. `answerable` is None where nobody said whether the material answers. `points` are what a good
    answer must say, all of them, each in a sentence. `history` are the turns before the question, the oldest first.
    `task` is what the question wants done, None where nobody said.
    """

    question: str
    answers: tuple[str, ...] = ()
    document: str = ""
    page: int | None = None
    answerable: bool | None = None
    note: str = ""
    points: tuple[str, ...] = ()
    history: tuple[Turn, ...] = ()
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case with its key."""

    id: int
    case: Case


@dataclass(frozen=True, slots=True)
class StoredTestSet:
    """A test set as listed. `collection` is the one it was made for, "" for none; `created` a UNIX time.

    `collection_missing` says that there is no collection of that name; it was deleted.
    """

    id: int
    name: str
    collection: str
    size: int
    created: float
    collection_missing: bool = False


class TestSets:
    """The test sets of a library that the asker may see: of those who see one, all may change it."""

    __test__ = False  # not a test class, whatever pytest makes of the name

    def __init__(self, database: Database, asker: Asker = ALONE) -> None:
        self._database = database.asked_by(asker)
        self._program = database
        self._access = Access(asker)

    def all(self) -> list[StoredTestSet]:
        """Every test set, by name."""
        with self._database.read() as connection:
            return self._listed(connection)

    def find(self, name: str) -> StoredTestSet | None:
        """The test set of that name."""
        with self._database.read() as connection:
            return next(iter(self._listed(connection, name)), None)

    def create(self, name: str, collection: str, cases: Sequence[Case]) -> int:
        """Keep a test set, all of it or nothing. Returns its key. Raises LecternError if the name is taken."""
        name = _valid_name(name)
        self._access.check_teaches("make a test set")
        with self._database.begin() as connection:
            place = linked_to(connection, self._access, collection)
            row = {"name": name, "created": time.time(), "owner": self._access.owner, **place}
            try:
                created = connection.execute(
                    insert(schema.testsets).values(**row).returning(schema.testsets.c.id)
                )
            except IntegrityError as error:
                raise LecternError(f'There is already a test set "{name}". Choose another name.') from error
            key = int(created.scalar_one())
            _insert(connection, key, cases)
        return key

    def rename(self, testset_id: int, name: str) -> None:
        """Give a test set another name. Raises LecternError if it is taken."""
        table = schema.testsets
        with self._database.begin() as connection:
            try:
                connection.execute(update(table).where(self._mine(testset_id)).values(name=_valid_name(name)))
            except IntegrityError as error:
                raise LecternError(f'There is already a test set "{name}". Choose another name.') from error

    def move(self, testset_id: int, collection: str) -> None:
        """Make a test set one of another collection ("": of all)."""
        table = schema.testsets
        with self._program.begin() as connection:  # it may be one that the asker does not see any more
            place = linked_to(connection, self._access, collection)
            connection.execute(update(table).where(self._mine(testset_id)).values(**place))

    def delete(self, testset_id: int) -> None:
        """Delete a test set with its cases, runs and records."""
        with self._database.begin() as connection:
            connection.execute(delete(schema.testsets).where(self._mine(testset_id)))

    def cases(self, testset_id: int) -> list[StoredCase]:
        """The cases of a test set, in order."""
        table = schema.cases
        query = select(table).where(table.c.testset_id == testset_id, self._access.cases())
        query = query.order_by(table.c.position, table.c.id)
        with self._database.read() as connection:
            return [StoredCase(row["id"], case_from(row)) for row in connection.execute(query).mappings()]

    def add(self, testset_id: int, cases: Sequence[Case]) -> None:
        """Put cases at the end."""
        with self._database.begin() as connection:
            if connection.execute(select(schema.testsets.c.id).where(self._mine(testset_id))).first() is None:
                raise LecternError("This test set is no longer there. It may have been deleted.")
            _insert(connection, testset_id, cases)

    def change(self, case_id: int, case: Case) -> None:
        """Replace what a case says."""
        table = schema.cases
        with self._database.begin() as connection:
            changed = connection.execute(
                update(table).where(table.c.id == case_id, self._access.cases()).values(**case_values(case))
            )
        if changed.rowcount == 0:
            raise LecternError("This case is no longer in the test set. It may have been deleted.")

    def remove(self, case_id: int) -> None:
        """Delete a case; one that is gone already is no error."""
        with self._database.begin() as connection:
            mine = self._access.cases()
            connection.execute(delete(schema.cases).where(schema.cases.c.id == case_id, mine))

    def _mine(self, testset_id: int) -> ColumnElement[bool]:
        return and_(schema.testsets.c.id == testset_id, self._access.testsets())

    def _listed(self, connection: Connection, name: str | None = None) -> list[StoredTestSet]:
        table = schema.testsets
        size = select(func.count()).where(schema.cases.c.testset_id == table.c.id).scalar_subquery()
        named = name_of(table, self._access)
        query = select(table.c.id, table.c.name, named, size, table.c.created, is_missing(table))
        query = query.where(self._access.testsets())
        if name is not None:
            query = query.where(table.c.name == name)
        rows = connection.execute(query.order_by(func.lower(table.c.name)))
        return [StoredTestSet(*row) for row in rows]


def case_values(case: Case) -> dict[str, Any]:
    """A case as column values, ready for JSON too."""
    return {
        "question": case.question,
        "answers": list(case.answers),
        "document": case.document,
        "page": case.page,
        "answerable": case.answerable,
        "note": case.note,
        "points": list(case.points),
        "history": [{"role": turn.role, "text": turn.text} for turn in case.history],
        "task": "" if case.task is None else case.task.value,
    }


def case_from(values: Mapping[Any, Any]) -> Case:
    """The case of `case_values`, of an earlier version too; other keys are ignored."""
    return Case(
        question=values["question"],
        answers=tuple(values["answers"]),
        document=values["document"],
        page=values["page"],
        answerable=values["answerable"],
        note=values["note"],
        points=tuple(values.get("points", ())),
        history=tuple(Turn(turn["role"], turn["text"]) for turn in values.get("history", ())),
        task=Task(values["task"]) if values.get("task") else None,
    )


def _valid_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 100:
        raise LecternError(f"A test set's name has 1 to 100 characters, this one has {len(name)}.")
    return name


def _insert(connection: Connection, testset_id: int, cases: Sequence[Case]) -> None:
    if not cases:
        return
    table = schema.cases
    last = connection.execute(
        select(func.max(table.c.position)).where(table.c.testset_id == testset_id)
    ).scalar()
    first = 0 if last is None else int(last) + 1
    rows = [
        {"testset_id": testset_id, "position": first + offset, **case_values(case)}
        for offset, case in enumerate(cases)
    ]
    connection.execute(insert(table), rows)
