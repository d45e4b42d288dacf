"""What a page is made of, and which of its characters are marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from rag.values import Block, Kind, Page, Span


class Mark(IntEnum):
    """How a stretch of text is marked: not at all, as part of the quote, as one of its best words."""

    NONE = 0
    QUOTE = 1
    WORDS = 2


@dataclass(frozen=True, slots=True)
class Marking:
    """What is marked on a page: the quote, and its best words; both may be empty."""

    quote: Span = (0, 0)
    words: tuple[Span, ...] = ()

    def touches(self, start: int, end: int) -> bool:
        """Whether any character of `start:end` is marked."""
        return max(start, self.quote[0]) < min(end, self.quote[1])

    def at(self, index: int) -> Mark:
        """How the character at `index` is marked."""
        if not self.quote[0] <= index < self.quote[1]:
            return Mark.NONE
        return Mark.WORDS if any(start <= index < end for start, end in self.words) else Mark.QUOTE


NOTHING = Marking()


def parts(page: Page) -> list[Block]:
    """The blocks of a page in order; words that are in none are paragraphs."""
    found: list[Block] = []
    position = 0
    for block in sorted(page.blocks, key=lambda block: (block.start, block.end)):
        found += _between(page.text, position, block.start)
        found.append(block)
        position = max(position, block.end)
    return found + _between(page.text, position, len(page.text))


def segments(text: str, start: int, end: int, marking: Marking) -> Iterator[tuple[str, Mark]]:
    """The characters `start:end` of a page's text, in stretches that are marked alike."""
    edges = {start, end}
    for first, last in (marking.quote, *marking.words):
        edges |= {edge for edge in (first, last) if start < edge < end}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        yield text[first:last], marking.at(first)


def tables(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in order, those that are rows of one table and follow one another together, each other one alone."""
    groups: list[list[Block]] = []
    for block in blocks:
        last = groups[-1][-1] if groups else None
        same = last is not None and last.kind is Kind.ROW and last.table == block.table
        if block.kind is Kind.ROW and same:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _between(text: str, start: int, end: int) -> list[Block]:
    words = text[start:end]
    if not words.strip():
        return []
    start += len(words) - len(words.lstrip())
    return [Block(Kind.PARAGRAPH, start, start + len(words.strip()))]
