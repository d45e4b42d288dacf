"""Words that lie on their side: a page of them is turned, single lines are read after the rest."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.pdf.laid import Laid, LaidCell, Line
from ingest.readers.pdf.layout.draft import LaidDraft
from ingest.readers.pdf.layout.strips import rows_of
from ingest.readers.pdf.words import Area, PageContent, PrintedWord
from rag.values import Kind

_MOST = 0.6  # of the words of a page that lie on their side: the page does
_FEW = 40  # words that run along the edge of a page
_NEAR = 0.5  # of the size: how far apart slanting words of one label are
_EDGE = 0.08  # of the width of a page


class PageTurn:
    """How a page is turned to be read, and which word each turned one was. `upwards` says that its lines run from the
    foot of the page to its head; None: as its words tell."""

    def __init__(self, page: PageContent, upwards: bool | None = None) -> None:
        self._width, self._height = page.width, page.height
        lying = [word for word in page.words if not word.upright]
        self._upwards = _reads_upwards(lying) if upwards is None else upwards
        self._words = [word for word in page.words if word.text]
        self._turned = [self._word(word) for word in self._words]
        self._own = {id(new): old for new, old in zip(self._turned, self._words, strict=True)}
        self._by_glyph = {
            word.glyphs[-1]: word for word in self._words if word.glyphs and word.glyphs[-1] >= 0
        }
        places = [tuple(map(self._place, some)) for some in (page.rules, page.fills, page.pictures)]
        self.page = replace(
            page,
            width=page.height,
            height=page.width,
            words=tuple(self._turned),
            rules=places[0],
            fills=places[1],
            pictures=places[2],
        )

    def lines(self) -> list[list[PrintedWord]]:
        """The words as they are on the page, line by line."""
        return [
            [self._own[id(word)] for strip in row for word in strip.words] for row in rows_of(self._turned)
        ]

    def back(self, block: Laid) -> Laid:
        """A block with its words as they are on the page."""
        cells = tuple(LaidCell(cell.head, tuple(map(self._line, cell.lines))) for cell in block.cells)
        return replace(block, lines=tuple(map(self._line, block.lines)), cells=cells)

    def _line(self, line: Line) -> Line:
        return tuple(self._was(word) for word in line)

    def _was(self, word: PrintedWord) -> PrintedWord:
        if (own := self._own.get(id(word))) is not None:
            return own
        part_of = self._by_glyph.get(word.glyphs[-1]) if word.glyphs else None
        return word if part_of is None else replace(word, place=part_of.place, upright=part_of.upright)

    def _word(self, word: PrintedWord) -> PrintedWord:
        place = self._place(word.place)
        base = word.baseline if word.upright else place.bottom - 0.2 * (place.bottom - place.top)
        if word.upright:
            base = place.bottom
        return replace(word, place=place, baseline=base, upright=not word.upright, raised=0)

    def _place(self, place: Area) -> Area:
        if self._upwards:
            return Area(self._height - place.bottom, place.left, self._height - place.top, place.right)
        return Area(place.top, self._width - place.right, place.bottom, self._width - place.left)


def turned(page: PageContent) -> PageTurn | None:
    """The page turned, where most of its words lie on their side."""
    letters = sum(len(word.text) for word in page.words)
    lying = sum(len(word.text) for word in page.words if not word.upright and not word.slanting)
    return PageTurn(page) if lying > _MOST * letters else None


def drafts(words: Sequence[PrintedWord], page: PageContent) -> list[LaidDraft]:
    """A paragraph for each line of words on their side; one that runs along the edge of the page is furniture, and so
    is what slants (a label of a drawing, a mark over the whole page) but on a page where most does."""
    if not words:
        return []
    slanting = [word for word in words if word.slanting]
    is_most = sum(len(word.text) for word in slanting) > _MOST * sum(len(word.text) for word in page.words)
    kind = Kind.PARAGRAPH if is_most else Kind.FURNITURE
    found = [LaidDraft(kind, lines=(tuple(line),)) for line in _labels(slanting)]
    words = [word for word in words if not word.slanting]
    if not words:
        return found
    for line in PageTurn(replace(page, words=tuple(words), rules=(), fills=(), pictures=())).lines():
        at = sum(word.place.left + word.place.right for word in line) / 2 / len(line)
        edge = not _EDGE * page.width < at < (1 - _EDGE) * page.width
        kind = Kind.FURNITURE if edge and len(words) < _FEW else Kind.PARAGRAPH
        found.append(LaidDraft(kind, lines=(tuple(line),)))
    return found


def _labels(words: Sequence[PrintedWord]) -> list[list[PrintedWord]]:
    """Slanting words that follow one another closely."""
    found: list[list[PrintedWord]] = []
    for word in words:
        if found and _touch(found[-1][-1].place, word.place, _NEAR * word.size):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _touch(one: Area, other: Area, room: float) -> bool:
    across = max(one.left - other.right, other.left - one.right)
    return max(across, one.top - other.bottom, other.top - one.bottom) < room


def _reads_upwards(words: Sequence[PrintedWord]) -> bool:
    up = down = 0
    for before, after in pairwise(words):
        if abs(before.place.left - after.place.left) < before.size / 2:
            up += after.place.top < before.place.top
            down += after.place.top > before.place.top
    return up >= down
