"""What the library has for one piece of a question: passages, their units, the likeliest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.evidence.candidates import Place
from rag.evidence.once import OnceRead
from rag.evidence.ranking import select
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question
from rag.retrieval.retriever import Retriever
from rag.store.documents.units import StoredUnit, Units
from rag.values import Evidence, Passage


@dataclass(frozen=True, slots=True)
class Gathered:
    """`found` are units of `passages`, best first; `stored` all units of these, by place, in the order of reading."""

    passages: tuple[Passage, ...]
    found: tuple[Evidence, ...]
    stored: Mapping[Place, StoredUnit]


class Gatherer:
    """Searches one library."""

    def __init__(self, retriever: Retriever, units: Units, encoder: Encoder) -> None:
        self._retriever = retriever
        self._units = units
        self._encoder = encoder

    def gather(self, question: Question, limit: int) -> Gathered:
        """What is found for `question`, its `limit` best units."""
        passages = self._retriever.retrieve(question)
        if not passages:
            return Gathered((), (), {})
        units = OnceRead(self._units, question)
        found = select(question, passages, units, self._encoder, limit)
        return Gathered(tuple(passages), tuple(found), units.by_place())

    def rows(self, document_id: int, table_number: int) -> list[StoredUnit]:
        """The rows of a table, in order."""
        return self._units.of_table(document_id, table_number)
