"""What a reader finds in a document, in order, before it is known on which page it will be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.blocks.lines import follows, item_mark
from ingest.blocks.marked import paragraphs
from ingest.blocks.marked.inline import Words
from ingest.readers.flow.lines import Run, lines_of
from rag.values.pages import Kind

Row = tuple[str, ...]
_SHARE = 0.4  # of all paragraphs at most are headings by being bold; else it is a way to write
_FEW = 5  # headings in bold that are none too many


@dataclass(frozen=True, slots=True)
class FlowPiece:
    """A paragraph (its `lines`), a table (`head` and `rows`, of kind ROW), or the `text` of any other kind.

    `level` is that of a heading, 0 where it is told by its being bold alone. `number` is what a list shows before an
    item. Pieces of one `group` belong together. A table that `goes_on` is more of the one before it.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    number: str = ""
    depth: int = 0
    group: str = ""
    lines: tuple[Words, ...] = ()
    head: Row = ()
    rows: tuple[Row, ...] = ()
    goes_on: bool = False

    @property
    def length(self) -> int:
        """About how many characters it has on its page."""
        cells = sum(len(cell) + 1 for row in (self.head, *self.rows) for cell in row)
        return len(self.text) + len(self.number) + sum(len(line.text) + 1 for line in self.lines) + cells


def prose(runs: Iterable[Run]) -> list[FlowPiece]:
    """A paragraph; a first line that is a few words in bold is a heading of its own."""
    lines = lines_of(runs)
    found: list[FlowPiece] = []
    if lines and paragraphs.is_heading(lines[0]) and not any(map(paragraphs.is_heading, lines[1:])):
        found.append(FlowPiece(Kind.HEADING, lines[0].text))
        lines = lines[1:]
    if lines:
        found.append(FlowPiece(Kind.PARAGRAPH, lines=lines))
    return found


def settled(pieces: Sequence[FlowPiece], are_titled: bool = True) -> list[FlowPiece]:
    """The pieces with items whose marks were typed as items, and no headings in bold where too much is bold.

    Unless they `are_titled`, none is a heading by being bold.
    """
    found = [piece for piece in pieces if piece.length]
    bold = {id(piece) for piece in found if piece.kind is Kind.HEADING and not piece.level}
    plain = sum(piece.kind is Kind.PARAGRAPH for piece in found)
    if not are_titled or (len(bold) > _FEW and len(bold) > _SHARE * (plain + len(bold))):
        found = [
            replace(piece, kind=Kind.PARAGRAPH, text="", lines=(Words(piece.text),))
            if id(piece) in bold
            else piece
            for piece in found
        ]
    return _typed(found)


def _typed(pieces: list[FlowPiece]) -> list[FlowPiece]:
    marks = [
        item_mark(piece.lines[0].text) if piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 else None
        for piece in pieces
    ]
    found: list[FlowPiece] = []
    for index, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
        near = [marks[at] for at in (index - 1, index + 1) if 0 <= at < len(marks)]
        before = near[0] if index else None
        after = near[-1] if index + 1 < len(marks) else None
        listed = mark is not None and (
            (before is not None and follows(before, mark)) or (after is not None and follows(mark, after))
        )
        if mark is None or not listed:
            found.append(piece)
            continue
        text = piece.lines[0].text
        words = text[mark.end :] if mark.kind == "bullet" else text
        found.append(FlowPiece(Kind.ITEM, words, group="typed"))
    return found
