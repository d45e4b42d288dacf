"""The sentences of a block, none too long to be judged or quoted."""

from ingest.units.speech import after_blanks, clauses, is_speech
from rag.language.layout import item_count
from rag.language.sentences import spans
from rag.values import Span

LONGEST = 400
"""Characters of a unit at most: a longer sentence is no sentence but a list, a table or a blob."""
_PIECE = 300  # characters of its pieces: about as many as a long sentence has
_CLAUSE = 100  # characters that a clause has at least, for a piece to end with it


def sentences(text: str, start: int, end: int, spoken: str) -> list[Span]:
    """The sentences of `text[start:end]`, as spans of `text`; what is longer than `LONGEST` falls into its lines, and
    a line into pieces, or the clauses of what was spoken."""
    found: list[Span] = []
    begun: int | None = None  # where a number begins that is typed before what it numbers
    for first, last in spans(text[start:end], spoken):
        here = start + first if begun is None else begun
        begun = here if _is_count(text[here : start + last]) else None
        if begun is None:
            found += _bounded(text, here, start + last, spoken)
    if begun is not None:
        found.append((begun, end))
    return found


def _is_count(sentence: str) -> bool:
    return bool(sentence) and item_count(sentence) == sentence


def _bounded(text: str, start: int, end: int, spoken: str) -> list[Span]:
    if end - start > LONGEST and is_speech(text[start:end], spoken):
        return clauses(text, start, end, spoken)
    return pieces(text, start, end)


def pieces(text: str, start: int, end: int) -> list[Span]:
    """`start:end` as one span, or where it is too long its lines put together up to that length, cut at blanks where
    one line is longer still."""
    found: list[Span] = []
    if end - start <= LONGEST:
        return [(start, end)] if start < end else []
    while end - start > _PIECE:
        cut = _cut(text, start)
        found.append((start, start + len(text[start:cut].rstrip())))
        start = after_blanks(text, cut, end)
    return [(first, last) for first, last in [*found, (start, end)] if first < last]


def _cut(text: str, start: int) -> int:
    """Where a piece that begins at `start` ends: after its last line that fits, its last clause, its last word, or
    anywhere. A clause in brackets is part of the one around it."""
    for mark, least in (("\n", 1), ("; ", 1), (", ", _CLAUSE), (" ", 1)):
        place = text.rfind(mark, start + least, start + _PIECE)
        while mark == ", " and place > start and _in_brackets(text[start:place]):
            place = text.rfind(mark, start + least, place)
        if place > start:
            return place + len(mark.rstrip(" "))
    return start + _PIECE


def _in_brackets(text: str) -> bool:
    """Whether a bracket of `text` is still open at its end."""
    return text.count("(") > text.count(")")
