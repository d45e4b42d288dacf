"""Answers about parts of documents: lists of figures or chapters, one figure, one chapter, one page."""

import re
from collections.abc import Iterator, Sequence

from rag.catalogue.headings import Reading
from rag.catalogue.labels import label
from rag.catalogue.listing import SHOWN, as_list, more, named
from rag.catalogue.places import about_topic, gist, in_line
from rag.catalogue.reply import Point, Reply, length, listed
from rag.language.tables import joined
from rag.question.about import About
from rag.values import Citation, Page
from rag.values.places import noun, of_page, said

_OPENED = 12  # headings at most that are shown with their first sentences
_OF_PAGES = 12  # sentences that are shown of several pages, one of each page at least
_OF_A_PART = 6  # sentences that are shown of a page or chapter
_CHAPTER = re.compile(rf"(?:{joined('about', 'units')})\s+(?:\d|[ivxlc]+\b)|\d+[.\s]", re.IGNORECASE)


def of_headings(readings: Sequence[Reading], about: About) -> Reply | None:
    """The headings of the documents; of chapters those that are numbered, if any are."""
    chapters = about.part.lower().startswith(("chapter", "kapitel"))
    points: list[Point] = []
    for reading in readings:
        headings = reading.headings
        if chapters:
            headings = tuple(h for h in headings if _CHAPTER.match(h.quote)) or headings
        points += [(named(heading, reading, readings), heading) for heading in headings]
    return as_list(points, "chapter" if chapters else "heading")


def unit(readings: Sequence[Reading], about: About) -> Reply | None:
    """What a chapter or section is about: its heading and what its paragraphs begin with."""
    labelled = label(about.part, re.escape(about.number), strict=False)
    plain = re.compile(rf"{re.escape(about.number)}(?:[.):]|\s)\s*\D", re.IGNORECASE)
    for reading in readings:
        heading = next((h for h in reading.headings if labelled.match(h.quote)), None)
        if heading is None and about.part.lower() in ("chapter", "section", "kapitel", "abschnitt"):
            heading = next((h for h in reading.headings if plain.match(h.quote)), None)
        heading = heading or _unlisted(reading, about)
        if heading is not None:
            lead = f"{in_line(heading)} ({reading.document.name}, {said(heading)}):"
            return Reply(lead, tuple(_under(reading, heading)))
    return None


def page(reading: Reading, label: str, topic: str = "") -> Reply | None:
    """What a page says: what its paragraphs begin with, or its sentences about a topic; None where it has no words."""
    found = page_called(reading.pages, label)
    if found is None or not found.text.strip():
        return None
    points = [(in_line(cited), cited) for cited in gist(reading.document, found, 0, len(found.text))]
    called, what = of_page(found, reading.document.name), noun(found.method, reading.document.name)
    printed = found.label not in ("", str(found.number)) and what in ("page", "slide")
    differs = f" ({what} {found.number} of the file)" if printed else ""
    name = said(called)
    lead = f"{name[0].upper()}{name[1:]} of {reading.document.name}{differs}:"
    if topic:
        about = [(in_line(cited), cited) for cited in about_topic(reading.document, found, topic)]
        if about:
            return Reply(lead, tuple(about[:_OF_A_PART]), more(about, _OF_A_PART, "sentence"))
        lead = f"{lead[:-1]} has no word of “{topic}”. It says:"
    return Reply(lead, tuple(points[:_OF_A_PART]), more(points, _OF_A_PART, "paragraph"))


