"""Answers about parts of documents: lists of headings, one chapter, a document by its parts."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from rag.catalogue.content import ToldPiece, laid_out, told
from rag.catalogue.headings import Reading
from rag.catalogue.labels import label
from rag.catalogue.listing import SHOWN, as_list, more, named
from rag.catalogue.places import in_line
from rag.catalogue.reply import Point, Reply, length, listed
from rag.language.layout import is_printed, summary_heading, without_number
from rag.language.tables import joined
from rag.language.words import content_terms
from rag.question.about import About
from rag.values import Citation
from rag.values.places import said

_OPENED = 12  # headings at most that are shown with their first sentences
_OF_A_PART = 6  # pieces that are shown of a chapter
_COUNTED = ("chapter", "section", "kapitel", "abschnitt")
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


def units(readings: Sequence[Reading], about: About) -> list[tuple[Reading, Citation]]:
    """The heading of a chapter, section, lecture … in each document that has one.

    Headings that say what they are ("Chapter 2") go before those that only have the number, and these before lines that
    look like one where the reader of the file found none.
    """
    labelled = label(about.part, re.escape(about.number), strict=False)
    plain = re.compile(rf"{re.escape(about.number)}(?:[.):]|\s)\s*\D", re.IGNORECASE)
    counted = about.part.lower() in _COUNTED
    ways: list[Callable[[Reading], Iterable[Citation]]] = [
        lambda reading: (
            h for h in reading.headings if labelled.match(h.quote) and not summary_heading(h.quote)
        ),
        lambda reading: (h for h in reading.headings if counted and plain.match(h.quote)),
        lambda reading: reading.lines(label(about.part, re.escape(about.number))),
    ]
    for way in ways:
        found = [(reading, next(iter(way(reading)), None)) for reading in readings]
        having = [(reading, heading) for reading, heading in found if heading is not None]
        if having:
            return having
    return []


def called(readings: Sequence[Reading], topic: str) -> list[tuple[Reading, Citation]]:
    """The headings with all words of content of `topic`, of every document; only those with no other ones, if there are
    any."""
    wanted = content_terms(topic)
    known = [
        (reading, heading, content_terms(heading.quote))
        for reading in readings
        for heading in reading.headings
    ]
    having = [(reading, heading, said) for reading, heading, said in known if wanted and wanted <= said]
    exact = [one for one in having if one[2] == wanted]
    return [(reading, heading) for reading, heading, _ in exact or having]


def unit(reading: Reading, heading: Citation, about: About) -> Reply:
    """What a chapter or section is about: what its own summary says, else what stands for it."""
    lead = f"{in_line(heading)} ({reading.document.name}, {said(heading)})"
    summary = reading.summary_of(heading, about.part, about.number)
    pieces = _under(reading, summary) if summary is not None else []
    if pieces:
        return laid_out(f"{lead}, in its own summary:", pieces, _OF_A_PART, "sentence")
    return laid_out(f"{lead}:", _under(reading, heading), _OF_A_PART, "paragraph")


def overview(reading: Reading, most: int = 0) -> Reply | None:
    """What a document is about: its summary, if it has one, and its headings; else how it begins.

    Of more parts than can be opened, or than the `most` that are asked for (0: no number is), the longest are shown,
    in the order of the document.
    """
    summary = reading.summary()
    pieces = _under(reading, summary)[:_OF_A_PART] if summary is not None else []
    headings = [heading for heading in reading.main_headings if heading != summary]
    longest = _longest(reading, headings, min(most or _OPENED, _OPENED))
    if len(headings) < 2 and not pieces:
        begun = [piece for page in reading.pages[:2] for piece in told(reading, page, 0, len(page.text))]
        return laid_out(f"{_called(reading)} begins:", begun[:_OF_A_PART], _OF_A_PART, "") if begun else None
    parts = [_opened(reading, heading) for heading in longest]
    return laid_out(
        _lead(reading, bool(pieces), len(longest), len(headings)), [*pieces, *parts], SHOWN, "part"
    )


def _lead(reading: Reading, sums_up: bool, shown: int, count: int) -> str:
    """What stands over the overview of a document that `sums_up` itself, with as many parts `shown` of its `count`."""
    longest = "longest" if shown == 1 else f"{shown} longest"
    these = "its parts" if shown == count else f"the {longest} of its {count} parts"
    if sums_up:
        return f"{_called(reading)}, in its own summary and {these}:"
    return f"{_called(reading)} has these parts:" if shown == count else f"{_called(reading)}, by {these}:"


def _longest(reading: Reading, headings: Sequence[Citation], most: int) -> list[Citation]:
    """The `most` headings with the most words under them, in their order: a title alone says little of a document."""
    if len(headings) <= most:
        return list(headings)
    lengths = {
        heading: sum(_words_in(page.text[start:end]) for page, start, end in reading.extent(heading))
        for heading in headings
    }
    kept = sorted(headings, key=lambda heading: -lengths[heading])[:most]
    return [heading for heading in headings if heading in kept]


def _words_in(text: str) -> int:
    """How many words there are, without figures and what is in capitals, as in pictures and logs."""
    return sum(word.strip(".,;:()").isalpha() and not word.isupper() for word in text.split())


def course(readings: Sequence[Reading]) -> Reply:
    """What all documents are about: each by its headings."""
    points: list[Point] = []
    for reading in readings[:SHOWN]:
        headings = [heading.quote for heading in reading.main_headings if heading != reading.summary()]
        said = f": {listed(headings, 6)}" if headings else ""
        points.append((f"{_called(reading)}{said}", reading.opening))
    return Reply("What there is to read:", tuple(points), more(readings, SHOWN, "document"))


def _opened(reading: Reading, heading: Citation) -> ToldPiece:
    """A heading with the first sentence under it, at whose place it can be read on; alone where nothing is under it."""
    first = next((said for said in reading.standing_for(heading, 1) if not is_printed(said.quote)), None)
    if first is not None:
        return ToldPiece(((f"{in_line(heading)}: {without_number(in_line(first))}", first),))
    pieces = (piece for part in reading.extent(heading) for piece in told(reading, *part))
    said_first, cited = next((piece.points[0] for piece in pieces), ("", None))
    return ToldPiece(
        ((f"{in_line(heading)}: {said_first}", cited) if cited is not None else (in_line(heading), heading),)
    )


def _under(reading: Reading, heading: Citation) -> list[ToldPiece]:
    """What stands for what is under a heading. A heading that is not listed ends at the next of its kind."""
    chosen = reading.standing_for(heading, _OF_A_PART)
    if chosen:
        return [ToldPiece(((without_number(in_line(c)), c),)) for c in chosen]
    if heading in reading.headings:
        extents = reading.extent(heading)
    else:
        page = reading.page(heading.page)
        kind = re.escape(heading.quote.split()[0])
        after = re.search(rf"^[ \t]*{kind}\s+\d", page.text[heading.end :], re.MULTILINE | re.IGNORECASE)
        extents = iter([(page, heading.end, heading.end + after.start() if after else len(page.text))])
    pieces = (piece for part in extents for piece in told(reading, *part))
    return list(islice(pieces, _OF_A_PART))


def _called(reading: Reading) -> str:
    document = reading.document
    return f"{document.title} ({document.name}, {length(document)})"
