"""A grid of words into its lines, lists and tables: what any reader of spreadsheets uses once it knows what is shown.

for part in parts(grid): ...
"""

from collections.abc import Sequence
from itertools import zip_longest

from ingest.blocks import margins
from ingest.readers.sheets import heads
from ingest.readers.sheets.grid import Grid, Shown, Shows, address
from ingest.readers.sheets.parts import SheetLine, SheetList, SheetPart, SheetTable
from ingest.readers.sheets.regions import Region, regions
from rag.values.pages import Kind

_TITLE = 120  # characters of a title
_TITLES = 3  # lines of them
_LONG = 60  # of words in a cell, from which on they are no head
_PROSE = 80  # characters of a cell that is a sentence rather than an item
_PAIRED = 0.6  # of the rows of a table of pairs that have both cells
_NOTES = ("*", "†", "‡", "(a)", "(1)", "a)", "1)", "[1]")


def parts(grid: Grid, delimited: bool = False) -> list[SheetPart]:
    """The parts of a sheet. `delimited`: it is from a file of delimited text, whose first row is of heads by custom."""
    found: list[SheetPart] = []
    waiting: list[SheetLine] = []  # titles of what comes next
    last: tuple[Region, SheetTable] | None = None
    whole = _with_heads(regions(grid))
    for region, follows in zip_longest(whole, whole[1:]):
        above, core, below = _peeled(region, follows)
        if core is None:
            alone = _alone(region, above, found, waiting)
            waiting += alone
            continue
        if last is not None and not waiting and _goes_on(core, last[0]):
            _add(last[1], Region(grid, region.rows[: len(above) + len(core.rows)], last[0].columns))
            found += _notes(below)
            continue
        found += _titled([*waiting, *(_line(region, row) for row in above)], bool(found))
        waiting = []
        made = _made(core, delimited)
        last = (core, made[0]) if isinstance(made[0], SheetTable) and made[0].head else None
        found += [*made, *_notes(below)]
    return found + _closing(waiting)


def _with_heads(found: Sequence[Region]) -> list[Region]:
    """The parts of a sheet; a row of heads with an empty row beneath it put together with the rows that it heads."""
    kept: list[Region] = []
    for region in found:
        before = kept[-1] if kept else None
        if before is not None and region.gap == 1 and _heads(before, region):
            columns = tuple(sorted({*before.columns, *region.columns}))
            kept[-1] = Region(region.grid, before.rows + region.rows, columns, before.gap)
        else:
            kept.append(region)
    return kept


def _heads(before: Region, region: Region) -> bool:
    if len(before.rows) > 2 or len(before.columns) < 2 or before.rows[-1] >= region.rows[0]:
        return False
    cells = [cell for row in before.rows for column in before.filled(row) if (cell := before.at(row, column))]
    first = [region.at(region.rows[0], column) for column in region.columns]
    valued = any(cell is not None and cell.shows is Shows.NUMBER for cell in first)
    worded = all(cell.shows is not Shows.NUMBER and len(cell.words) <= _LONG for cell in cells)
    return worded and valued and set(region.numeric) <= set(before.columns)


def _peeled(region: Region, follows: Region | None) -> tuple[list[int], Region | None, list[str]]:
    """The rows of titles at its top, the table in it (None where there is none), and the notes at its bottom."""
    rows, first, last = region.rows, 0, len(region.rows)
    if len(region.columns) > 1:
        while first < last and _is_title(region, first):
            first += 1
        while last > first + 1 and _is_beneath(region, last - 1):
            last -= 1
    elif len(rows) == 1 or _are_titles(region, follows):
        first = last
    if first == last:
        return list(rows), None, []
    notes = [_words(region, row) for row in rows[last:]]
    return list(rows[:first]), region.part(first, last), notes


def _are_titles(region: Region, follows: Region | None) -> bool:
    """Whether a few lines in one column are the titles of the table beneath them."""
    if follows is None or len(region.rows) > _TITLES or len(follows.columns) < 2 or follows.gap > 2:
        return False
    if follows.rows[0] <= region.rows[-1] or region.columns[0] not in follows.columns or region.numeric:
        return False
    first = region.at(region.rows[0], region.columns[0])
    return region.rows[0] == min(region.grid.rows) or (first is not None and first.strong)


def _is_title(region: Region, index: int) -> bool:
    """Whether a row at the top is a line of its own: one cell at the left, or one merged over most of the columns."""
    row = region.rows[index]
    filled = region.filled(row)
    if len(filled) != 1:
        return False
    anchor = (row, filled[0])
    width = sum(region.grid.under.get((row, column)) == anchor for column in region.columns)
    if 2 * width > len(region.columns):
        return True
    cell = region.at(*anchor)
    if cell is None or cell.shows is Shows.NUMBER:
        return False
    is_wide = len(cell.words) > _LONG // 2 or cell.words.count(" ") > 3
    return filled[0] == region.columns[0] or is_wide


