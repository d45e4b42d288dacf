"""The units of a question's passages, read once for all that look at them, without orders to whoever answers and
outlines that stand again and again."""

from collections.abc import Sequence
from itertools import chain

from rag.evidence.candidates import Place
from rag.evidence.instructions import is_order
from rag.evidence.lists.asking import asks_for_agenda
from rag.evidence.running import running
from rag.question.question import Question
from rag.store.documents.units import StoredUnit, Units
from rag.values import Passage


class OnceRead:
    """Reads units for one question, and keeps those of the passages that were asked for. For one thread.

    Orders to a model are left out here, so that no room that tells of units can tell of them, and what runs through a
    document, unless it is asked for.
    """

    def __init__(self, units: Units, question: Question) -> None:
        self._units = units
        self._question = question
        self._known: dict[tuple[int, str], list[StoredUnit]] = {}

    def of(self, passages: Sequence[Passage]) -> list[list[StoredUnit]]:
        """As `Units.of`."""
        missing = [passage for passage in passages if _key(passage) not in self._known]
        read = self._units.of(missing)
        again = set() if asks_for_agenda(self._question) else running(chain.from_iterable(read), self._units)
        for passage, found in zip(missing, read, strict=True):
            told = [unit for unit in found if (unit.document_id, unit.text) not in again]
            # Of a passage without units it is thought that it was read before they were kept.
            self._known[_key(passage)] = self._without_orders(told or found[:1])
        return [self._known[_key(passage)] for passage in passages]

    def by_place(self) -> dict[Place, StoredUnit]:
        """All units that were read so far, by where they begin; in the order of the passages."""
        return {
            (unit.document_id, unit.unit.page, unit.unit.start): unit
            for found in self._known.values()
            for unit in found
        }

    def of_table(self, document_id: int, table_number: int) -> list[StoredUnit]:
        """As `Units.of_table`."""
        return self._units.of_table(document_id, table_number)

    def of_document(self, document_id: int) -> list[StoredUnit]:
        """As `Units.of_document`, without orders to a model."""
        return self._without_orders(self._units.of_document(document_id))

    def _without_orders(self, found: list[StoredUnit]) -> list[StoredUnit]:
        before = ["", *(stored.text for stored in found)]
        return [
            stored
            for stored, text_before in zip(found, before, strict=False)
            if not is_order(self._question, stored.read, text_before)
        ]


def _key(passage: Passage) -> tuple[int, str]:
    """The same file in two collections has chunks of the same names."""
    return passage.document_id, passage.chunk_id
