"""PowerPoint files: each slide is a page, in the order of the presentation."""

from collections.abc import Sequence
from pathlib import Path

from ingest.readers.base import Progress, ReadFile
from ingest.readers.book import Book
from ingest.readers.slides.frames import TITLES, SlideShape, SlideShapes
from ingest.readers.slides.layouts import LayoutWords
from ingest.readers.slides.package.deck import Deck
from ingest.readers.slides.package.parts import DAMAGED, SlideParts
from ingest.readers.slides.pictures import SlidePictures
from ingest.readers.slides.seen import PictureWords
from ingest.readers.slides.titles import Repeated, repeated, title_of, words_of
from ingest.readers.slides.writing import SlideWriter
from rag.errors import UnreadableFile

_SAMPLE = 40  # slides that are looked at for what stands on most of them
_LONGEST = 150  # characters of a title of the whole
_NAMED = 12  # slides named in a line of the health report


class SlidesReader:
    """Presentations of PowerPoint 2007 and later, shows and templates too, with and without macros."""

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        parts = SlideParts(path)
        try:
            return _read(parts, page_limit, progress)
        finally:
            parts.close()


def _read(parts: SlideParts, page_limit: int, progress: Progress) -> ReadFile:
    deck = Deck(parts)
    shapes = SlideShapes(deck)
    layouts = LayoutWords(shapes)
    often = _often(deck, shapes)
    book = Book(deck.media_type, "slide", page_limit)
    pictures, picture_words = SlidePictures(parts), PictureWords()
    hidden, broken, read, title = list[int](), list[int](), 0, ""
    for slide in deck.slides(page_limit):
        writer = book.page(shape=deck.width / deck.height, leaves=True)
        if slide.root is not None:
            found = shapes.of(slide)
            SlideWriter(writer, parts, slide, often).write(found, layouts.behind(slide))
            picture_words.write(writer, pictures.of(slide, found))
            title = title or (_title(found) if slide.number == 1 else "")
            read += 1
        hidden += [slide.number] * slide.is_hidden
        broken += [slide.number] * (slide.root is None or parts.is_mended(slide.part))
        progress(slide.number, min(len(deck), page_limit))
    if len(deck) and not read:
        raise UnreadableFile(DAMAGED)
    for _ in range(page_limit, len(deck)):
        book.page()  # counted as left out
    return book.finish(title or deck.title, _problems(hidden, broken, picture_words.left_out))


def _often(deck: Deck, shapes: SlideShapes) -> Repeated:
    every = len(deck) // _SAMPLE + 1
    return repeated([shapes.of(slide) for slide in deck.slides(every=every)])


def _title(shapes: Sequence[SlideShape]) -> str:
    """The title of the first slide, which is that of the whole: what a file says itself is often that of another."""
    found = title_of(shapes)
    words = words_of(found) if found is not None and found.role in TITLES else ""
    return words if len(words) <= _LONGEST else ""


def _problems(hidden: list[int], broken: list[int], unseen: list[int]) -> tuple[str, ...]:
    lines = []
    if hidden:
        is_one = len(hidden) == 1
        lines.append(
            f"{_named(hidden)} {'is' if is_one else 'are'} hidden when the slides are shown; "
            f"{'it was' if is_one else 'they were'} read too."
        )
    if broken:
        lines.append(
            f"{_named(broken)} could not be read, or not all of it, because the file is damaged there. "
            "Open it in PowerPoint, save it again, and add that."
        )
    if unseen:
        slides = _named(sorted(set(unseen))).lower()
        lines.append(f"Pictures on {slides} were not searched for words: it would have taken too long.")
    return tuple(lines)


def _named(numbers: list[int]) -> str:
    """ "Slide 3", "Slides 1, 4 and 7"."""
    said = [str(number) for number in numbers]
    if len(said) > _NAMED:
        said = [*said[: _NAMED - 1], f"{len(said) - _NAMED + 1} more"]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"Slide{'s' if len(numbers) > 1 else ''} {listed}"
