"""Answers about documents as wholes: which there are, how long they are, who wrote them, what they are called."""

import re
from collections.abc import Callable, Sequence

from rag.catalogue.headings import Reading
from rag.catalogue.places import opening, place
from rag.catalogue.reply import Point, Reply, counted, described, length
from rag.language.tables import joined
from rag.values import Citation

_SHOWN = 30
_HEAD = 600  # characters of the first page in which the author is named
_BYLINE = re.compile(
    rf"^[ \t]*(?:(?i:{joined('about', 'bylines')}))[ \t]*([^\W\d_a-z][^\n]{{2,150}})", re.MULTILINE
)


def which(readings: Sequence[Reading]) -> Reply:
    """All documents, with their lengths."""
    return _all(readings, f"There {_are(len(readings))} {counted(len(readings), 'document')}:", _described)


def lengths(readings: Sequence[Reading]) -> Reply:
    """How many pages each document has."""
    if len(readings) == 1:
        return Reply("", (_length(readings[0]),))
    return _all(readings, "", _length)


def titles(readings: Sequence[Reading]) -> Reply:
    """What each document is called."""
    return _all(readings, "", _described)


def authors(readings: Sequence[Reading]) -> Reply | None:
    """Who says on the first page to have written it; None where nobody does."""
    points = [point for reading in readings if (point := _author(reading)) is not None]
    return Reply("", tuple(points[:_SHOWN])) if points else None


def _described(reading: Reading) -> Point:
    return described(reading.document), reading.opening


def _all(readings: Sequence[Reading], lead: str, point: Callable[[Reading], Point]) -> Reply:
    rest = len(readings) - _SHOWN
    more = f"And {counted(rest, 'document')} more, see the library." if rest > 0 else ""
    return Reply(lead, tuple(map(point, readings[:_SHOWN])), more)


def _length(reading: Reading) -> Point:
    document = reading.document
    last = reading.pages[-1] if reading.pages else None
    cited = opening(document, [last]) if last is not None else None
    return f"{document.name} has {length(document)}.", cited


def _author(reading: Reading) -> tuple[str, Citation] | None:
    first = next((page for page in reading.pages if page.text.strip()), None)
    found = _BYLINE.search(first.text, 0, _HEAD) if first is not None else None
    if first is None or found is None:
        return None
    line = place(reading.document, first, found.start(), found.end())
    return f"{reading.document.name}: {' '.join(found[1].split())}", line


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
