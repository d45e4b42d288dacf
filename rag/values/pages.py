"""What was read from a file: pages of blocks, and the units that are judged and quoted.

Frozen; offsets in characters of a page's text, end exclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class PageProblem(StrEnum):
    """What a reader found wrong with a page, in words for the health report."""

    SCANNED = "no text (only pictures)"
    DRAWN = "no text (only drawings)"
    GARBLED = "garbled text"
    HIDDEN = "hidden text"
    FAILED = "not readable"
    PICTURED = "pictures with words that could not be read"
    UNSEARCHED = "pictures not searched for words"
    UNSURE = "uncertain words"
    SLOW = "took too long"


_UNREAD = frozenset(
    {
        PageProblem.SCANNED,
        PageProblem.GARBLED,
        PageProblem.FAILED,
        PageProblem.PICTURED,
        PageProblem.UNSURE,
        PageProblem.SLOW,
    }
)


def is_unread(problems: Iterable[str]) -> bool:
    """Whether a page with these `problems` has words that could not be read."""
    return not _UNREAD.isdisjoint(problems)


class Kind(StrEnum):
    """What a block or a unit is.

    A `field` is a "Key: value" line, a `definition` a term with its meaning or a question with its answer, a `note` a
    foot- or endnote or what a speaker notes; `furniture` are running heads, page numbers and the like, which answer
    nothing.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    FIELD = "field"
    DEFINITION = "definition"
    CAPTION = "caption"
    NOTE = "note"
    COMMENT = "comment"
    CODE = "code"
    FORMULA = "formula"
    FURNITURE = "furniture"


FORM_FIELD = "form field"
"""What introduces a field that was filled into a form: the `lead` of its block, the end of its unit's context."""

Span = tuple[int, int]
"""(start, end) on the text of a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row of a table: the words at `start:end`, none where it is empty, under the column head `head`.

    `address` is what a sheet calls it ("B7"), "" in other tables.
    """

    head: str
    start: int
    end: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand on a page as it is drawn: those at `start:end` are in this rectangle.

    The sides are fractions of the page's width and height, the origin is top left. `sure` in [0, 1] is how sure the
    reading of the words is, 1 where they are in the file.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A span of a page that is one thing: a heading, a paragraph, an item of a list, a row of a table.

    `headings` is the path of headings that it stands under, outermost first; a heading itself is not in its own path.
    `level` is 1 for the highest heading, 0 for what is no heading. `depth` is 0 for the outermost items of a list.
    `lead` is the line that introduces the list of an item, or "". `table` numbers the tables of a document from 0, None
    for what is no row; `is_head` marks a row of heads. `goes_on` says that the first block of the same kind on the next
    page is the rest of it. `hangs` says that it belongs to the item before it: a paragraph, a picture, code under a
    step.
    """

    kind: Kind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    level: int = 0
    depth: int = 0
    lead: str = ""
    table: int | None = None
    is_head: bool = False
    cells: tuple[Cell, ...] = ()
    goes_on: bool = False
    hangs: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a unit goes on: the words at `start:end` of the 1-based page `page`, on which `label` is printed."""

    page: int
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """The least that can be judged and quoted: a sentence, an item, a row, a field, a definition.

    It is the words at `start:end` of the 1-based page `page`, and of its `rest` where it goes on over the page end.
    `context` is what it is understood by, outermost first, at most 300 characters in all: its headings, the line that
    introduces its list, what a sentence that leans on another one leans on. `under` is the (page, start) of the heading
    that it stands under. `cells` are those of a row. `item` is the number of an item's list
    in the document, from 0, and its 1-based place there, which the sentences of a long item share; None for what is in
    no list, and for what was read before lists had numbers. `summary` is its 1-based place among the units that stand
    for its section, 0 for most.
    """

    kind: Kind
    page: int
    start: int
    end: int
    context: tuple[str, ...] = ()
    depth: int = 0
    table: int | None = None
    cells: tuple[Cell, ...] = ()
    rest: Rest | None = None
    under: tuple[int, int] | None = None
    item: tuple[int, int] | None = None
    summary: int = 0


NO_GLYPH = -1
"""The index of a character that is not drawn."""


def of_annotation(number: int) -> int:
    """The index that stands for the annotation `number` (from 0) of a page, and the other way round."""
    return NO_GLYPH - 1 - number


@dataclass(frozen=True, slots=True)
class Page:
    """One page, slide, sheet, section or whole text file. `number` is 1-based; `text` is what every offset refers to.

    `method` says how it was read, and so what it is: "pdfium", "pypdf", "ocr" (a page or picture), "text" (a file
    as one page), "slide", "section" (what is under a heading), "sheet" (a block of rows), "minute" (of speech),
    "cells" (of a notebook). `heading` is the outline entry that the page falls under, or "" where the file has
    none. `problems` are plain words for the health report. `label` is what is printed on it or given by the file
    ("iv", the name of a sheet, the title of a section, "12:00"), "" where that is its number. `blocks` are in
    reading order. `glyphs` are (start, length, index) runs, in order of start: the characters from `start` on are
    those that pdfium counts from `index` on; characters in no run were added (spaces, line ends). An index below
    `NO_GLYPH` names the annotation that says them all, see `of_annotation`. Files that are not PDF have no runs.
    `spots` are where words stand that have no runs and yet a look: those of a slide, a picture, a picture on a page.
    `shape` is the width of such a page divided by its height, 0 where it has no look of its own.
    """

    number: int
    text: str
    method: str = "text"
    heading: str = ""
    problems: tuple[str, ...] = ()
    label: str = ""
    blocks: tuple[Block, ...] = ()
    glyphs: tuple[tuple[int, int, int], ...] = ()
    spots: tuple[Spot, ...] = ()
    shape: float = 0.0

    @property
    def unread(self) -> bool:
        """Whether it has words that could not be read."""
        return is_unread(self.problems)
