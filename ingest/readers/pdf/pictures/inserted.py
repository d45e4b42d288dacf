"""What is written in the pictures of a page, as blocks behind its own, and where each word stands."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.ocr.content import contents
from ingest.readers.ocr.spots import with_spots
from ingest.readers.ocr.values import Box, SeenLine, SeenPage
from ingest.readers.pdf.laid import Laid, Line
from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.pictures.places import SeenPicture
from ingest.readers.pdf.words import Area, PageContent
from rag.values import Kind, Page

_FIRST = 10_000_000
"""The index of the first character of pictures: those of the page's own are less."""

_LETTERS, _WORDS = 8, 2  # of a block at least: what has fewer is a mark in a drawing
_AS_TEXT = frozenset((Kind.HEADING, Kind.FURNITURE, Kind.NOTE))


def with_pictures(laid: Sequence[Laid], content: PageContent, pictures: Sequence[SeenPicture]) -> list[Laid]:
    """The blocks of a page, and behind its text those of its pictures, under the heading above each.

    Headings of a picture are none of the page; rows of tables are paragraphs.
    """
    text = [block for block in laid if block.kind is not Kind.FURNITURE]
    added: list[Laid] = []
    begun = _FIRST
    for picture in pictures:
        path = _path(text, picture.place)
        own = blocks(contents([(picture.seen, PageContent(content.number, 0.0, 0.0))]))[0]
        found = [_moved(block, path, begun) for block in own]
        added += [block for block in found if _says_something(block)]
        begun += sum(len(word.text) for line in picture.seen.lines for word in line.words)
    return [*text, *added, *(block for block in laid if block.kind is Kind.FURNITURE)]


def with_picture_spots(page: Page, content: PageContent, pictures: Sequence[SeenPicture]) -> Page:
    """The page that was written of them, with spots for the words of its pictures and runs for its own."""
    lines = [line for picture in pictures for line in _on_page(picture, content)]
    theirs = tuple((start, count, index - _FIRST) for start, count, index in page.glyphs if index >= _FIRST)
    spots = with_spots(replace(page, glyphs=theirs), SeenPage(1, 1, 1, 1, tuple(lines))).spots
    return replace(page, glyphs=tuple(run for run in page.glyphs if run[2] < _FIRST), spots=spots)


def _on_page(picture: SeenPicture, content: PageContent) -> list[SeenLine]:
    """The lines of a picture with the boxes of their words in fractions of the page."""
    place, seen = picture.place, picture.seen
    across = (place.right - place.left) / seen.width
    down = (place.bottom - place.top) / seen.height

    def placed(box: Box) -> Box:
        return (
            (place.left + box[0] * across) / content.width,
            (place.top + box[1] * down) / content.height,
            (place.left + box[2] * across) / content.width,
            (place.top + box[3] * down) / content.height,
        )

    return [
        replace(line, words=tuple(replace(word, box=placed(word.box)) for word in line.words))
        for line in seen.lines
    ]


def _path(text: Sequence[Laid], place: Area) -> tuple[str, ...]:
    """The headings that the lowest block right above a place stands under, that of the page's last one else."""
    best, path = -1.0, text[-1].headings if text else ()
    for block in text:
        words = [word.place for line in _lines(block) for word in line if word.glyphs and word.glyphs[0] >= 0]
        beside = [one for one in words if one.left < place.right and place.left < one.right]
        low = max((one.bottom for one in beside), default=-1.0)
        if best < low <= place.top + (place.bottom - place.top) / 4:
            title = " ".join(word.text for line in block.lines for word in line)
            best, path = low, (*block.headings, title) if block.kind is Kind.HEADING else block.headings
    return path


def _moved(block: Laid, path: tuple[str, ...], begun: int) -> Laid:
    """A block of a picture as one of the page, its characters counted from `begun` on."""
    if block.kind is Kind.ROW:
        return Laid(Kind.PARAGRAPH, _counted(_lines(block), begun), path)
    kind = Kind.PARAGRAPH if block.kind in _AS_TEXT else block.kind
    return Laid(kind, _counted(block.lines, begun), path, depth=block.depth, lead=block.lead)


def _counted(lines: Sequence[Line], begun: int) -> tuple[Line, ...]:
    return tuple(
        tuple(replace(word, glyphs=tuple(begun + index for index in word.glyphs)) for word in line)
        for line in lines
    )


def _lines(block: Laid) -> tuple[Line, ...]:
    return block.lines + tuple(line for cell in block.cells for line in cell.lines)


def _says_something(block: Laid) -> bool:
    words = [word.text for line in block.lines for word in line if any(map(str.isalpha, word.text))]
    unspaced = sum("\u2e80" <= letter <= "\u9fff" for word in words for letter in word)
    letters = sum(map(str.isalpha, "".join(words))) + unspaced
    return letters >= _LETTERS and (len(words) >= _WORDS or bool(unspaced))
