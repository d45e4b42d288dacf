"""Pages of a document that flows: a section each, a long section on several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.flowing.pieces import SectionParagraph, SectionRows, Written
from rag.values.pages import Kind

LONGEST = 4000
"""Characters of a page, about: what is longer is parted where something ends."""
_OPENS = 2  # levels of headings that begin a page
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class SectionPage:
    """What is on a page, and the title of the section that it is of, "" before the first."""

    title: str
    pieces: list[Written]


def divided(pieces: Sequence[Written]) -> Iterator[SectionPage]:
    """The pages of a document, in order."""
    for section in _at_headings(pieces, _OPENS):
        first = section[0]
        title = first.text if _is_heading(first) and isinstance(first, SectionParagraph) else ""
        for part in _fitting(section, _OPENS + 1):
            yield SectionPage(" ".join(title.split()), part)


def _is_heading(piece: Written) -> bool:
    return isinstance(piece, SectionParagraph) and piece.kind is Kind.HEADING


def _at_headings(pieces: Sequence[Written], lowest: int) -> list[list[Written]]:
    """The pieces parted before each heading of the level `lowest` or above it."""
    found: list[list[Written]] = []
    for piece in pieces:
        opens = isinstance(piece, SectionParagraph) and piece.kind is Kind.HEADING and piece.level <= lowest
        if opens or not found:
            found.append([])
        found[-1].append(piece)
    return found


def _fitting(pieces: list[Written], level: int) -> list[list[Written]]:
    """The pieces in parts that are not too long: parted at headings of `level`, else of those below, else anywhere."""
    if _length(pieces) <= LONGEST:
        return [pieces]
    if level > _DEEPEST:
        return _anywhere(pieces)
    found: list[list[Written]] = []
    for part in _at_headings(pieces, level):
        if found and _length(found[-1]) + _length(part) <= LONGEST:
            found[-1] += part
        else:
            found += _fitting(part, level + 1)
    return found


def _anywhere(pieces: list[Written]) -> list[list[Written]]:
    """Parted between any two pieces or rows, but not after a heading or what introduces something."""
    found: list[list[Written]] = [[]]
    length = 0
    for piece in _small(pieces):
        size = _length([piece])
        if length + size > LONGEST and not all(map(_leans_on, found[-1])):
            carried: list[Written] = []
            while _leans_on(found[-1][-1]):
                carried.insert(0, found[-1].pop())
            found.append(carried)
            length = _length(carried)
        found[-1].append(piece)
        length += size
    return [part for part in found if part]


def _leans_on(piece: Written) -> bool:
    """Whether a piece says nothing without what comes after it."""
    if isinstance(piece, SectionRows):
        return False
    return piece.kind in (Kind.HEADING, Kind.CAPTION) or piece.text.endswith((":", "："))


def _small(pieces: Sequence[Written]) -> Iterator[Written]:
    """The pieces, long tables parted between their rows."""
    for piece in pieces:
        if isinstance(piece, SectionParagraph) or _length([piece]) <= LONGEST:
            yield piece
            continue
        begun = piece.goes_on
        rows: list[tuple[str, ...]] = []
        length = 0
        for row in piece.rows:
            size = sum(map(len, row)) + len(row)
            if rows and length + size > LONGEST:
                yield SectionRows(piece.head, rows, begun)
                rows, length, begun = [], 0, True
            rows.append(row)
            length += size
        yield SectionRows(piece.head, rows, begun)


def _length(pieces: Sequence[Written]) -> int:
    """About how many characters the pieces have when they are written."""
    return sum(
        len(piece.text) + 2
        if isinstance(piece, SectionParagraph)
        else sum(sum(map(len, row)) + len(row) for row in [piece.head, *piece.rows])
        for piece in pieces
    )
