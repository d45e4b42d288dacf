"""Tables of cells as rows of words: merged cells are said where they count."""

from ingest.readers.sections.heads import headed
from ingest.readers.sections.pieces import Rows, SectionRow, SectionTable, is_bold, within, words_of
from rag.values.pages import Kind

_REPEATED = 80  # characters of a cell that is said again in each row that it goes over


def rows_of(table: SectionTable) -> Rows:
    """The rows of a table, that of the heads first; () where there are no words in it.

    A cell over several rows stands in each of them where it is short; one over several columns stands in the first.
    """
    grid: list[list[str]] = []
    wide: list[list[str]] = []
    above: dict[int, str] = {}
    for row in table.rows:
        line, spread = [""] * row.skipped, [""] * row.skipped
        for cell in row.cells:
            column = len(line)
            said = words_of(cell.pieces)
            if cell.goes_on and not said:
                said = above.get(column, "")
                said = said if len(said) <= _REPEATED else ""
            else:
                above[column] = said
            line += [said, *[""] * (cell.span - 1)]
            spread += [said] * cell.span
        grid.append(line)
        wide.append(spread)
    return headed(grid, [row.is_head for row in table.rows], table.has_head or _begins_bold(table), wide)


def _begins_bold(table: SectionTable) -> bool:
    """Whether the first row that has words is bold as the next one is not."""
    rows = [row for row in table.rows if words_of([piece for cell in row.cells for piece in cell.pieces])][:2]
    return len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1])


def _is_bold(row: SectionRow) -> bool:
    found = [piece for cell in row.cells for piece in within(cell.pieces) if piece.text]
    return bool(found) and all(is_bold(piece) or piece.kind is Kind.HEADING for piece in found)
