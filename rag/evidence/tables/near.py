"""Near misses in tables: the column that is asked for is there, and the thing is not; another one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.common.spelling import is_misspelled
from rag.evidence.candidates import UnitSource
from rag.evidence.tables.grid import Grid, grids, terms_of
from rag.evidence.tables.reading import asked_columns, bound
from rag.language.tables import listed
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Passage

_PASSAGES = 3  # in which a table is looked for
_KIN = 3  # rows that are named
_NAMED = 0.5  # of the words of a column's head that the question has
_MOST_WORDS = 6  # of what is asked for


@dataclass(frozen=True, slots=True)
class NearRows:
    """Rows that have the 0-based `column` that is asked for, of other things than `asked`, as the question names it."""

    passage: Passage
    rows: tuple[StoredUnit, ...]
    column: int
    head: str
    names: tuple[str, ...]
    asked: str


def near_rows(question: Question, passages: Sequence[Passage], units: UnitSource) -> NearRows | None:
    """The rows nearest to one that no table has; None where no table has the column, or something has the thing."""
    if question.form.why or question.parts or question.form.yes_or_no:
        return None
    best = passages[:_PASSAGES]
    found = units.of(best)
    seen: set[tuple[int, int]] = set()
    for passage, here in zip(best, found, strict=True):
        for unit in here:
            table = unit.unit.table
            if unit.unit.kind is not Kind.ROW or table is None or (unit.document_id, table) in seen:
                continue
            seen.add((unit.document_id, table))
            for grid in grids(units.of_table(unit.document_id, table)):
                near = _near(question, grid, passage)
                if near is not None and not _said_elsewhere(question, grid, near, found):
                    return None if _is_misspelled(near, found) else near
    return None


def _near(question: Question, grid: Grid, passage: Passage) -> NearRows | None:
    columns = [
        column for column in asked_columns(question, grid, frozenset()) if _is_named(question, grid, column)
    ]
    if not columns or len(grid.heads) < 2:
        return None
    free = _free(question, grid, passage)
    cells = [
        frozenset().union(*(terms_of(grid.words(row, c)) for c in range(len(grid.heads))))
        for row in grid.rows
    ]
    bound_to = [(column, term) for column, term in bound(question, grid)]
    lacks = any(all(term not in terms_of(grid.words(r, c)) for r in grid.rows) for c, term in bound_to)
    asked = frozenset(term for _, term in bound_to) if lacks else free
    if not asked or (not lacks and any(asked <= held for held in cells)):
        return None
    free_columns = [c for c in columns if c not in {c for c, _ in bound_to}]
    if not free_columns and not lacks:
        return None  # "who teaches in week 5": no column is asked for
    column = (free_columns or columns)[0]
    alike = [len(asked & held) for held in cells]
    most = max(alike)
    rows = [
        row for row, count in zip(grid.rows, alike, strict=True) if count == most and grid.words(row, column)
    ]
    said = _said(question, asked, lacks)
    if (
        not rows
        or len(said.split()) > _MOST_WORDS
        or any(terms_of(said) & question.terms <= held for held in cells)
    ):
        return None  # a row has it, so that it would not be so that no row is of it
    beside = [c for c in free_columns if c != column] or range(len(grid.heads))
    name = next((c for c in beside if c != column), 0)
    kin = rows[:_KIN]
    heading = f"{grid.heads[name]} " if grid.heads[name] else ""
    names = tuple((heading if n.isdigit() else "") + n for n in (grid.words(row, name) for row in kin))
    if not all(names):
        return None
    return NearRows(passage, tuple(kin), column, grid.heads[column], names, said)


def _said(question: Question, asked: frozenset[str], bound_to: bool) -> str:
    """What is asked for as the question says it: its last words that follow one another, of a name those with a
    capital; of a number with the word before it ("week 15")."""
    words = question.search.words
    last = max(index for index, word in enumerate(words) if word.term in asked)
    first = last
    named = words[last].text[:1].isupper()
    while first and words[first - 1].term in asked and (not named or words[first - 1].text[:1].isupper()):
        first -= 1
    first -= bool(bound_to and first)
    return question.search.text[words[first].start : words[last].end]


def _is_named(question: Question, grid: Grid, column: int) -> bool:
    head = grid.head_terms[column]
    said = {word.term for word in question.search.words}
    return bool(head) and len(head & said) >= _NAMED * len(head)


def _free(question: Question, grid: Grid, passage: Passage) -> frozenset[str]:
    """The terms of the question that neither the heads nor what stands over the table account for."""
    known = grid.context_terms | terms_of(passage.header) | terms_of(passage.document)
    known |= frozenset().union(*grid.head_terms)
    known |= frozenset(term for word in listed("tables", "asking") for term in terms_of(word))
    return question.terms - known


def _is_misspelled(near: NearRows, found: Sequence[Sequence[StoredUnit]]) -> bool:
    """Whether what is asked for is spelled nearly as a word of the material: then that is meant, and it is there."""
    known = frozenset().union(*(unit.terms for here in found for unit in here))
    return any(is_misspelled(term, known - {term}) for term in terms_of(near.asked))


def _said_elsewhere(
    question: Question, grid: Grid, near: NearRows, found: Sequence[Sequence[StoredUnit]]
) -> bool:
    """Whether a unit that is no row of the table has all that is asked for."""
    rows = {(row.unit.page, row.unit.start) for row in grid.rows}
    asked = frozenset(word.term for word in question.search.words if word.text in near.asked.split())
    others = (unit for here in found for unit in here if (unit.unit.page, unit.unit.start) not in rows)
    return any(asked <= unit.terms for unit in others)
