"""Pages as OCR reads them, made into words as a PDF has them, so that the same layout finds columns and blocks."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.ocr.calming import calmed
from ingest.readers.ocr.values import Box, SeenLine, SeenPage
from ingest.readers.pdf.words import Area, PageContent, PrintedWord

_ALIKE = 1.13  # sizes of type that are one: they are measured, not known
_BOLD = 1.3  # times as thick as the lines of the page
_BODY = 10.0  # points: the usual size of type, where no paper says how large things are
_PAPER = 842.0  # points: how high a page is
_TOP, _BOTTOM = 0.78, 0.22  # of the size: above and below the base line


def contents(pages: Sequence[tuple[SeenPage, PageContent]]) -> list[PageContent]:
    """What is given for each page, with the words and lines that were seen on it.

    Points are those of the given page; where it has no size (a picture) the usual type is ten points high.
    """
    scales = [given.height / seen.height or _PAPER / max(seen.across, seen.down) for seen, given in pages]
    sizes = [calmed(seen.lines) for seen, _ in pages]
    measured = [
        (size * scale, len(line.text))
        for (seen, _), own, scale in zip(pages, sizes, scales, strict=True)
        for line, size in zip(seen.lines, own, strict=True)
    ]
    if measured and not any(given.height for _, given in pages):
        factor = _BODY / _usual(measured)
        scales = [scale * factor for scale in scales]
        measured = [(size * factor, letters) for size, letters in measured]
    types = _types(measured)
    return [
        _content(seen, given, scale, [_nearest(size * scale, types) for size in own])
        for (seen, given), scale, own in zip(pages, scales, sizes, strict=True)
    ]


def _nearest(size: float, types: Sequence[float]) -> float:
    return min(types, key=lambda one: abs(one / size - 1)) if size else _BODY


def _content(seen: SeenPage, given: PageContent, scale: float, sizes: Sequence[float]) -> PageContent:
    usual = _usual([(line.stroke, len(line.text)) for line in seen.lines])
    words: list[PrintedWord] = []
    glyph = 0
    for line, size in zip(seen.lines, sizes, strict=True):
        bold = line.stroke > _BOLD * usual and len(line.text) > 1
        for word in line.words:
            glyphs = range(glyph, glyph + len(word.text))
            glyph += len(word.text)
            place, base = _placed(line, word.upright, scale, size)
            words.append(
                PrintedWord(
                    word.text, place, base, size, glyphs, bold, joined=word.joined, upright=not line.lying
                )
            )
    return replace(
        given,
        width=seen.across * scale,
        height=seen.down * scale,
        words=tuple(words),
        rules=tuple(Area(*(side * scale for side in rule)) for rule in seen.rules),
        fills=(),
        method="ocr",
    )


def _placed(line: SeenLine, box: Box, scale: float, size: float) -> tuple[Area, float]:
    left, top, right, bottom = (side * scale for side in box)
    base = line.base * scale
    if line.lying:
        return Area(left, top, right, bottom), base
    return Area(left, base - _TOP * size, right, base + _BOTTOM * size), base


def _usual(measures: Sequence[tuple[float, int]]) -> float:
    """The one in the middle, by letters."""
    ordered = sorted(measures)
    half, letters = sum(count for _, count in ordered) / 2, 0
    for measure, count in ordered:
        letters += count
        if letters >= half:
            return measure or 1.0
    return 1.0


def _types(measures: Sequence[tuple[float, int]]) -> list[float]:
    """The sizes of type of a document: of those that are alike, the one that most letters have stands for all."""
    left, found = [one for one in measures if one[0] > 0], []
    while left:
        best = max(left, key=lambda one: sum(count for size, count in left if _are_alike(size, one[0])))[0]
        found.append(round(best, 1))
        left = [one for one in left if not _are_alike(one[0], best)]
    return found or [_BODY]


def _are_alike(one: float, other: float) -> bool:
    return one < _ALIKE * other and other < _ALIKE * one
