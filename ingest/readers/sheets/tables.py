"""A grid of words into its lines, lists and tables: what any reader of spreadsheets uses once it knows what is shown.

for part in parts(grid): ...
"""

from collections.abc import Sequence
from itertools import zip_longest

from ingest.readers.sheets import around, heads
from ingest.readers.sheets.grid import SheetGrid, Shown, address, letters
from ingest.readers.sheets.parts import SheetLine, SheetList, SheetPart, SheetTable
from ingest.readers.sheets.regions import Region, regions
from rag.values.pages import Kind

_LEAD = 160  # characters of what introduces rows
_PROSE = 80  # characters of a cell that is a sentence rather than an item
_PAIRED = 0.6  # of the rows of a table of pairs that have both cells


def parts(grid: SheetGrid, delimited: bool = False) -> list[SheetPart]:
    """The parts of a sheet. `delimited`: it is from a file of delimited text, whose first row is of heads by custom."""
    found: list[SheetPart] = []
    waiting: list[SheetLine] = []  # titles of what comes next
    last: tuple[Region, SheetTable] | None = None
    whole = regions(grid)
    for region, follows in zip_longest(whole, whole[1:]):
        above, core, below = _peeled(region, follows)
        if core is None:
            alone = _alone(region, above, found, waiting)
            waiting += alone
            continue
        if len(core.columns) == 1 and _are_notes(core, found, waiting):
            found += around.notes([around.words(core, row) for row in region.rows])
            continue
        if last is not None and not waiting and _goes_on(core, last[0]):
            _add(last[1], Region(grid, region.rows[: len(above) + len(core.rows)], last[0].columns))
            found += around.notes(below)
            continue
        found += around.titled([*waiting, *(around.line(region, row) for row in above)], bool(found))
        waiting = []
        made = _made(core, delimited)
        last = None
        if isinstance(made[0], SheetTable) and made[0].head:
            last = Region(grid, core.rows[len(made[0].head) - 1 :], core.columns), made[0]
        found += [*made, *around.notes(below)]
    return found + around.closing(waiting)


def _peeled(region: Region, follows: Region | None) -> tuple[list[int], Region | None, list[str]]:
    """The rows of titles at its top, the table in it (None where there is none), and the notes at its bottom."""
    rows, first, last = region.rows, 0, len(region.rows)
    if len(region.columns) > 1:
        while first < last and around.is_title(region, first):
            first += 1
        while last > first + 1 and around.is_beneath(region, last - 1):
            last -= 1
    elif len(rows) == 1 or around.are_titles(region, follows):
        first = last
    if first == last:
        return list(rows), None, []
    notes = [around.words(region, row) for row in rows[last:]]
    return list(rows[:first]), region.part(first, last), notes


def _are_notes(core: Region, found: Sequence[SheetPart], waiting: Sequence[SheetLine]) -> bool:
    """Whether a column of words after a table is of notes on it."""
    noted = sum(around.is_note(around.words(core, row)) for row in core.rows)
    return bool(found) and not waiting and isinstance(found[-1], SheetTable) and 2 * noted >= len(core.rows)


def _goes_on(core: Region, above: Region) -> bool:
    """Whether rows after an empty row are more of the table above: they are in its columns and have no heads."""
    if not set(core.columns) <= set(above.columns) or len(core.columns) < 2 or core.gap > 2:
        return False
    values = above.numeric.intersection(core.columns)
    return heads.count(core) == 0 and bool(values) and values <= core.numeric


def _made(core: Region, delimited: bool) -> Sequence[SheetPart]:
    count = heads.count(core, delimited)
    return _column(core, count) if len(core.columns) == 1 else [_table(core, count)]


def _table(core: Region, count: int) -> SheetTable:
    called = heads.names(core, count)
    table = SheetTable(called, is_pairs=count == 0 and _is_pairs(core))
    for row in core.rows[:count]:
        table.head.append([around.words_at(core, row, column) for column in core.columns])
        table.addresses.append([address(row, column) for column in core.columns])
    _add(table, Region(core.grid, core.rows[count:], core.columns))
    return table


def _add(table: SheetTable, region: Region) -> None:
    """Add the rows of a part of the sheet. What is merged over several rows stands in each of them. A row with nothing
    but a name at its left introduces those after it."""
    grid, columns, lead, leads = region.grid, region.columns, "", False
    names = [letters(column) for column in columns]
    for row in region.rows:
        held = grid.rows[row]
        shown = [held.get(column) for column in columns]
        places = [f"{name}{row + 1}" for name in names]
        if grid.under:
            for index, column in enumerate(columns):
                anchor = grid.under.get((row, column), (row, column))
                if anchor[1] == column and anchor[0] != row:
                    shown[index], places[index] = grid.at(*anchor), address(*anchor)
        table.rows.append([cell.words if cell is not None else "" for cell in shown])
        table.addresses.append(places)
        first, others = shown[0], any(shown[1:])
        if first is not None and not others and len(columns) > 2:
            words = " ".join(first.words.split())
            lead, leads = (f"{lead} / {words}" if leads else words)[-_LEAD:], True
        else:
            leads = False
        table.leads.append("" if leads else lead)


def _is_pairs(core: Region) -> bool:
    """Whether two columns are what something is called and what it is."""
    if len(core.columns) != 2 or core.columns[0] in core.numeric:
        return False
    keys = [cell.words for row in core.rows if (cell := core.at(row, core.columns[0]))]
    both = sum(len(core.filled(row)) == 2 for row in core.rows)
    return (
        both >= _PAIRED * len(core.rows)
        and len(set(keys)) == len(keys)
        and max(map(len, keys)) <= around.LONG
    )


def _column(core: Region, count: int) -> Sequence[SheetPart]:
    """One column: a list of words, prose, or values under a head."""
    column = core.columns[0]
    cells = [cell for row in core.rows if (cell := core.at(row, column))]
    if core.numeric and count:
        table = SheetTable([cells[0].words], [[cells[0].words]])
        table.rows = [[cell.words] for cell in cells[1:]]
        table.leads = [""] * len(table.rows)
        table.addresses = [[address(row, column)] for row in core.rows]
        return [table]
    prose = [len(cell.words) > _PROSE for cell in cells]
    if 2 * sum(prose) >= len(cells):
        titles = [cell.strong and not long for cell, long in zip(cells, prose, strict=True)]
        return [
            SheetLine(Kind.HEADING, cell.words, 2) if title else SheetLine(Kind.PARAGRAPH, cell.words)
            for title, cell in zip(titles, cells, strict=True)
        ]
    leads = count or _leads(cells)
    return [SheetList(tuple(cell.words for cell in cells[leads:]), cells[0].words if leads else "")]


def _leads(cells: Sequence[Shown]) -> int:
    """1 where the first of the cells of a column is set apart as its head."""
    first, rest = cells[0], cells[1:]
    strong = first.strong and not any(cell.strong for cell in rest)
    return int(bool(rest) and (strong or first.words.endswith(":")))


def _alone(
    region: Region, rows: Sequence[int], found: list[SheetPart], waiting: Sequence[SheetLine]
) -> list[SheetLine]:
    """Keep lines that stand alone as notes of the table above them; give those that may be titles of what is next."""
    lines = [around.line(region, row) for row in rows]
    beneath = bool(found) and isinstance(found[-1], SheetTable | SheetLine) and not waiting
    kept = list[SheetLine]()
    for line in lines:
        if beneath and not kept and (around.is_note(line.words) or len(line.words) > around.TITLE):
            found.append(SheetLine(Kind.NOTE, line.words))
        else:
            kept.append(line)
    return kept
