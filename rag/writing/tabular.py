"""An answer from a table: its rows, with the cell that answers or what was computed as the short answer."""

from dataclasses import replace

from rag.evidence.kept import ACCOUNTED, evidence_of
from rag.evidence.tables.answer import TableAnswer
from rag.evidence.tables.computing import Computation
from rag.language.layout import plain_line
from rag.store.documents.units import StoredUnit
from rag.values import (
    Answer,
    AnswerPart,
    Citation,
    Claim,
    Evidence,
    Outcome,
    Shape,
    ShortAnswer,
    Source,
    Verdict,
)
from rag.writing.composition import quoted
from rag.writing.parts import rows as set_as_rows

_FEW = 3
"""Rows that are quoted one by one; of more, what was computed is said in one line that cites each of them."""
_NAMED = 12  # rows that were counted and are named


def rows_of(found: TableAnswer) -> list[Evidence]:
    """The rows that answer, as evidence; the cell that does is marked."""
    passage = found.passage
    marks = () if found.cell is None else ((found.cell.start, found.cell.end),)
    return [
        evidence_of(
            row,
            passage.rank,
            passage.document,
            ACCOUNTED,
            rank,
            marks=tuple((start - row.unit.start, end - row.unit.start) for start, end in marks),
        )
        for rank, row in enumerate(found.rows, start=1)
    ]


def _short_of(found: TableAnswer, first: Evidence) -> ShortAnswer | None:
    """The cell that answers, or what was computed, cited by the first row that it is from; None for whole rows."""
    if found.computed:
        return ShortAnswer(found.computed, first.cited(0, len(first.text), ACCOUNTED))
    if found.cell is None:
        return None
    start = found.cell.start - first.start
    cited = first.cited(start, start + found.cell.end - found.cell.start, ACCOUNTED)
    return ShortAnswer(" ".join(cited.quote.split()), cited)


def with_table(base: Answer, found: TableAnswer) -> Answer:
    """The answer with the rows as claims, each cited; where something was computed from many rows, with one line that
    cites all of them."""
    rows = rows_of(found)
    claims = [quoted(row) for row in rows]
    parts = set_as_rows(rows)
    if found.computed and len(rows) > _FEW:
        claims = [Claim(_said(found), Verdict.SUPPORTED, Source.EVIDENCE, _cells(found, rows))]
        parts = (AnswerPart(Shape.PARAGRAPH, (0,)),)
    text = "\n".join(plain_line(claim.text) for claim in claims)
    return replace(
        base,
        outcome=Outcome.ANSWERED,
        text=text,
        claims=tuple(claims),
        parts=parts,
        short=_short_of(found, rows[0]),
        confidence=ACCOUNTED,
    )


def _said(found: TableAnswer) -> str:
    """How the number came about: the rows that were counted, or the column that was added up."""
    cells = [row.unit.cells for row in found.rows]
    column = found.column or 0
    if found.computation is Computation.COUNT:
        names = [_words(row, column) for row in found.rows]
        return f"{len(names)} rows: {', '.join(names[:_NAMED])}{', …' if len(names) > _NAMED else ''}"
    head = cells[0][column].head if column < len(cells[0]) else ""
    how = "on average over" if found.computation is Computation.MEAN else "added up over"
    return f"{head or 'The column'}, {how} {len(cells)} rows: {found.computed}"


def _words(row: StoredUnit, column: int) -> str:
    cells = row.unit.cells
    cell = cells[column] if column < len(cells) else None
    words = row.text if cell is None else row.text[cell.start - row.unit.start : cell.end - row.unit.start]
    return " ".join(words.split())


def _cells(found: TableAnswer, rows: list[Evidence]) -> tuple[Citation, ...]:
    """The cells of the column that something was computed from; of a row without one, all of it."""
    cited = []
    for row in rows:
        cells = row.cells
        cell = cells[found.column] if found.column is not None and found.column < len(cells) else None
        if cell is None or cell.start == cell.end:
            cited.append(row.citation())
        else:
            cited.append(row.cited(cell.start - row.start, cell.end - row.start, ACCOUNTED))
    return tuple(cited)
