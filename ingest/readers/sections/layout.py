"""Tables of data and tables that only place things on the page: these are no tables for who reads them."""

from collections.abc import Iterable, Iterator

from ingest.readers.sections.grids import rows_of
from ingest.readers.sections.pieces import Found, Piece, SectionCell, SectionTable
from rag.values.pages import Kind

_ASIDE = (Kind.NOTE, Kind.COMMENT)
_LONG = 600  # characters of a cell that is no datum
_MANY = 8  # paragraphs of such a cell
_FEW_ROWS, _SOME = 2, 4  # rows of a table, and paragraphs of a cell of it, that are laid out


def unfolded(found: Iterable[Found]) -> Iterator[Piece]:
    """The pieces, tables as rows; what a table only lays out comes cell by cell.

    Notes and comments in the cells of a table come after it.
    """
    for piece in found:
        if isinstance(piece, Piece):
            yield piece
        elif _is_layout(piece):
            for row in piece.rows:
                for cell in row.cells:
                    yield from unfolded(cell.pieces)
        else:
            asides = list(_without_asides(piece))
            if rows := rows_of(piece):
                yield Piece(Kind.ROW, rows=rows)
            yield from asides


def _is_layout(table: SectionTable) -> bool:
    cells = [cell for row in table.rows for cell in row.cells if cell.pieces]
    if max((sum(bool(cell.pieces) for cell in row.cells) for row in table.rows), default=0) <= 1:
        return True
    if any(_is_table(piece) for cell in cells for piece in cell.pieces):
        return True
    paragraphs = [_paragraphs(cell) for cell in cells]
    if len(table.rows) <= _FEW_ROWS and max(map(len, paragraphs)) >= _SOME:
        return True
    if any(_has_section(inner) for inner in paragraphs):
        return True
    lengths = [sum(len(paragraph.text) for paragraph in inner) for inner in paragraphs]
    big = sum(
        length
        for length, inner in zip(lengths, paragraphs, strict=True)
        if length > _LONG or len(inner) >= _MANY
    )
    return 2 * big > sum(lengths)


def _paragraphs(cell: SectionCell) -> list[Piece]:
    found = (piece for piece in cell.pieces if isinstance(piece, Piece))
    return [piece for piece in found if piece.kind not in _ASIDE]


def _is_table(piece: Found) -> bool:
    """Whether a table in a cell has rows and columns; smaller ones are words of the cell."""
    if isinstance(piece, Piece):
        return False
    rows = [row for row in piece.rows if any(cell.pieces for cell in row.cells)]
    return len(rows) > 1 and max(len(row.cells) for row in rows) > 1


def _has_section(paragraphs: list[Piece]) -> bool:
    """Whether there is a heading in a cell with more than a few words under it."""
    heads = [paragraph.kind is Kind.HEADING for paragraph in paragraphs]
    return any(heads) and heads.count(False) > 1


def _without_asides(table: SectionTable) -> Iterator[Piece]:
    """Take the notes and comments out of the cells of a table."""
    for row in table.rows:
        for cell in row.cells:
            for piece in list(cell.pieces):
                if isinstance(piece, SectionTable):
                    yield from _without_asides(piece)
                elif piece.kind in _ASIDE:
                    cell.pieces.remove(piece)
                    yield piece
