"""How a question is read against a table: which of its words name a value, a column, or neither."""

from dataclasses import dataclass
from itertools import pairwise

from rag.evidence.tables.grid import Grid, terms_of
from rag.language.words import Word
from rag.question.question import Question
from rag.store.documents.units import StoredUnit


@dataclass(frozen=True, slots=True)
class RowReading:
    """A question read against a row: the terms that its cells hold, the columns that hold them, and those that neither
    the row nor the heads nor what stands over the table hold. `named` says that a cell is named whole."""

    row: StoredUnit
    held: frozenset[str]
    columns: frozenset[int]
    left: frozenset[str]
    named: bool


def read_row(question: Question, grid: Grid, row: StoredUnit, known: frozenset[str]) -> RowReading:
    """`known` are terms that are answered for elsewhere: by heads, by the document's title."""
    cells = [terms_of(grid.words(row, column)) for column in range(len(grid.heads))]
    if any(term not in cells[column] for column, term in bound(question, grid)):
        return RowReading(row, frozenset(), frozenset(), question.terms - known, False)
    free = question.terms - known
    held = frozenset().union(*(cell & question.terms for cell in cells))
    # A word that is also a head or in the title tells rows apart only where nothing else does.
    telling = held & free or held
    columns = frozenset(i for i, cell in enumerate(cells) if cell & telling)
    named = any(cells[i] and cells[i] <= question.terms for i in columns)
    return RowReading(row, telling, columns, free - held, named)


def bound(question: Question, grid: Grid) -> list[tuple[int, str]]:
    """The columns that a number of the question belongs to, because their head stands before it ("week 5").

    A head that has the number too ("June 2023") is the column's own name.
    """
    return [
        (column, after.term)
        for before, after in pairwise(question.search.words)
        if after.text[0].isdigit()
        for column, head in enumerate(grid.head_terms)
        if before.term in head and after.term not in head
    ]


def narrowed(question: Question, held: frozenset[str], left: frozenset[str]) -> bool:
    """Whether a word that the row does not have stands right before one that it has ("red brass" for "Rose brass"), or
    is a name or a number: then another thing is asked for."""
    if left & question.names:
        return True
    words = question.search.words
    return any(
        before.term in left and after.term in held and _like(before, after)
        for before, after in pairwise(words)
    )


def _like(one: Word, other: Word) -> bool:
    return one.text[:1].isupper() == other.text[:1].isupper()


def asked_columns(question: Question, grid: Grid, held: frozenset[int]) -> list[int]:
    """The columns whose heads the question names best, but those by which the row was found; in order."""
    said = {word.term for word in question.search.words}
    shares = {
        column: len(terms & said) / len(terms)
        for column, terms in enumerate(grid.head_terms)
        if terms & said and column not in held
    }
    best = max(shares.values(), default=0.0)
    return [column for column, share in shares.items() if share == best]
