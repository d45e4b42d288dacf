"""What is asked in a course, for those who teach it: without names, but of those who allow theirs to be seen."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from rag.errors import UnreadableAnswer
from rag.store import rows, schema
from rag.store.database import Database
from rag.store.people.access import Access
from rag.values import Answer, Outcome
from rag.values.people import Asker
from rag.values_json import answer_from_json


@dataclass(frozen=True, slots=True)
class CourseQuestion:
    """A question that a member asked of a course, and what came of it.

    `by` is the name of who asked, "" where they do not allow it; `moment` a UNIX time; `cited` are (document, page) of
    the answer; `liked` the thumb, None without one, with its `reason`.
    """

    text: str
    outcome: Outcome
    moment: float
    by: str = ""
    cited: tuple[tuple[str, int], ...] = ()
    liked: bool | None = None
    reason: str = ""


class CourseQuestions:
    """The questions of courses that the asker teaches."""

    def __init__(self, database: Database, asker: Asker) -> None:
        self._database = database
        self._access = Access(asker)

    def of(self, collection: str, since: float = 0.0, limit: int = 2000) -> list[CourseQuestion]:
        """Those of chats about that course since a moment (UNIX time), the latest first; of chats about all courses
        those whose first place is in a document that all members of this one read.

        Raises UnknownCollection, and NotAllowed for those who do not teach it.
        """
        said, talk, person, rated = schema.messages, schema.conversations, schema.people, schema.feedback
        who = (person.c.name, person.c.named, rated.c.positive, rated.c.note)
        query = (
            select(talk.c.collection_id, said.c.answer, said.c.created, *who)
            .join(talk, talk.c.id == said.c.conversation_id)
            .join(person, person.c.id == talk.c.owner)
            .outerjoin(rated, rated.c.message_id == said.c.id)
            .where(said.c.role == "assistant", said.c.state == "done", said.c.created >= since)
            .order_by(said.c.id.desc())
            .limit(limit)
        )
        everything = and_(talk.c.collection_id.is_(None), talk.c.missing_collection == "")
        document = schema.documents.c
        with self._database.read() as connection:
            course = rows.taught_collection(connection, self._access, collection, "see what is asked in it")
            found = connection.execute(query.where(or_(talk.c.collection_id == course, everything))).all()
            shared = select(document.id).where(document.collection_id == course, document.only_for == "")
            documents = frozenset(connection.execute(shared).scalars())
        told = ((_read(kept), place, rest) for place, kept, *rest in found)
        return [
            _question(answer, documents, *rest)
            for answer, place, rest in told
            if answer is not None and (place == course or _first_document(answer) in documents)
        ]


def _read(kept: dict[str, object] | None) -> Answer | None:
    try:
        return answer_from_json(kept) if kept is not None else None
    except UnreadableAnswer:  # of a newer Lectern: it is told of nowhere else, either
        return None


def _first_document(answer: Answer) -> int | None:
    """The id of the document that the answer rests on first, or else that was found first; None for none."""
    cited = [place.document_id for claim in answer.claims for place in claim.citations]
    found = [passage.document_id for passage in answer.passages]
    return next(iter([*cited, *found]), None)


def _question(
    answer: Answer,
    documents: frozenset[int],
    moment: float,
    name: str,
    named: bool,
    liked: bool | None,
    reason: str | None,
) -> CourseQuestion:
    """What is told of an answer; of what it cites only the `documents`, for others may be the asker's alone."""
    cited = [place for claim in answer.claims for place in claim.citations if place.document_id in documents]
    places = [(place.document, place.page) for place in cited]
    by = name if named else ""
    return CourseQuestion(
        answer.question, answer.outcome, moment, by, tuple(dict.fromkeys(places)), liked, reason or ""
    )
