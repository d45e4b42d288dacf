"""A block before it is known on which page it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.blocks.marked import paragraphs, render
from ingest.blocks.marked.inline import Words
from ingest.blocks.writer import PageWriter
from rag.values.pages import Kind

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A block in the making: `text`, or the `lines` of a paragraph or an item, or the `rows` of a table.

    The first of `rows` is that of the heads ("" where a column has none); all have the same number of cells. `more`
    says that they go on with the table before. `mark` is the number of an item as it is read ("2."). A heading without
    text ends what is under headings without a level. `is_markdown`: the text has Markdown marks and may be many blocks.
    `opens`: it begins a page, whatever it is.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    depth: int = 0
    lead: str = ""
    group: str = ""
    mark: str = ""
    lines: tuple[Words, ...] = ()
    rows: Rows = ()
    more: bool = False
    is_markdown: bool = False
    opens: bool = False

    @property
    def words(self) -> str:
        """What it says."""
        if self.rows:
            return "\n".join("\t".join(row) for row in self.rows)
        return f"{self.mark} {self.said}".strip()

    @property
    def said(self) -> str:
        """What it says without its number."""
        return self.text or paragraphs.joined(self.lines)


def write(pieces: Iterable[Piece], writer: PageWriter) -> None:
    """Write the pieces on a page."""
    for piece in pieces:
        if piece.is_markdown:
            render.write(piece.text, writer)
        elif piece.rows:
            writer.table(piece.rows[0], piece.rows[1:], goes_on=piece.more)
        elif piece.kind is Kind.HEADING and not piece.text:
            writer.leave()
        elif piece.kind is Kind.HEADING:
            writer.heading(piece.text, piece.level)
        elif piece.kind is Kind.PARAGRAPH and piece.lines:
            paragraphs.write(piece.lines, writer)
        else:
            under = writer.outline.path[-1] if writer.outline.path else ""
            plain = piece.kind is Kind.ITEM and piece.lines and not piece.mark
            kind = paragraphs.kind_of(piece.lines[0], under) if plain else None
            writer.add(kind or piece.kind, piece.words, piece.group, piece.depth, piece.lead)