def _is_beneath(region: Region, index: int) -> bool:
    """Whether a row at the bottom is a note: words in its first cell alone that are long or begin like a note."""
    row = region.rows[index]
    filled = region.filled(row)
    cell = region.at(row, filled[0])
    if len(filled) > 1 or cell is None or cell.shows is not Shows.WORDS or filled[0] != region.columns[0]:
        return False
    return len(cell.words) > _LONG or is_note(cell.words)


def is_note(words: str) -> bool:
    """Whether words begin like a note beneath a table: "* Without VAT", "(a) ...", "Source: ..."."""
    return words.startswith(_NOTES) or margins.is_note(words)


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
        table.head.append([_words_at(core, row, column) for column in core.columns])
        table.addresses.append([address(row, column) for column in core.columns])
    _add(table, Region(core.grid, core.rows[count:], core.columns))
    return table


def _add(table: SheetTable, region: Region) -> None:
    """Add the rows of a part of the sheet. What is merged over several rows stands in each of them."""
    grid = region.grid
    for row in region.rows:
        cells, places = list[str](), list[str]()
        for column in region.columns:
            anchor = grid.under.get((row, column), (row, column))
            own = anchor if anchor[1] == column else (row, column)
            cells.append(_words_at(region, *own))
            places.append(address(*own))
        table.rows.append(cells)
        table.addresses.append(places)


def _is_pairs(core: Region) -> bool:
    """Whether two columns are what something is called and what it is."""
    if len(core.columns) != 2 or core.columns[0] in core.numeric:
        return False
    keys = [cell.words for row in core.rows if (cell := core.at(row, core.columns[0]))]
    both = sum(len(core.filled(row)) == 2 for row in core.rows)
    return both >= _PAIRED * len(core.rows) and len(set(keys)) == len(keys) and max(map(len, keys)) <= _LONG


def _column(core: Region, count: int) -> Sequence[SheetPart]:
    """One column: a list of words, prose, or values under a head."""
    column = core.columns[0]
    cells = [cell for row in core.rows if (cell := core.at(row, column))]
    if core.numeric and count:
        table = SheetTable([cells[0].words], [[cells[0].words]])
        table.rows = [[cell.words] for cell in cells[1:]]
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
    lines = [_line(region, row) for row in rows]
    beneath = bool(found) and isinstance(found[-1], SheetTable | SheetLine) and not waiting
    kept = list[SheetLine]()
    for line in lines:
        if beneath and not kept and (is_note(line.words) or len(line.words) > _TITLE):
            found.append(SheetLine(Kind.NOTE, line.words))
        else:
            kept.append(line)
    return kept


def _line(region: Region, row: int) -> SheetLine:
    cell = region.at(row, region.filled(row)[0])
    strong = cell is not None and cell.strong
    return SheetLine(Kind.HEADING if strong else Kind.PARAGRAPH, _words(region, row))


def _titled(lines: Sequence[SheetLine], is_later: bool) -> list[SheetPart]:
    """The lines above a table: the first is a heading, what else is short is a caption, what is long is prose."""
    titled: list[SheetPart] = []
    for line in lines:
        text = line.words
        if len(text) > _TITLE or (text.endswith((".", ";", "!")) and line.kind is not Kind.HEADING):
            titled.append(SheetLine(Kind.PARAGRAPH, text))
        elif line.kind is Kind.HEADING or not any(_is_heading(part) for part in titled):
            titled.append(SheetLine(Kind.HEADING, text, 1 + (is_later or any(map(_is_heading, titled)))))
        else:
            titled.append(SheetLine(Kind.CAPTION, text))
    return titled


def _is_heading(part: SheetPart) -> bool:
    return isinstance(part, SheetLine) and part.kind is Kind.HEADING


def _closing(lines: Sequence[SheetLine]) -> list[SheetPart]:
    """Lines after which nothing comes."""
    return [SheetLine(Kind.NOTE if is_note(line.words) else Kind.PARAGRAPH, line.words) for line in lines]


def _notes(lines: Sequence[str]) -> list[SheetPart]:
    return [SheetLine(Kind.NOTE, words) for words in lines if words]


def _words(region: Region, row: int) -> str:
    return " ".join(_words_at(region, row, column) for column in region.filled(row))


def _words_at(region: Region, row: int, column: int) -> str:
    cell = region.at(row, column)
    return cell.words if cell is not None else ""
