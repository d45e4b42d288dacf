"""Answers from what the material sets out itself: a cell of a table, a field, a definition, a section that the question
names, a whole list."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.evidence.fields import FieldAnswer, field_answer
from rag.evidence.lists.whole import list_answer
from rag.evidence.otherwise.kinds import OtherKind
from rag.evidence.sections.alike import DocumentUnits, section_answer
from rag.evidence.tables.answer import TableAnswer, table_answer
from rag.evidence.tables.otherwise import other_cell
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question
from rag.question.wanted.wish import WishKind
from rag.store.documents.units import Units
from rag.values import Answer, Evidence, Passage
from rag.writing.enumeration import with_list
from rag.writing.keyed import unit_of, with_field
from rag.writing.plans.sectioned import SectionTold, with_section
from rag.writing.tabular import rows_of, with_table

_BRIEF = frozenset({WishKind.SHORTER, WishKind.SIMPLER})
_OF_AN_ITEM = frozenset({WishKind.NTH, WishKind.AGAIN})  # wishes that a whole list does not meet


@dataclass(frozen=True, slots=True)
class Structured:
    """What answers for sure, and the units that say it, best first."""

    found: TableAnswer | FieldAnswer | SectionTold
    evidence: list[Evidence]

    @property
    def is_table(self) -> bool:
        """Whether rows of a table answer, and not a field, a definition or a section."""
        return isinstance(self.found, TableAnswer)

    def other_cell(self, question: Question) -> OtherKind | None:
        """What the cell that was found is of instead of what is asked for; None where it is that, or no cell."""
        return other_cell(question, self.found) if isinstance(self.found, TableAnswer) else None

    def answer(self, base: Answer) -> Answer:
        """`base`, whose evidence begins with these units, as an answer."""
        if isinstance(self.found, TableAnswer):
            return with_table(base, self.found)
        if isinstance(self.found, SectionTold):
            return with_section(base, self.found)
        return with_field(base, self.found)


class StructuredAnswers:
    """Finds such answers in one library. Each accounts for every word of its question, so no model is asked."""

    def __init__(self, units: Units, encoder: Encoder) -> None:
        self._units = units
        self._encoder = encoder

    def find(
        self, question: Question, passages: Sequence[Passage], units: DocumentUnits
    ) -> Structured | None:
        """The row of a table, else the field or definition, else the section; None where none answers."""
        table = table_answer(question, passages, units, self._encoder)
        if table is not None:
            return Structured(table, rows_of(table))
        field = field_answer(question, passages, units)
        if field is not None:
            return Structured(field, [unit_of(field)])
        section = section_answer(question, passages, units)
        if section is None:
            return None
        told = SectionTold.of(question, section)
        return Structured(told, list(told.evidence))

    def list_of(
        self, base: Answer, question: Question, found: Sequence[Evidence], sure: bool = False
    ) -> Answer | None:
        """The list that answers as a whole; with `sure` only one over which all stands that is asked for."""
        if question.wish is not None and question.wish.kind in _OF_AN_ITEM:
            return None
        items = list_answer(question, found, self._units)
        brief = question.wish is not None and question.wish.kind in _BRIEF
        return with_list(base, items, brief) if items is not None and (items.sure or not sure) else None
