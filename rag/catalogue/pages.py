"""Answers about pages: what one says, or several, or what one says about a topic. A page is meant by its label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.catalogue.content import ToldPiece, about_topic, laid_out, told
from rag.catalogue.headings import Reading
from rag.catalogue.listing import SHOWN, which_document
from rag.catalogue.reply import Reply
from rag.question.about import About
from rag.values import Page
from rag.values.places import briefly, noun, of_page, said

_OF_PAGES = 12  # pieces that are shown of several pages, one of each page at least
_OF_A_PAGE = 6
_LABELLED = ("page", "slide")


@dataclass(frozen=True, slots=True)
class CalledPages:
    """Pages of a document that follow one another. `called` says that they are meant by what is printed on them or,
    where nothing is, by their number; else they have another label than the one that was asked for."""

    reading: Reading
    pages: tuple[Page, ...]
    called: bool

    @property
    def noun(self) -> str:
        """What its pages are called: "page", "slide"."""
        return noun(self.pages[0].method, self.reading.document.name)

    @property
    def differs(self) -> bool:
        """Whether the file counts them otherwise than they are labelled."""
        return self.noun in _LABELLED and any(p.label not in ("", str(p.number)) for p in self._ends)

    @property
    def in_file(self) -> str:
        """What the file counts: "page 3", "pages 3 to 5"."""
        first, last = (page.number for page in self._ends)
        return f"{self.noun} {first}" if first == last else f"{self.noun}s {first} to {last}"

    @property
    def name(self) -> str:
        """What they are called: "page iv", "pages 3 to 5"."""
        first, last = (of_page(page, self.reading.document.name) for page in self._ends)
        if first == last:
            return said(first)
        after = briefly(last).removeprefix("p. ").removeprefix(f"{self.noun} ")
        plural = f"{self.noun}s"
        return f"{said(first).replace(self.noun, plural, 1)} to {after}"

    @property
    def _ends(self) -> tuple[Page, Page]:
        return self.pages[0], self.pages[-1]


def of_pages(readings: Sequence[Reading], about: About) -> Reply | None:
    """What the page or the pages say that are asked for; None where no document has them.

    Where several documents have them, it asks which one is meant.
    """
    found = list(stretches(readings, about.number, about.last or about.number))
    if not found:
        return None
    if len(found) > 1:
        what = f"pages {about.number} to {about.last}" if about.last else f"a page or slide {about.number}"
        return which_document(what, [stretch.reading for stretch in found])
    (stretch,) = found
    return _of_several(stretch) if about.last else _of_one(stretch, about)


def stretches(readings: Sequence[Reading], first: str, last: str) -> Iterator[CalledPages]:
    """The pages from the one called `first` to the one called `last`, in each document that has both; where none has,
    those that are so counted."""
    any_called = False
    for reading in readings:
        pages = _between(reading, page_called(reading.pages, first), page_called(reading.pages, last))
        if pages:
            any_called = True
            yield CalledPages(reading, pages, True)
    for reading in () if any_called else readings:
        pages = _between(reading, page_counted(reading.pages, first), page_counted(reading.pages, last))
        if pages:
            yield CalledPages(reading, pages, False)


def page_called(pages: Sequence[Page], label: str) -> Page | None:
    """The page with this label printed on it; where there is none, the one of this number on which nothing is printed.

    The names of sheets and the titles of sections are no labels: they are counted.
    """
    printed = {page.number for page in pages if page.label and noun(page.method) in _LABELLED}
    labelled = (
        page for page in pages if page.number in printed and page.label.casefold() == label.casefold()
    )
    counted = (page for page in pages if page.number not in printed and str(page.number) == label)
    return next(labelled, None) or next(counted, None)


def page_counted(pages: Sequence[Page], number: str) -> Page | None:
    """The page of this number in the file, whatever is printed on it."""
    return next((page for page in pages if str(page.number) == number), None)


def _between(reading: Reading, first: Page | None, last: Page | None) -> tuple[Page, ...]:
    if first is None or last is None:
        return ()
    return tuple(page for page in reading.pages if first.number <= page.number <= last.number)


def _of_one(stretch: CalledPages, about: About) -> Reply:
    reading, (page, *_) = stretch.reading, stretch.pages
    lead = _lead(stretch)
    pieces = list(told(reading, page, 0, len(page.text)))
    if not pieces:
        return Reply(f"{lead}: {_nothing(page)}")
    if not about.topic:
        return laid_out(f"{lead}:", pieces, _OF_A_PAGE, "paragraph")
    found = [ToldPiece((point,)) for point in about_topic(reading, page, about.topic)]
    if found:
        return laid_out(f"{lead}:", found, _OF_A_PAGE, "sentence")
    return laid_out(f"{lead} has no word of “{about.topic}”. It says:", pieces, _OF_A_PAGE, "paragraph")


def _of_several(stretch: CalledPages) -> Reply:
    """What the pages say, some of each."""
    each = max(1, _OF_PAGES // len(stretch.pages))
    pieces = [
        piece
        for page in stretch.pages
        for piece in islice(told(stretch.reading, page, 0, len(page.text)), each)
    ]
    lead = _lead(stretch)
    if pieces:
        return laid_out(f"{lead}:", pieces, SHOWN, "paragraph")
    unread = any(page.unread for page in stretch.pages)
    return Reply(f"{lead}: {'their words could not be read' if unread else 'no text there'}.")


def _lead(stretch: CalledPages) -> str:
    """Which pages are told, and where they are in the file, if that counts them otherwise."""
    document = stretch.reading.document.name
    name, in_file = stretch.name, stretch.in_file
    if stretch.called:
        differs = f" ({in_file} of the file)" if stretch.differs else ""
        return f"{name[0].upper()}{name[1:]} of {document}{differs}"
    are = "is" if len(stretch.pages) == 1 else "are"
    return f"No {in_file} {are} printed in {document}. {in_file[0].upper()}{in_file[1:]} of the file {are} {name}"


def _nothing(page: Page) -> str:
    if page.unread:
        return "its words could not be read."
    return "it has no text of its own." if page.text.strip() else "it has no text."
