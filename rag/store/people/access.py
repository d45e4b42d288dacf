"""The one place that says what is whose. Every query of a store asks here, and adds the condition that it gets.

Read: what an asker sees, finds and counts. Change: a part of that. What is not theirs is, to every method of every
store, not there; what they see and may not change is refused with the reason (`rag.errors.NotAllowed`).
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, or_, select, true

from rag.errors import NotAllowed
from rag.store import schema
from rag.values.people import ALONE, NOBODY, Asker

Condition = ColumnElement[bool]


class Access:
    """The conditions of one asker, each on the columns of the table that it is named after. For any thread."""

    def __init__(self, asker: Asker = ALONE) -> None:
        self.asker = asker
        self.everything = asker.role is None
        self._runs_all, self._teaches = asker.sets_up, asker.teaches

    # -- courses and what is in them --------------------------------------------------------------

    def collections(self) -> Condition:
        """Those that are read: all that one is a member of, by the owner all."""
        return true() if self._runs_all else schema.collections.c.id.in_(self._courses())

    def taught(self) -> Condition:
        """Those that one may fill, rename and delete."""
        return self.collections() if self._teaches else false()

    def documents(self) -> Condition:
        """Those that are read: of one's courses those for all members, and one's own."""
        if self.everything:
            return true()
        table = schema.documents.c
        theirs = table.only_for.in_(("", self.asker.person))
        return theirs if self._runs_all else and_(theirs, table.collection_id.in_(self._courses()))

    def documents_to_change(self) -> Condition:
        """One's own; for all members only where one teaches."""
        if self.everything or self._teaches:
            return self.documents()
        return and_(self.documents(), schema.documents.c.only_for == self.asker.person)

    def of_documents(self, column: "ColumnElement[Any]") -> Condition:
        """Rows whose `column` is the id of a document that is read."""
        return self._among(column, schema.documents, self.documents())

    # -- what belongs to a person ------------------------------------------------------------------

    def conversations(self) -> Condition:
        """One's own, whoever one is."""
        return self._own(schema.conversations)

    def messages(self) -> Condition:
        """Those of one's own conversations."""
        return self._among(schema.messages.c.conversation_id, schema.conversations, self.conversations())

    def of_messages(self, column: "ColumnElement[Any]") -> Condition:
        """Rows whose `column` is the id of a message of one's own conversations."""
        return self._among(column, schema.messages, self.messages())

    def notes(self) -> Condition:
        """One's own."""
        return self._own(schema.notes)

    # -- what is at work, and what is measured -------------------------------------------------------

    def jobs(self) -> Condition:
        """Those of files that one handed in; where one teaches, those of files that are for all members, too."""
        if self.everything:
            return true()
        table = schema.jobs.c
        own = table.owner == self.asker.person
        return or_(own, and_(table.only_for == "", self._taught(schema.jobs)))

    def testsets(self) -> Condition:
        """A teacher's own, and those of courses that they teach; all by the owner, none by others."""
        if self._runs_all:
            return true()
        if not self._teaches:
            return false()
        return or_(schema.testsets.c.owner == self.asker.person, self._taught(schema.testsets))

    def cases(self) -> Condition:
        """Those of test sets that are seen."""
        return self._among(schema.cases.c.testset_id, schema.testsets, self.testsets())

    def runs(self) -> Condition:
        """Those of test sets that are seen, over a course that is read; those over all courses, or over one that was
        deleted, are their maker's, for they quote what the maker read. All by the owner."""
        table = schema.runs.c
        tested = self._among(table.testset_id, schema.testsets, self.testsets())
        if self._runs_all:
            return tested
        own = and_(table.collection_id.is_(None), table.owner == self.asker.person)
        return and_(tested, or_(own, table.collection_id.in_(self._courses())))

    def records(self) -> Condition:
        """Those of runs that are seen."""
        return self._among(schema.records.c.run_id, schema.runs, self.runs())

    # -- what is made anew ---------------------------------------------------------------------------

    @property
    def owner(self) -> str:
        """Whose new rows are: the person's id, "" where there is only one. Raises NotAllowed for who is nobody."""
        if self.asker == NOBODY:
            raise NotAllowed("Sign in first.")
        return self.asker.person

    @property
    def only_for(self) -> str:
        """Who alone reads the documents that this asker adds: "" (all members) of those who teach, else themselves."""
        return "" if self._teaches else self.asker.person

    def owner_of_new(self, owner: str) -> str:
        """`owner` as a person alone may say it; else oneself."""
        return owner if self.everything else self.owner

    def check_uploads(self) -> None:
        """Raises NotAllowed for those who may add no documents."""
        if not self.asker.adds:
            raise NotAllowed(
                "As a guest you can read and ask, but not add files. Ask the teacher for an account."
            )

    def check_teaches(self, what: str) -> None:
        """Raises NotAllowed for those who teach nothing; `what` says what they wanted ("make a course")."""
        if not self._teaches:
            raise NotAllowed(f"Only a teacher can {what}. Ask the teacher of the course.")

    def check_changes(
        self, connection: Connection, table: Table, key: int, allowed: Condition, what: str
    ) -> None:
        """Raises NotAllowed where the row of that `key`, which is seen, must not be changed."""
        if self.everything:
            return
        found = connection.execute(select(table.c.id).where(table.c.id == key, allowed)).first()
        if found is None:
            raise NotAllowed(f"Only a teacher of the course can {what}. Ask them.")

    # -- the ways to say it in SQL ---------------------------------------------------------------------

    def _courses(self) -> "Select[Any]":
        table = schema.memberships.c
        return select(table.collection_id).where(table.person_id == self.asker.person)

    def _taught(self, table: Table) -> Condition:
        if not self._teaches:
            return false()
        return true() if self._runs_all else table.c.collection_id.in_(self._courses())

    def _own(self, table: Table) -> Condition:
        return true() if self.everything else table.c.owner == self.asker.person

    def _among(self, column: "ColumnElement[Any]", table: Table, condition: Condition) -> Condition:
        if self.everything or condition is true():
            return true()
        return column.in_(select(table.c.id).where(condition))
