"""Running heads and feet: what stands at the same height on many pages, and is not part of the text."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.readers.layout import Line, body_size

Typeset = tuple[str, Sequence[Line]]
"""The text of a page with its lines."""

_PAGES, _SHARE = 3, 0.3  # left and right pages may differ, and a chapter can be a third of a book
_EDGE = 2.5  # of the body's size: the height of the edge of a page's text
_LARGEST = 1.05  # of the body's size: headings are larger, or bold in the body's size
_SAME_HEIGHT = 2.0  # points
_NUMBER = re.compile(r"\d+|^[ivxl]+$")


def running_lines(pages: Sequence[Typeset]) -> list[frozenset[int]]:
    """For each page the indices of its lines that are running heads or feet.

    Such a line is small, at the top or the foot, and has the same words, but for the page number, at the
    same height on at least three pages and 30% of them. A page that has little else keeps it.
    """
    body = body_size([line for _, lines in pages for line in lines])
    edges = [_edge(text, lines, body) for text, lines in pages]
    heights: dict[str, list[set[float]]] = defaultdict(list)
    for edge in edges:
        for words in {words for words, _ in edge.values()}:
            heights[words].append({height for name, height in edge.values() if name == words})
    least = max(_PAGES, math.ceil(_SHARE * len(pages)))
    found = []
    for (_, lines), edge in zip(pages, edges, strict=True):
        running = {
            index
            for index, (words, height) in edge.items()
            if sum(_stands_at(height, others) for others in heights[words]) >= least
        }
        sizes = [line.end - line.start for line in lines]
        found.append(frozenset(running if 2 * sum(sizes[i] for i in running) < sum(sizes) else ()))
    return found


def without(text: str, lines: Sequence[Line], dropped: frozenset[int]) -> tuple[str, tuple[Line, ...]]:
    """The text of a page without some of its lines, and the other lines where they now are."""
    pieces, kept = [], []
    copied = gone = 0
    for index, line in enumerate(lines):
        if index in dropped:
            pieces.append(text[copied : line.start])
            gone, copied = gone + line.end - line.start, line.end
        else:
            kept.append(Line(line.start - gone, line.end - gone, line.first, line.last))
    return "".join([*pieces, text[copied:]]), tuple(kept)


def _edge(text: str, lines: Sequence[Line], body: float) -> dict[int, tuple[str, float]]:
    """By index, the words (numbers as "#") and the height of the small lines at the edges of a page."""
    upright = [line.first.base for line in lines if not line.first.rotated]
    if not upright:
        return {}
    top, foot = max(upright) - _EDGE * body, min(upright) + _EDGE * body
    return {
        index: (_NUMBER.sub("#", " ".join(text[line.start : line.end].split()).casefold()), line.first.base)
        for index, line in enumerate(lines)
        if not foot < line.first.base < top and _may_run(text, line, body)
    }


def _stands_at(height: float, others: Iterable[float]) -> bool:
    return any(abs(other - height) < _SAME_HEIGHT for other in others)


def _may_run(text: str, line: Line, body: float) -> bool:
    """Whether a line is upright, in one row, set neither as a heading nor as a sentence."""
    one_row = abs(line.first.base - line.last.base) < _SAME_HEIGHT
    heading = line.first.bold and line.first.size > 0.97 * body
    sentence = text[line.end - 1] in ".!?"
    small = line.first.size <= _LARGEST * body
    return one_row and small and not (line.first.rotated or heading or sentence)
