"""What a document that flows is made of, as its reader finds it: paragraphs and tables, in order."""

from dataclasses import dataclass, field

from rag.values.pages import Kind


@dataclass(slots=True)
class SectionParagraph:
    """A paragraph; its number is part of its text, as it is shown. Line ends in it were made on purpose.

    `level` is that of a heading, `depth` that of an item. The first `bold` characters are bold; `size` is that of its
    letters in points, 0 where nobody says. `mono`: all of it is set in letters of one width. `aside`: it is from a box
    beside the text. `lead` is the line that introduces an item. `numbered`: the document counts it.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    depth: int = 0
    bold: int = 0
    size: float = 0.0
    mono: bool = False
    aside: bool = False
    lead: str = ""
    numbered: bool = False


@dataclass(slots=True)
class SectionCell:
    """A cell of a table: what stands in it, how many columns it is wide, whether it goes on from the cell above."""

    pieces: list["Piece"] = field(default_factory=list)
    span: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class SectionRow:
    """A row of a table. `skipped` columns are left free before its first cell; `is_head`: the file says so."""

    cells: list[SectionCell] = field(default_factory=list)
    skipped: int = 0
    is_head: bool = False


@dataclass(slots=True)
class SectionTable:
    """A table as the file has it. `has_head`: its style sets the first row apart."""

    rows: list[SectionRow] = field(default_factory=list)
    has_head: bool = False


@dataclass(slots=True)
class SectionRows:
    """A table of data: its rows under the names of its columns, () where these have none.

    `goes_on`: more of the table before it.
    """

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    goes_on: bool = False


Piece = SectionParagraph | SectionTable
"""What a reader finds."""

Written = SectionParagraph | SectionRows
"""What is written on pages."""
