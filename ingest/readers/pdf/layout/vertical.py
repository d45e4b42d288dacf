"""Pages that are written from top to bottom, the lines from right to left: read as a page that is turned."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.readers.pdf.layout.sideways import PageTurn
from ingest.readers.pdf.words import Area, PageContent, PrintedWord

_MOST = 0.6  # of the letters of a page that stand below each other: the page is written so
_FEWEST = 20  # letters that tell
_TALL = 1.5  # times as high as wide: letters of one word stand below each other
_NEXT = (0.6, 1.7)  # of the size: how far below a letter the next one is
_BESIDE = 0.3  # of the size: how far out of its line a letter may stand


def turned(page: PageContent) -> PageTurn | None:
    """The page turned so that its lines run across; None where it is not written from top to bottom."""
    if not any(_is_unspaced(word.text) for word in page.words):
        return None
    lines = [_line(line) for line in _lines(page.words)]
    letters = sum(len(word.text) for word in page.words)
    standing = sum(len(word.text) for word in lines if not word.upright)
    if standing < max(_FEWEST, _MOST * letters):
        return None
    return PageTurn(replace(page, words=tuple(lines)), upwards=False)


def _lines(words: Sequence[PrintedWord]) -> Iterator[list[PrintedWord]]:
    """Words in the order of the file, those together that stand closely below each other."""
    line: list[PrintedWord] = []
    for word in words:
        if line and not _goes_on(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _goes_on(before: PrintedWord, word: PrintedWord) -> bool:
    if not (before.upright and word.upright) or _is_wide(before) or _is_wide(word):
        return False
    size = max(before.size, word.size)
    aside = abs(_middle(before.place) - _middle(word.place))
    down = word.place.bottom - before.place.bottom
    return aside < _BESIDE * size and _NEXT[0] * size < down < _NEXT[1] * size


def _is_wide(word: PrintedWord) -> bool:
    """Whether a word runs across: up to two digits stand side by side in one place of a line."""
    return word.place.right - word.place.left > 1.4 * word.size


def _line(words: Sequence[PrintedWord]) -> PrintedWord:
    """Words that stand below each other as one that stands on its side; a single word as it is, unless it is tall."""
    first, place = words[0], words[0].place
    if len(words) == 1:
        tall = place.bottom - place.top > _TALL * (place.right - place.left)
        return replace(first, upright=False) if tall and len(first.text) > 1 and first.upright else first
    around = Area(
        min(word.place.left for word in words),
        min(word.place.top for word in words),
        max(word.place.right for word in words),
        max(word.place.bottom for word in words),
    )
    glyphs = tuple(glyph for word in words for glyph in word.glyphs)
    text = "".join(word.text for word in words)
    return replace(first, text=text, place=around, glyphs=glyphs, raised=0, joined=False, upright=False)


def _middle(place: Area) -> float:
    return (place.left + place.right) / 2


def _is_unspaced(text: str) -> bool:
    """Whether a text begins in Chinese characters or kana, which may be written from top to bottom."""
    return "\u3040" <= text[:1] <= "\u30ff" or "\u3400" <= text[:1] <= "\u9fff"
