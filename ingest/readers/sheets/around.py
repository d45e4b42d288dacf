"""What stands around the tables of a sheet: titles above them, notes beneath them, lines alone."""

import re
from collections.abc import Sequence

from ingest.blocks import margins
from ingest.readers.sheets.grid import Shows
from ingest.readers.sheets.parts import SheetLine, SheetPart
from ingest.readers.sheets.regions import Region
from rag.values.pages import Kind

TITLE = 120
"""Characters of a title at most."""
LONG = 60
"""Characters of words in a cell, from which on they are no head."""
COMMENTS = ("#", "%", "//", "--")
"""What a comment in delimited text begins with."""
_TITLES = 3  # lines of them
_NOTE = re.compile(r"[*†‡]|\(?[a-z0-9]{1,2}\)\s|\[[a-z0-9]{1,2}\]", re.IGNORECASE)


def are_titles(region: Region, follows: Region | None) -> bool:
    """Whether a few lines in one column are the titles of the table beneath them."""
    if follows is None or len(region.rows) > _TITLES or len(follows.columns) < 2 or follows.gap > 2:
        return False
    if follows.rows[0] <= region.rows[-1] or region.columns[0] not in follows.columns or region.numeric:
        return False
    first = region.at(region.rows[0], region.columns[0])
    return region.rows[0] == min(region.grid.rows) or (first is not None and first.strong)


def is_title(region: Region, index: int) -> bool:
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
    is_wide = len(cell.words) > LONG // 2 or cell.words.count(" ") > 3
    return filled[0] == region.columns[0] or is_wide


def is_beneath(region: Region, index: int) -> bool:
    """Whether a row at the bottom is a note: words in its first cell alone that are long or begin like a note."""
    row = region.rows[index]
    filled = region.filled(row)
    cell = region.at(row, filled[0])
    if len(filled) > 1 or cell is None or cell.shows is not Shows.WORDS or filled[0] != region.columns[0]:
        return False
    return len(cell.words) > LONG or is_note(cell.words)


def is_note(words: str) -> bool:
    """Whether words begin like a note beneath a table: "* Without VAT", "(a) ...", "Source: ..."."""
    return _NOTE.match(words) is not None or margins.is_note(words)


def line(region: Region, row: int) -> SheetLine:
    """A row as a line of words, as a heading where it is set off."""
    cell = region.at(row, region.filled(row)[0])
    strong = cell is not None and cell.strong
    return SheetLine(Kind.HEADING if strong else Kind.PARAGRAPH, words(region, row))


def titled(lines: Sequence[SheetLine], is_later: bool) -> list[SheetPart]:
    """The lines above a table: the first is a heading, what else is short is a caption, what is long and comments are
    prose."""
    titled: list[SheetPart] = []
    for line in lines:
        text = line.words
        if (
            len(text) > TITLE
            or text.startswith(COMMENTS)
            or (text.endswith((".", ";", "!")) and line.kind is not Kind.HEADING)
        ):
            titled.append(SheetLine(Kind.PARAGRAPH, text))
        elif line.kind is Kind.HEADING or not any(_is_heading(part) for part in titled):
            titled.append(SheetLine(Kind.HEADING, text, 1 + (is_later or any(map(_is_heading, titled)))))
        else:
            titled.append(SheetLine(Kind.CAPTION, text))
    return titled


def closing(lines: Sequence[SheetLine]) -> list[SheetPart]:
    """Lines after which nothing comes."""
    return [SheetLine(Kind.NOTE if is_note(line.words) else Kind.PARAGRAPH, line.words) for line in lines]


def notes(lines: Sequence[str]) -> list[SheetPart]:
    """Lines beneath a table."""
    return [SheetLine(Kind.NOTE, words) for words in lines if words]


def words(region: Region, row: int) -> str:
    """The words of a row of the sheet, on one line as far as cells are on one."""
    return " ".join(words_at(region, row, column) for column in region.filled(row))


def words_at(region: Region, row: int, column: int) -> str:
    """The words of a cell, "" for none."""
    cell = region.at(row, column)
    return cell.words if cell is not None else ""


def _is_heading(part: SheetPart) -> bool:
    return isinstance(part, SheetLine) and part.kind is Kind.HEADING
