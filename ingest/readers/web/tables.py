"""Tables of HTML: their cells on a grid, which rows are heads, and which tables are there for the layout alone."""

from collections.abc import Callable, Iterator

from ingest.readers.sections.heads import headed
from ingest.readers.sections.pieces import Rows
from ingest.readers.web.dom import Element, is_unseen, plain, tag

_WIDEST = 200  # columns
_MOST = 300_000  # cells of a grid
_PROSE = 600  # characters of a cell that is no cell but a column of a page
_INSIDE = frozenset(("h1", "h2", "h3", "h4", "pre", "form", "article", "nav"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))


def rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, not of those inside it, and whether each is among the heads."""
    for child in table:
        if tag(child) == "tr":
            yield child, False
        elif tag(child) in _GROUPS:
            yield from ((row, tag(child) == "thead") for row in child if tag(row) == "tr")


def cells_of(row: Element) -> list[Element]:
    """The cells of a row that are seen."""
    return [cell for cell in row if tag(cell) in ("td", "th") and not is_unseen(cell)]


def is_layout(table: Element) -> bool:
    """Whether a table only says what stands beside what."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = [cells_of(row) for row, _ in rows_of(table)]
    if any(tag(cell) == "th" for cells in rows for cell in cells):
        return False
    if len([cells for cells in rows if cells]) < 2 or max(map(len, rows), default=0) < 2:
        return True
    cells = [cell for row in rows for cell in row]
    return any(
        (tag(inner) == "table" and len(plain(cell)) > _PROSE) or tag(inner) in _INSIDE
        for cell in cells
        for inner in cell.iter()
    ) or any(len(plain(cell)) > 2 * _PROSE for cell in cells)


def grid(table: Element, words: Callable[[Element], str]) -> Rows:
    """The rows, all of one width, that of the heads first; () where there is no word. `words` reads a cell.

    What a cell says of several rows stands in each of them; of several columns in the first, of heads in each.
    """
    rows: list[list[str]] = []
    heads: list[bool] = []
    held: dict[int, tuple[int, str]] = {}  # what goes on from above: column -> rows to come, words
    total = 0
    for row, above in rows_of(table):
        cells, line, column = cells_of(row), list[str](), 0
        is_head = above or (bool(cells) and all(tag(cell) == "th" for cell in cells))
        for cell in [*cells, None]:
            while column in held and column < _WIDEST:
                left, said = held.pop(column)
                if left > 1:
                    held[column] = left - 1, said
                line.append(said)
                column += 1
                if cell is None and not any(place >= column for place in held):
                    break
            if cell is None or column >= _WIDEST:
                continue
            said, wide = words(cell), _span(cell, "colspan")
            for step in range(min(wide, _WIDEST - column)):
                own = said if step == 0 or is_head else ""
                line.append(own)
                if (down := _span(cell, "rowspan")) > 1:
                    held[column] = down - 1, own
                column += 1
        total += len(line)
        if total > _MOST:
            break
        rows.append(line)
        heads.append(is_head)
    return headed(rows, heads, bool(any(_is_bold(table))))


def _is_bold(table: Element) -> Iterator[bool]:
    """Whether the words of the first row are all bold."""
    first = next((cells_of(row) for row, _ in rows_of(table)), [])
    yield len(first) > 1 and all(
        any(tag(inner) in ("b", "strong") and plain(inner) == plain(cell) for inner in cell.iter())
        for cell in first
        if plain(cell)
    )


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1").strip()
    return max(1, min(int(said), 1000)) if said.isascii() and said.isdigit() and len(said) < 6 else 1
