"""Blocks of the words of pages. To be replaced: lines in the file's order, a paragraph where type or room changes."""

from collections import Counter
from collections.abc import Sequence

from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.words import PageContent, Word
from rag.values import Kind

_LARGER, _ROOM = 1.12, 1.6


def blocks(pages: Sequence[PageContent]) -> list[list[Laid]]:
    """The blocks of each page, in reading order."""
    sizes = Counter[float]()
    for page in pages:
        for word in page.words:
            sizes[round(word.size, 1)] += len(word.text)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    return [[_laid(lines, body) for lines in _paragraphs(page)] for page in pages]


def _laid(lines: list[Line], body: float) -> Laid:
    is_heading = all(word.size > _LARGER * body for line in lines for word in line if not word.raised)
    return Laid(Kind.HEADING if is_heading else Kind.PARAGRAPH, tuple(lines), level=int(is_heading))


def _paragraphs(page: PageContent) -> list[list[Line]]:
    done: list[list[Line]] = []
    for line in _lines(page):
        if done and _goes_on(done[-1][-1][0], line[0]):
            done[-1].append(line)
        else:
            done.append([line])
    return done


def _goes_on(one: Word, other: Word) -> bool:
    same = abs(one.size - other.size) < 0.05 * one.size
    return same and 0 < other.baseline - one.baseline < _ROOM * one.size


def _lines(page: PageContent) -> list[Line]:
    lines: list[list[Word]] = []
    for word in page.words:
        last = lines[-1][0] if lines else None
        if last is not None and abs(last.baseline - word.baseline) < 0.6 * last.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [tuple(line) for line in lines]