def pages(reading: Reading, first: str, last: str) -> Reply | None:
    """What the pages from `first` to `last` say: what their paragraphs begin with, some of each page; None where one of
    the two is not there, or they have no words."""
    ends = [page_called(reading.pages, label) for label in (first, last)]
    if ends[0] is None or ends[1] is None or ends[0].number > ends[1].number:
        return None
    within = [page for page in reading.pages if ends[0].number <= page.number <= ends[1].number]
    each = max(1, _OF_PAGES // len(within))
    cited = [c for page in within for c in list(gist(reading.document, page, 0, len(page.text)))[:each]]
    points = [(in_line(c), c) for c in cited]
    name = f"{noun(within[0].method, reading.document.name)}s".capitalize()
    lead = f"{name} {first} to {last} of {reading.document.name}:"
    return Reply(lead, tuple(points[:SHOWN]), more(points, SHOWN, "paragraph")) if points else None


def overview(reading: Reading) -> Reply | None:
    """What a document is about: its summary, if it has one, and its headings; else how it begins."""
    summary = reading.summary()
    points: list[Point] = []
    if summary is not None:
        points += _under(reading, summary)[:_OF_A_PART]
    headings = [heading for heading in reading.main_headings if heading != summary]
    parts = [
        _opened(reading, heading) if len(headings) <= _OPENED else (in_line(heading), heading)
        for heading in headings
    ]
    if len(parts) < 2 and not points:
        points = [
            (in_line(c), c)
            for page in reading.pages[:2]
            for c in gist(reading.document, page, 0, len(page.text))
        ]
        return Reply(f"{_called(reading)} begins:", tuple(points[:_OF_A_PART])) if points else None
    lead = (
        f"{_called(reading)}, in its own summary and its parts:"
        if points
        else f"{_called(reading)} has these parts:"
    )
    return Reply(lead, tuple([*points, *parts][:SHOWN]), more([*points, *parts], SHOWN, "part"))


def course(readings: Sequence[Reading]) -> Reply:
    """What all documents are about: each by its headings."""
    points: list[Point] = []
    for reading in readings[:SHOWN]:
        headings = [heading.quote for heading in reading.main_headings if heading != reading.summary()]
        said = f": {listed(headings, 6)}" if headings else ""
        points.append((f"{_called(reading)}{said}", reading.opening))
    return Reply("What there is to read:", tuple(points), more(readings, SHOWN, "document"))


def _opened(reading: Reading, heading: Citation) -> Point:
    """A heading with the first sentence under it, at whose place it can be read on; alone where nothing is under it."""
    first = next(iter(reading.standing_for(heading, 1)), None) or next(
        (c for part in reading.extent(heading) for c in gist(reading.document, *part)), None
    )
    return (
        (f"{in_line(heading)}: {in_line(first)}", first) if first is not None else (in_line(heading), heading)
    )


def _unlisted(reading: Reading, about: About) -> Citation | None:
    """A line that looks like the heading, where the reader of the file found none."""
    return next(reading.lines(label(about.part, re.escape(about.number))), None)


def _under(reading: Reading, heading: Citation) -> list[Point]:
    """What the paragraphs under a heading begin with. A heading that is not listed ends at the next of its kind."""
    chosen = reading.standing_for(heading, _OF_A_PART)
    if chosen:
        return [(in_line(c), c) for c in chosen]
    if heading in reading.headings:
        extents = list(reading.extent(heading))
    else:
        page = reading.page(heading.page)
        kind = re.escape(heading.quote.split()[0])
        after = re.search(rf"^[ \t]*{kind}\s+\d", page.text[heading.end :], re.MULTILINE | re.IGNORECASE)
        extents = [(page, heading.end, heading.end + after.start() if after else len(page.text))]
    cited = [c for page, start, end in extents for c in gist(reading.document, page, start, end)]
    return [(in_line(c), c) for c in cited[:_OF_A_PART]]


def _called(reading: Reading) -> str:
    document = reading.document
    return f"{document.title} ({document.name}, {length(document)})"


def pages_of(readings: Sequence[Reading], label: str) -> Iterator[Reading]:
    """The documents that have a page of this label or number."""
    return (reading for reading in readings if page_called(reading.pages, label) is not None)


def page_called(pages: Sequence[Page], label: str) -> Page | None:
    """The page with this label printed on it; where there is none, the one of this number on which nothing is printed.

    The names of sheets and the titles of sections are no labels: they are counted.
    """
    printed = {page.number for page in pages if page.label and noun(page.method) in ("page", "slide")}
    labelled = (
        page for page in pages if page.number in printed and page.label.casefold() == label.casefold()
    )
    counted = (page for page in pages if page.number not in printed and str(page.number) == label)
    return next(labelled, None) or next(counted, None)
