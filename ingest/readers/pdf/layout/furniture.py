"""Running heads, feet and page numbers: what stands at the same height on many pages and is not part of the text."""

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from ingest.readers.pdf.layout.strips import Row, merged
from ingest.readers.pdf.words import PageContent

_PAGES, _SHARE = 3, 0.3  # left and right pages may differ, and a chapter can be a third of a book
_EDGE = 2.5  # of the body's size: the height of the edge of a page's text
_LARGEST = 1.05  # of the body's size: headings are larger, or bold in the body's size
_SAME_HEIGHT = 2.0  # points
_LONGEST = 40  # characters of a page number
_MARGIN = 0.09  # of the height of a page
_NUMBER = re.compile(r"\d+|\b[ivxl]+$")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|s\.|página|pagina|pág\.|slide|folie|第)\s*)?(\d{1,4}|[ivxlc]{1,7})\s*"
    r"(?:(?:of|von|/|de|di|sur|out of|\|)\s*\d{1,4}|页|頁|ページ)?\W*",
    re.I,
)
_DIGITS = re.compile(r"\d{1,4}")
Edge = dict[int, tuple[str, float]]
"""By the row's number, its words with each number as "#", and its height."""


def furniture(pages: Sequence[PageContent], rows: Sequence[Sequence[Row]], body: float) -> list[set[int]]:
    """For each page the numbers of its rows that are heads, feet or page numbers."""
    edges = [_edge(page, lines, body) for page, lines in zip(pages, rows, strict=True)]
    heights: dict[str, list[float]] = defaultdict(list)
    for edge in edges:
        for words, height in set(edge.values()):
            heights[words].append(height)
    least = max(_PAGES, math.ceil(_SHARE * len(pages)))
    shifts = _shifts(pages, rows, edges)
    found = []
    for page, lines, edge in zip(pages, rows, edges, strict=True):
        running = set()
        for index, (words, height) in edge.items():
            often = sum(abs(other - height) < _SAME_HEIGHT for other in heights[words])
            few = often == len(pages) == 2 and "#" in words and _is_apart(page, lines, index, body)
            if (
                often >= least
                or few
                or _is_page_number(page, lines, index, len(pages), body)
                or any(
                    (round(height / 4), shift) in shifts
                    for shift in _offsets(merged(lines[index]).text, page.number)
                )
            ):
                running.add(index)
        numbers = {i for i in running if _is_page_number(page, lines, i, len(pages), body)}
        found.append(running if len(running) < len(lines) else numbers)
    return found


def _edge(page: PageContent, lines: Sequence[Row], body: float) -> Edge:
    if not lines:
        return {}
    first, last = lines[0][0].base, lines[-1][0].base
    found: Edge = {}
    for index, row in enumerate(lines):
        base = row[0].base
        if first + _EDGE * body < base < last - _EDGE * body:
            continue
        strip = merged(row)
        heading = strip.bold and strip.size > 0.97 * body and not as_page_number(strip.text)
        sentence = strip.text[-1] in ".!?" and (
            _DIGITS.search(strip.text) or not _is_in_margin(page, lines, index, body)
        )
        number = as_page_number(strip.text) and strip.size < 2 * body
        if (strip.size > _LARGEST * body or heading or sentence) and not number:
            continue
        found[index] = (_NUMBER.sub("#", strip.text.casefold()), base)
    return found


def _offsets(text: str, number: int) -> list[int]:
    """How far the numbers at the ends of a line are from the number of the page."""
    numbers = _DIGITS.findall(text)
    ends = {numbers[0], numbers[-1]} if numbers else set()
    return [int(end) - number for end in ends if text.startswith(end) or text.endswith(end)]


def _shifts(
    pages: Sequence[PageContent], rows: Sequence[Sequence[Row]], edges: Sequence[Edge]
) -> set[tuple[int, int]]:
    """(height, offset) of lines at the edges whose number grows with the page's, on at least four pages."""
    seen: dict[tuple[int, int], int] = defaultdict(int)
    for page, lines, edge in zip(pages, rows, edges, strict=True):
        for index, (_, height) in edge.items():
            for shift in _offsets(merged(lines[index]).text, page.number):
                seen[(round(height / 4), shift)] += 1
    return {key for key, count in seen.items() if count >= 4}


def _is_page_number(page: PageContent, lines: Sequence[Row], index: int, count: int, body: float) -> bool:
    """Whether a row is nothing but the number of its page, in the margin."""
    if len(lines) < 2 or index not in (0, len(lines) - 1):
        return False
    strip = merged(lines[index])
    if not as_page_number(strip.text) or not any(map(str.isalnum, strip.text)):
        return False
    in_margin = _is_in_margin(page, lines, index, body)
    bare = _DIGITS.search(strip.text)
    known = page.label.casefold() == strip.text.casefold() or (
        bare is not None and int(bare.group()) in (page.number, page.number - 1)
    )
    return (in_margin or (known and _is_apart(page, lines, index, body))) and (count > 1 or known)


def _is_in_margin(page: PageContent, lines: Sequence[Row], index: int, body: float) -> bool:
    """Whether a row is at the very top or foot of a page, with room between it and the text."""
    near = _MARGIN * page.height
    strip = lines[index][0]
    at_edge = strip.bottom < near or strip.top > page.height - near
    return at_edge and _is_apart(page, lines, index, body)


def _is_apart(page: PageContent, lines: Sequence[Row], index: int, body: float) -> bool:
    """Whether a row has more room between it and the text than lines of the text have."""
    bases = [row[0].base for row in lines]
    drops = [b - a for a, b in itertools.pairwise(bases) if b - a > 0.5 * body]
    usual = median(drops) if drops else 0.0
    near = [abs(bases[i] - bases[index]) for i in (index - 1, index + 1) if 0 <= i < len(bases)]
    inner = near[-1] if index == 0 else near[0] if index == len(bases) - 1 else min(near, default=0.0)
    return inner > max(1.3 * min(usual, 2 * body), 1.6 * body)


def as_page_number(text: str) -> re.Match[str] | None:
    """The match of a text that is nothing but the number of a page, in digits or Roman letters: its group 1."""
    return _PAGE_NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
