"""Answers about parts of documents: lists of figures or chapters, one figure, one chapter, one page."""

import re
from collections.abc import Iterator, Sequence

from rag.catalogue.headings import Reading
from rag.catalogue.places import gist, in_line, place
from rag.catalogue.reply import Point, Reply, counted, listed
from rag.language.tables import joined
from rag.question.about import About
from rag.values import Citation

_SHOWN = 40
_OF_A_PART = 6  # sentences that are shown of a page or chapter
_ANY_NUMBER = r"\d+(?:\.\d+)*[a-z]?|[ivxlc]+"
_CHAPTER = re.compile(rf"(?:{joined('about', 'units')})\s+(?:\d|[ivxlc]+\b)|\d+[.\s]", re.IGNORECASE)


def of_headings(readings: Sequence[Reading], about: About) -> Reply | None:
    """The headings of the documents; of chapters those that are numbered, if any are."""
    chapters = about.part.lower().startswith(("chapter", "kapitel"))
    points: list[Point] = []
    for reading in readings:
        headings = reading.headings
        if chapters:
            headings = tuple(h for h in headings if _CHAPTER.match(h.quote)) or headings
        points += [(_named(heading, reading, readings), heading) for heading in headings]
    return _list(points, "chapter" if chapters else "heading")


def of_labels(readings: Sequence[Reading], about: About) -> Reply | None:
    """The figures, tables, exercises … that have a label at the beginning of a line, each number once."""
    points: list[Point] = []
    for reading in readings:
        seen: dict[str, Citation] = {}
        for line in reading.lines(_label(about.part, _ANY_NUMBER)):
            number = re.split(r"[\s.:]+", line.quote, maxsplit=1)[1].lower()
            if number not in seen:
                seen[number] = line
        points += [(_named(line, reading, readings), line) for line in seen.values()]
    return _list(points, about.part)


def labelled(readings: Sequence[Reading], about: About) -> Reply | None:
    """What stands behind one label: "Figure 2.2", "Exercise 3"."""
    points = []
    for reading in readings:
        lines = list(reading.lines(_label(about.part, re.escape(about.number))))
        if lines:
            whole = _paragraph(reading, lines[0])
            points.append((in_line(whole), whole))
    return Reply("", tuple(points)) if points else None


def unit(readings: Sequence[Reading], about: About) -> Reply | None:
    """What a chapter or section is about: its heading and what its paragraphs begin with."""
    label = _label(about.part, re.escape(about.number), strict=False)
    plain = re.compile(rf"{re.escape(about.number)}(?:[.):]|\s)\s*\D", re.IGNORECASE)
    for reading in readings:
        heading = next((h for h in reading.headings if label.match(h.quote)), None)
        if heading is None and about.part.lower() in ("chapter", "section", "kapitel", "abschnitt"):
            heading = next((h for h in reading.headings if plain.match(h.quote)), None)
        heading = heading or _unlisted(reading, about)
        if heading is not None:
            lead = f"{in_line(heading)} ({reading.document.name}, page {heading.page}):"
            return Reply(lead, tuple(_under(reading, heading)))
    return None


def page(reading: Reading, number: int) -> Reply | None:
    """What a page says: what its paragraphs begin with; None where it has no words."""
    found = next((page for page in reading.pages if page.number == number), None)
    if found is None or not found.text.strip():
        return None
    points = [(in_line(cited), cited) for cited in gist(reading.document, found, 0, len(found.text))]
    lead = f"Page {number} of {reading.document.name}:"
    return Reply(lead, tuple(points[:_OF_A_PART]), _more(points, _OF_A_PART, "paragraph"))


def overview(reading: Reading) -> Reply | None:
    """What a document is about: its summary, if it has one, and its headings; else how it begins."""
    summary = reading.summary()
    points: list[Point] = []
    if summary is not None:
        points += _under(reading, summary)[:_OF_A_PART]
    parts: list[Point] = [(in_line(heading), heading) for heading in reading.headings if heading != summary]
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
    return Reply(lead, tuple([*points, *parts][:_SHOWN]), _more([*points, *parts], _SHOWN, "part"))


