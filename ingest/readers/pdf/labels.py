"""The page numbers that are printed on the pages of a file that does not say itself what its pages are called."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.readers.letters.numerals import roman
from ingest.readers.pdf.layout.furniture import as_page_number
from ingest.readers.pdf.layout.strips import Row, Strip, is_sound, rows_of
from ingest.readers.pdf.words import PageContent

_AGREE = 4  # pages, for their numbers to be page numbers
_MISSED = 4  # pages in a row on which none is printed, or none was read
_ROWS = 2  # at the top and at the foot of a page, in which its number may stand
_NEAR = 5.0  # times the usual size: how far the second row may be from the first
_MARGIN = 0.2  # of the height of a page: what is farther from its edges is no page number
_LARGEST = 1.35  # of the usual size of the page: larger numbers are titles
_ASTRAY = (
    0.5  # as many pages as those that agree whose numbers grow in no order: those of slides shown in steps
)
_YEARS, _MANY_YEARS = range(1900, 2101), 8
_SIGN = re.compile(r"\s[|·•–—]\s")
_ROMAN = {roman(number): number for number in range(1, 200)}

Series = tuple[str, int]
"""How numbers are written ("1", "i", "I"), and how far they are from the numbers of their pages in the file."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number at an edge of a page, with what else stands in its row."""

    series: Series
    is_top: bool
    beside: str


def with_labels(pages: Sequence[PageContent]) -> list[PageContent]:
    """The pages with the numbers that are printed on them as their labels, where the file has none of its own.

    A label names one page only: numbers that come twice (two texts in one file, each from 1 on) are none, and a page
    without a number is "3 (file)" where another one has its number printed.
    """
    if len(pages) < _AGREE or any(page.label for page in pages):
        return list(pages)
    found = _recurring([_numbers(page) for page in pages])
    series = _without_doubles(_series_of([{one.series for one in own} for own in found], _sure(found)))
    if not any(series):
        return list(pages)
    labels = [_written(one, page.number) for one, page in zip(series, pages, strict=True)]
    taken = set(labels)
    return [
        replace(page, label=label if label != str(page.number) else "")
        if label
        else replace(page, label=f"{page.number} (file)" if str(page.number) in taken else "")
        for page, label in zip(pages, labels, strict=True)
    ]


def _numbers(page: PageContent) -> list[_Printed]:
    """The numbers at the edges of a page that stand by themselves."""
    words = [word for word in page.words if word.upright and is_sound(word)]
    if not words:
        return []
    usual = median(word.size for word in words)
    first, last = min(word.baseline for word in words), max(word.baseline for word in words)
    top = rows_of([word for word in words if word.baseline < first + _NEAR * usual])[:_ROWS]
    foot = rows_of([word for word in words if word.baseline > last - _NEAR * usual])[-_ROWS:]
    found = []
    for row, is_top in [*((row, True) for row in top), *((row, False) for row in foot)]:
        far = row[0].base if is_top else page.height - row[0].base
        if far < _MARGIN * page.height:
            found += [
                _Printed((style, value - page.number), is_top, beside)
                for style, value, beside in _in(row, usual)
            ]
    return found


def _in(row: Row, usual: float) -> Iterator[tuple[str, int, str]]:
    """How it is written, the number and what stands beside it, of the numbers at the ends of a row."""
    ends = [row[0], row[-1]] if len(row) > 1 else row
    for strip in ends:
        number = _number(strip) if strip.size <= _LARGEST * usual else None
        if number is not None:
            others = "".join(other.text for other in row if other is not strip or _SIGN.search(strip.text))
            yield (*number, "".join(filter(str.isalpha, others.casefold())))


def _number(strip: Strip) -> tuple[str, int] | None:
    """The number that a strip is, or that a sign parts from its other words ("The river | 13")."""
    parts = _SIGN.split(strip.text)
    match = as_page_number(parts[0]) or as_page_number(parts[-1])
    if match is None or not any(map(str.isalnum, strip.text)):
        return None
    text = match[1]
    if text.isdecimal():
        return "1", int(text)
    value = _ROMAN.get(text.casefold())
    if value is None or not (text.islower() or text.isupper()):
        return None
    return ("i" if text.islower() else "I"), value


def _recurring(pages: Sequence[list[_Printed]]) -> list[list[_Printed]]:
    """Without numbers beside words that stand beside no other page's: those of exercises, one a page."""
    often = Counter(one for own in pages for one in {(number.is_top, number.beside) for number in own})
    return [
        [number for number in own if not number.beside or often[number.is_top, number.beside] > 1]
        for own in pages
    ]


def _sure(pages: Sequence[list[_Printed]]) -> dict[Series, int]:
    """The series that enough pages agree on, at the same edge, and how many do."""
    places: dict[tuple[Series, bool], list[int]] = defaultdict(list)
    for index, own in enumerate(pages):
        for key in {(number.series, number.is_top) for number in own}:
            places[key].append(index)
    counts: dict[Series, int] = {}
    for (series, _), indices in places.items():
        values = [index + 1 + series[1] for index in indices]
        years = len(values) < _MANY_YEARS and all(value in _YEARS for value in values)
        if min(values) >= 0 and not years and any(len(run) >= _AGREE for run in _runs(indices)):
            counts[series] = max(counts.get(series, 0), len(indices))
    agree = sum(any(number.series in counts for number in own) for own in pages)
    astray = sum(bool(own) and not any(number.series in counts for number in own) for own in pages)
    return counts if astray <= _ASTRAY * agree else {}


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Pages of a series, in runs in which only a few are missing."""
    runs = [[indices[0]]]
    for before, index in pairwise(indices):
        if index - before > _MISSED + 1:
            runs.append([])
        runs[-1].append(index)
    return runs


def _series_of(pages: Sequence[set[Series]], counts: dict[Series, int]) -> list[Series | None]:
    """The series of each page: the one on it, that of the pages around it; None where two compete, or none is."""
    found: list[Series | None] = []
    for own in pages:
        known = sorted((one for one in own if one in counts), key=lambda one: -counts[one])
        clear = len(known) == 1 or (len(known) > 1 and counts[known[0]] > 2 * counts[known[1]])
        found.append(known[0] if clear else None)
    filled = list(found)
    known_at = [index for index, series in enumerate(found) if series is not None]
    for before, after in pairwise(known_at):
        if found[before] == found[after] and after - before <= _MISSED + 1:
            for index in range(before + 1, after):
                filled[index] = None if pages[index] & counts.keys() else found[before]
    return filled


def _without_doubles(series: Sequence[Series | None]) -> list[Series | None]:
    """Without the series that have a number that another has, too; one that counts as the file does stays."""
    labels: dict[str, set[Series]] = defaultdict(set)
    for index, one in enumerate(series):
        if one is not None:
            labels[_written(one, index + 1)].add(one)
    double = {one for several in labels.values() if len(several) > 1 for one in several if one[1] != 0}
    return [None if one in double else one for one in series]


def _written(series: Series | None, number: int) -> str:
    if series is None:
        return ""
    style, offset = series
    value = number + offset
    if style == "1":
        return str(value)
    return roman(value) if style == "i" else roman(value).upper()
