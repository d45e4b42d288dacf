"""The headings of a document with their places, and the words between one heading and the next."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rag.catalogue.places import found, opening, place
from rag.language.layout import SummaryHeading, summary_heading
from rag.store.documents.units import StoredUnit
from rag.store.library import Library
from rag.values import Citation, Document, Kind, Page

_SEPARATOR = " › "


@dataclass(frozen=True)
class Reading:
    """A document with its pages and the places of its headings, in order; they are read when they are asked for."""

    library: Library
    document: Document
    _kept: dict[int, tuple[StoredUnit, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages, in order."""
        return tuple(self.library.pages(self.document.id))

    def page(self, number: int) -> Page:
        """A page by its 1-based number."""
        return next(page for page in self.pages if page.number == number)

    def units(self, number: int) -> tuple[StoredUnit, ...]:
        """The units that begin on a page, in order; () for a document that was read before they were kept."""
        if number not in self._kept:
            self._kept[number] = tuple(self.library.units.of_pages(self.document.id, number, number))
        return self._kept[number]

    @cached_property
    def headings(self) -> tuple[Citation, ...]:
        """The places of the headings, in order."""
        if self._levels:
            return tuple(self._levels)
        return tuple(_headings(self.library, self.document, self.pages))

    @cached_property
    def main_headings(self) -> tuple[Citation, ...]:
        """The headings of the highest level that has more than one: a title alone is no part of its document."""
        counts = Counter(self._levels.values())
        level = min((level for level, count in counts.items() if count > 1), default=None)
        return self.headings if level is None else tuple(h for h in self.headings if self._levels[h] == level)

    @cached_property
    def _levels(self) -> dict[Citation, int]:
        """The headings that the file's reader found, with their levels; {} for a document read before it told them."""
        return {
            place(self.document, page, block.start, block.end): block.level
            for page in self.pages
            for block in page.blocks
            if block.kind is Kind.HEADING
        }

    def standing_for(self, heading: Citation, most: int) -> list[Citation]:
        """At most `most` units that stand for what is under a heading, in order; [] where none were chosen.

        Where there are too many, each section under it gives fewer, the likeliest first.
        """
        extents = [(page.number, start, end) for page, start, end in self.extent(heading)]
        here = [
            (rank, cited)
            for rank, cited in self._summaries
            if any(cited.page == number and start <= cited.start < end for number, start, end in extents)
        ]
        for least in sorted({rank for rank, _ in here}, reverse=True):
            kept = [cited for rank, cited in here if rank <= least]
            if len(kept) <= most or least == 1:
                return kept[:most]
        return []

    @cached_property
    def _summaries(self) -> list[tuple[int, Citation]]:
        """What stands for the sections, in order, each with its place among those of its section."""
        pages = {page.number: page for page in self.pages}
        return [
            (
                found.unit.summary,
                place(self.document, pages[found.unit.page], found.unit.start, found.unit.end),
            )
            for found in self.library.units.summaries(self.document.id)
        ]

    @cached_property
    def opening(self) -> Citation | None:
        """The first line that has words; None if there is none on the first page."""
        return opening(self.document, [self.library.page(self.document.id, 1)])

    def extent(self, heading: Citation) -> Iterator[tuple[Page, int, int]]:
        """(page, start, end) of the words under a heading, page by page, up to the next of its level or above."""
        later = [
            h
            for h in self.headings
            if (h.page, h.start) > (heading.page, heading.start)
            and self._levels.get(h, 0) <= self._levels.get(heading, 0)
        ]
        last = later[0] if later else None
        for page in self.pages:
            if page.number < heading.page or (last is not None and page.number > last.page):
                continue
            start = heading.end if page.number == heading.page else 0
            end = last.start if last is not None and page.number == last.page else len(page.text)
            if page.text[start:end].strip():
                yield page, start, end

    def summary(self) -> Citation | None:
        """The heading of what sums the whole document up ("Summary", "Abstract"), if it has one.

        One that stands under a chapter sums up the chapter, and so does each of several that are called the same.
        """
        own = [heading for heading, of in self._summaries_said if not of.number and self._is_main(heading)]
        names = Counter(_bare(heading.quote) for heading in own)
        return next((heading for heading in own if names[_bare(heading.quote)] == 1), None)

    def summary_of(self, heading: Citation, part: str, number: str) -> Citation | None:
        """The heading of what sums up the part under `heading`, which is the `part` (chapter) of that `number` ("" for
        none): the one that says so, else one right under it."""
        asked = (part.casefold(), number.casefold())
        named = next(
            (h for h, of in self._summaries_said if of.number and (of.part, of.number) == asked), None
        )
        if named is not None or heading not in self._levels:
            return named
        level = self._levels[heading]
        within: list[Citation] = []
        for later in self.headings[self.headings.index(heading) + 1 :]:
            if self._levels[later] <= level:
                break
            within.append(later)
        highest = min((self._levels[h] for h in within), default=0)
        said = {h for h, of in self._summaries_said if not of.number}
        return next((h for h in within if h in said and self._levels[h] == highest), None)

    @cached_property
    def _summaries_said(self) -> list[tuple[Citation, SummaryHeading]]:
        """The headings of summaries, with what they say that they sum up."""
        found = ((heading, summary_heading(heading.quote)) for heading in self.headings)
        return [(heading, of) for heading, of in found if of is not None]

    def _is_main(self, heading: Citation) -> bool:
        """Whether a heading is of a level no lower than the main ones."""
        lowest = max((self._levels.get(main, 0) for main in self.main_headings), default=0)
        return self._levels.get(heading, 0) <= lowest

    def lines(self, pattern: re.Pattern[str]) -> Iterator[Citation]:
        """The places where a line begins with `pattern`, up to the end of the line."""
        for page in self.pages:
            for match in pattern.finditer(page.text):
                end = page.text.find("\n", match.end())
                yield place(self.document, page, match.start(), end if end >= 0 else len(page.text))


def _bare(heading: str) -> str:
    """The words of a heading without its number."""
    return heading.casefold().strip(" .0123456789")


def _headings(library: Library, document: Document, pages: Sequence[Page]) -> Iterator[Citation]:
    """A place for each section that passages of the document are under. One that stands nowhere on its page, as some
    entries of an outline, is left out."""
    by_number = {page.number: page for page in pages}
    before = ""
    for page_number, start, header in library.headers(document.id):
        title = header.partition(_SEPARATOR)[2]
        if title and title != before:
            heading = found(document, by_number[page_number], title, start)
            if heading is not None:
                yield heading
        before = title
