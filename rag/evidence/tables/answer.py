"""What a table answers: the cell of a row, the whole row, or what is computed from a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rag.evidence.candidates import UnitSource
from rag.evidence.lists.asking import names_steps
from rag.evidence.tables.column import asked_column
from rag.evidence.tables.computing import Computation, Wanted, computed, extreme, single, wanted
from rag.evidence.tables.grid import Grid, grids, terms_of
from rag.evidence.tables.reading import RowReading, asked_columns, narrowed, read_row
from rag.language.tables import listed
from rag.models.embedding.encoder import Encoder
from rag.question.answer_type import AnswerType
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Cell, Kind, Passage, Task

_NUMBER = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_PASSAGES = 4  # in which a table is looked for
_LEFT = 1  # words of a question that may be nowhere, where a column answers it: "How high is the lamp?" of "Height"
_MOST_ROWS = 8  # that are shown for one question


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """The rows that answer, the passage of their table, and the cell that does (None: the rows as a whole).

    `computed` is what was computed from the rows ("" for nothing), `column` the 0-based column that it is from,
    `computation` how.
    """

    passage: Passage
    rows: tuple[StoredUnit, ...]
    cell: Cell | None = None
    computed: str = ""
    column: int | None = None
    computation: Computation | None = None


def table_answer(
    question: Question, passages: Sequence[Passage], units: UnitSource, encoder: Encoder
) -> TableAnswer | None:
    """What the tables of the best passages answer, each word of the question accounted for; None where they do not.

    A row answers only where all that is asked for is in it, in its heads or over its table, so that no other thing's
    row is taken for it.
    """
    if question.form.why or question.form.two_things:
        return None
    best = passages[:_PASSAGES]
    seen: set[tuple[int, int]] = set()
    for passage, found in zip(best, units.of(best), strict=True):
        for unit in found:
            table = unit.unit.table
            if unit.unit.kind is not Kind.ROW or table is None or (unit.document_id, table) in seen:
                continue
            seen.add((unit.document_id, table))
            for grid in grids(units.of_table(unit.document_id, table)):
                answer = _of_grid(question, grid, passage, best, encoder)
                if answer is not None:
                    return answer
    return None


def _of_grid(
    question: Question, grid: Grid, passage: Passage, passages: Sequence[Passage], encoder: Encoder
) -> TableAnswer | None:
    above = grid.context_terms | terms_of(passage.header) | terms_of(passage.document)
    heads = frozenset().union(*grid.head_terms)
    known = (above | heads | _asking()) & question.terms
    asked = wanted(question)
    if asked is not None and not asked.terms & heads:  # "the last bus" of a column "Last"
        answer = _computed(question, asked, grid, passage, known)
        if answer is not None:
            return answer
        if asked.computation in (Computation.LEAST, Computation.MOST) and asked.by_age is None:
            return None
        known |= asked.terms  # "the first keeper": no computation, where the table has no such column
    readings = [read_row(question, grid, row, known) for row in grid.rows]
    found = _fitting(question, readings)
    if not found or len(found) > _MOST_ROWS:
        return None
    first = found[0]
    if question.form.definition and not _is_defined(question, grid, first):
        return None
    if len(found) == 1 and question.task is Task.LIST and not first.named:
        return None  # one row that shares words with what is to be listed is no list
    if len(found) == 1 and question.task is Task.EXPLAIN and names_steps(question):
        return None  # nor is it what goes "step by step"
    column = asked_column(question, grid, first.row, first.columns, encoder)
    cell = grid.cell(first.row, column) if column is not None and len(found) == 1 else None
    if first.left and (cell is None or len(first.left) > _LEFT or not _are_said(first.left, passages)):
        return None  # what is asked is not all there, and no column says what is
    if cell is not None and not _is_asked_for(question, grid.words(first.row, column or 0)):
        return None
    if (
        question.task is Task.EXPLAIN
        and cell is None
        and not any(_tells(question, grid, r.row) for r in found)
    ):
        return None
    if cell is None and not _is_in_rows(question, grid, found):
        return None
    bare = len(question.search.words) == len(question.search.contents)  # "Millet": all of it may be wanted
    defines = question.form.definition and not bare and cell is None
    if defines and not any(_has_words(question, grid, r.row) for r in found):
        return None
    return TableAnswer(passage, tuple(reading.row for reading in found), cell)


def _are_said(left: frozenset[str], passages: Sequence[Passage]) -> bool:
    """Whether the passages say what no row, head or heading does: "the height of the lamp" over a column "Height". What
    is said nowhere ("How many windows?") is another thing than any column is of."""
    return left <= frozenset().union(*(terms_of(passage.text) for passage in passages))


def _is_in_rows(question: Question, grid: Grid, found: Sequence[RowReading]) -> bool:
    """Whether rows that answer as a whole have what is asked for: a number where one is, and where no column says what
    its cells are, as in a form, all words of the question ("Patient: Jane" has no drugs that the patient takes)."""
    said = [
        " ".join(grid.words(reading.row, column) for column in range(len(grid.heads))) for reading in found
    ]
    headed = any(grid.head_terms)
    if not headed and not all(question.terms - _asking() <= terms_of(words) for words in said):
        return False
    return question.kind is not AnswerType.NUMBER or any(map(_NUMBER.search, said))


def _is_defined(question: Question, grid: Grid, reading: RowReading) -> bool:
    """Whether a row is about the thing that is to be defined, and not about one of a longer or shorter name: a cell has
    all of its name, or the question names a column beside it ("What is black rice used for?")."""
    cells = (terms_of(grid.words(reading.row, column)) for column in range(len(grid.heads)))
    beside = frozenset().union(*grid.head_terms) & question.terms - reading.held
    return not reading.left and (bool(beside) or any(cell == question.terms for cell in cells))


def _tells(question: Question, grid: Grid, row: StoredUnit) -> bool:
    """Whether a row has more than numbers beside what the question says: those explain nothing."""
    cells = (grid.words(row, column) for column in range(len(grid.heads)))
    return any(map(_LETTER.search, (words for words in cells if not terms_of(words) & question.terms)))


def _has_words(question: Question, grid: Grid, row: StoredUnit) -> bool:
    """Whether a row has more than the name of what is asked for and numbers: those do not say what it is."""
    cells = (grid.words(row, column) for column in range(len(grid.heads)))
    return any(_LETTER.search(words) for words in cells if not terms_of(words) <= question.terms)


def _is_asked_for(question: Question, words: str) -> bool:
    """Whether a cell has a number where one is asked for."""
    return question.kind is not AnswerType.NUMBER or bool(_NUMBER.search(words))


def _fitting(question: Question, readings: Sequence[RowReading]) -> list[RowReading]:
    """The readings of the rows that are asked for: with most of the words that tell rows apart, and none against."""
    held = [reading for reading in readings if reading.held]
    if not held:
        return []
    most = max(len(reading.held) for reading in held)
    best = [reading for reading in held if len(reading.held) == most]
    best = [reading for reading in best if reading.named] or best
    fits = [r for r in best if (r.named or not r.left) and not narrowed(question, r.held, r.left)]
    return fits if len(fits) == len(best) else []


def _computed(
    question: Question, asked: Wanted, grid: Grid, passage: Passage, known: frozenset[str]
) -> TableAnswer | None:
    free = question.terms - known - asked.terms
    everywhere = frozenset().union(*(_row_terms(grid, row) for row in grid.rows))
    if (free - everywhere) & question.names:
        return None  # of a thing that the table does not have
    free &= everywhere
    rows = single([row for row in grid.rows if free <= _row_terms(grid, row)], grid)
    if not rows:
        return None
    named = asked_columns(question, grid, frozenset())
    measured = [column for column in _named_columns(question, grid) if column in grid.numeric]
    if asked.computation is Computation.COUNT:
        return _count(question, grid, passage, rows, free, measured)
    numeric = measured or sorted(grid.numeric - {0})
    if len(numeric) != 1 and not measured:
        return None
    column = measured[0] if measured else numeric[0]
    if asked.computation in (Computation.LEAST, Computation.MOST):
        if free and len(rows) == 1:
            return None  # the row is named: nothing is the most of one ("sales of the first half")
        best = extreme(asked, grid, rows, column)[:_MOST_ROWS]
        subject = next((c for c in named if c != column), 0 if column else 1)
        cell = grid.cell(best[0], subject) if len(best) == 1 and subject < len(grid.heads) else None
        return TableAnswer(passage, tuple(best), cell, column=column) if best else None
    total = computed(asked, grid, rows, column)
    return (
        TableAnswer(passage, tuple(rows), computed=total, column=column, computation=asked.computation)
        if total
        else None
    )


def _count(
    question: Question,
    grid: Grid,
    passage: Passage,
    rows: Sequence[StoredUnit],
    free: frozenset[str],
    measured: Sequence[int],
) -> TableAnswer | None:
    """How many rows there are, or have what the question says; not where a column has the number that is asked for."""
    first = grid.head_terms[0] if grid.head_terms else frozenset()
    if measured or not (first & question.terms or (free and grid.context_terms & question.terms)):
        return None
    if free and len(rows) == 1:
        return None
    return TableAnswer(passage, tuple(rows), computed=str(len(rows)), column=0, computation=Computation.COUNT)


def _named_columns(question: Question, grid: Grid) -> list[int]:
    """The columns whose heads share words with the question, those that share most first."""
    shared = {i: len(terms & question.terms) for i, terms in enumerate(grid.head_terms)}
    return sorted((i for i, count in shared.items() if count), key=lambda i: -shared[i])


@cache
def _asking() -> frozenset[str]:
    """What only asks for a row."""
    return frozenset(term for word in listed("tables", "asking") for term in terms_of(word))


def _row_terms(grid: Grid, row: StoredUnit) -> frozenset[str]:
    return frozenset().union(*(terms_of(grid.words(row, column)) for column in range(len(grid.heads))))