def course(readings: Sequence[Reading]) -> Reply:
    """What all documents are about: each by its headings."""
    points: list[Point] = []
    for reading in readings[:_SHOWN]:
        headings = [heading.quote for heading in reading.headings if heading != reading.summary()]
        said = f": {listed(headings, 6)}" if headings else ""
        points.append((f"{_called(reading)}{said}", reading.opening))
    return Reply("What there is to read:", tuple(points), _more(readings, _SHOWN, "document"))


def _label(part: str, number: str, strict: bool = True) -> re.Pattern[str]:
    """A label at the beginning of a line. A strict one has a mark behind its number: a sentence may begin with
    "Figure 2 shows" too."""
    stem = re.sub(r"\W+$", "", part.casefold())
    stem = {"fig": "figure", "abb": "abbildung", "appendices": "appendix"}.get(stem, stem)
    stem = stem if stem.endswith("ss") else stem.removesuffix("s")
    short = {"figure": r"|fig\.?", "abbildung": r"|abb\.?"}.get(stem, "")
    end = r"(?=[ \t]*[.:|–—)-](?!\d)|[ \t]*$|[ \t]{2,}|[ \t]+\()" if strict else r"(?![\w.]*\d)"
    return re.compile(
        rf"^[ \t>*_#-]*(?:{re.escape(stem)}{short})\s+(?:{number})\b{end}", re.IGNORECASE | re.MULTILINE
    )


def _unlisted(reading: Reading, about: About) -> Citation | None:
    """A line that looks like the heading, where the reader of the file found none."""
    return next(reading.lines(_label(about.part, re.escape(about.number))), None)


def _under(reading: Reading, heading: Citation) -> list[Point]:
    """What the paragraphs under a heading begin with. A heading that is not listed ends at the next of its kind."""
    if heading in reading.headings:
        extents = list(reading.extent(heading))
    else:
        page = next(page for page in reading.pages if page.number == heading.page)
        kind = re.escape(heading.quote.split()[0])
        after = re.search(rf"^[ \t]*{kind}\s+\d", page.text[heading.end :], re.MULTILINE | re.IGNORECASE)
        extents = [(page, heading.end, heading.end + after.start() if after else len(page.text))]
    cited = [c for page, start, end in extents for c in gist(reading.document, page, start, end)]
    return [(in_line(c), c) for c in cited[:_OF_A_PART]]


def _paragraph(reading: Reading, line: Citation) -> Citation:
    """From a label to the end of its paragraph, or to the next label of its kind."""
    page = next(page for page in reading.pages if page.number == line.page)
    kind = re.escape(line.quote.split()[0])
    end = re.compile(rf"\n[ \t]*\n|\n(?=[ \t]*{kind}\s+\d)", re.IGNORECASE).search(page.text, line.end)
    return place(reading.document, page, line.start, end.start() if end else len(page.text))


def _list(points: Sequence[Point], part: str) -> Reply | None:
    if not points:
        return None
    noun = part.casefold()
    noun = noun.removesuffix("s") if not noun.endswith("ss") else noun
    lead = f"There {'is' if len(points) == 1 else 'are'} {counted(len(points), noun)}:"
    return Reply(lead, tuple(points[:_SHOWN]), _more(points, _SHOWN, noun))


def _more(points: Sequence[object], shown: int, noun: str) -> str:
    return f"And {counted(len(points) - shown, noun)} more." if len(points) > shown else ""


def _named(line: Citation, reading: Reading, among: Sequence[Reading]) -> str:
    where = f"page {line.page}" if len(among) == 1 else f"{reading.document.name}, page {line.page}"
    return f"{in_line(line)} ({where})"


def _called(reading: Reading) -> str:
    document = reading.document
    return f"{document.title} ({document.name}, {counted(document.pages, 'page')})"


def pages_of(readings: Sequence[Reading], number: int) -> Iterator[Reading]:
    """The documents that have a page of this number."""
    return (reading for reading in readings if any(page.number == number for page in reading.pages))
