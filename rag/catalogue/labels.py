"""Answers about what has a label: lists of figures, tables, exercises, or one of them."""

import re
from collections.abc import Iterator, Sequence

from rag.catalogue.content import ToldPiece, laid_out, table
from rag.catalogue.headings import Reading
from rag.catalogue.listing import SHOWN, as_list, named
from rag.catalogue.places import in_line, place
from rag.catalogue.reply import Point, Reply
from rag.catalogue.tables import kept_rows, rows
from rag.language.words import content_terms
from rag.question.about import About
from rag.values import Citation

_ANY_NUMBER = r"\d+(?:\.\d+)*[a-z]?|[ivxlc]+"


def of_labels(readings: Sequence[Reading], about: About) -> Reply | None:
    """The figures, tables, exercises … that have a label at the beginning of a line, each number once."""
    points: list[Point] = []
    for reading in readings:
        lines = _first_of_each(reading, about.part, _ANY_NUMBER)
        points += [(named(line, reading, readings), line) for line in lines]
    return as_list(points, about.part)


def labelled(readings: Sequence[Reading], about: About) -> Reply | None:
    """What stands behind one label ("Figure 2.2", "Exercise 3", "the table of samplers"); of a table also its rows."""
    number = re.escape(about.number) if about.number else _ANY_NUMBER
    found = [(line, reading) for reading in readings for line in _first_of_each(reading, about.part, number)]
    if not about.number:
        found = _about_topic(found, about.topic)
    pieces = [piece for line, reading in found for piece in _labelled(reading, line, about.part)]
    return laid_out("", pieces, SHOWN, "line") if pieces else None


def _labelled(reading: Reading, line: Citation, part: str) -> Iterator[ToldPiece]:
    whole = _paragraph(reading, line)
    yield ToldPiece(((in_line(whole), whole),))
    if not part.casefold().startswith("tab"):
        return
    page = reading.page(line.page)
    if page.blocks:
        yield from table(reading, kept_rows(reading, line))
    else:
        yield from (ToldPiece(((in_line(row), row),)) for row in rows(reading.document, page, line))


def label(part: str, number: str, strict: bool = True) -> re.Pattern[str]:
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


def _first_of_each(reading: Reading, part: str, number: str) -> list[Citation]:
    """The lines that begin with a label of this kind, the first of each number."""
    seen: dict[str, Citation] = {}
    for line in reading.lines(label(part, number)):
        found = re.search(rf"\s({_ANY_NUMBER})\b", line.quote, re.IGNORECASE)
        seen.setdefault(found[1].lower() if found else line.quote, line)
    return list(seen.values())


def _about_topic(found: Sequence[tuple[Citation, Reading]], topic: str) -> list[tuple[Citation, Reading]]:
    """The one whose caption has most of the topic's words, at least half of them; [] for none."""
    wanted = content_terms(topic)
    shares = [len(wanted & content_terms(_paragraph(reading, line).quote)) for line, reading in found]
    best = max(shares, default=0)
    return [found[shares.index(best)]] if best and best >= len(wanted) / 2 else []


def _paragraph(reading: Reading, line: Citation) -> Citation:
    """From a label to the end of its block or paragraph, or to the next label of its kind."""
    page = reading.page(line.page)
    kind = re.escape(line.quote.split()[0])
    block = next((block for block in page.blocks if block.start <= line.start < block.end), None)
    end = re.compile(rf"\n[ \t]*\n|\n(?=[ \t]*{kind}\s+\d)", re.IGNORECASE).search(page.text, line.end)
    last = len(page.text) if block is None else max(block.end, line.end)
    return place(reading.document, page, line.start, min(end.start(), last) if end else last)
