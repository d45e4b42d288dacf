"""Lists of lines of documents, as replies."""

from collections.abc import Sequence

from rag.catalogue.headings import Reading
from rag.catalogue.places import in_line
from rag.catalogue.reply import Point, Reply, counted
from rag.values import Citation
from rag.values.places import said

SHOWN = 40
"""Lines of a list at most."""
_NAMED = 6  # documents that one may choose from


def as_list(points: Sequence[Point], part: str) -> Reply | None:
    if not points:
        return None
    noun = part.casefold()
    noun = noun.removesuffix("s") if not noun.endswith("ss") else noun
    lead = f"There {'is' if len(points) == 1 else 'are'} {counted(len(points), noun)}:"
    return Reply(lead, tuple(points[:SHOWN]), more(points, SHOWN, noun))


def more(points: Sequence[object], shown: int, noun: str) -> str:
    return f"And {counted(len(points) - shown, noun)} more." if len(points) > shown else ""


def named(line: Citation, reading: Reading, among: Sequence[Reading]) -> str:
    where = said(line) if len(among) == 1 else f"{reading.document.name}, {said(line)}"
    return f"{in_line(line)} ({where})"


def which_document(what: str, readings: Sequence[Reading]) -> Reply:
    """A question back: which of the documents that have `what` is meant?"""
    names = ", ".join(reading.document.name for reading in readings[:_NAMED])
    return Reply(f"Several documents have {what}. Say which one you mean, for example: {names}.")
