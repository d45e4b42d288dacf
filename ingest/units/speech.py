"""The clauses of what was spoken and written down without full stops."""

import re
from functools import cache

from rag.language.tables import joined
from rag.values import Span

_MARK = re.compile(r"[.,;:!?。，；：！？]")
_FAR = 200  # characters: where marks are further apart, and words that open clauses are not, it is speech
_LEAST, _MOST = 100, 300  # characters of a piece: about those of a long sentence


def is_speech(text: str, spoken: str) -> bool:
    """Whether a text in the language `spoken` has hardly a mark and many words that open clauses."""
    openings = sum(1 for _ in _opening(spoken).finditer(text))
    return len(_MARK.findall(text)) * _FAR < len(text) <= openings * _FAR


def clauses(text: str, start: int, end: int, spoken: str) -> list[Span]:
    """`start:end` in pieces, each of which begins with a word that opens a clause, or where there is none too long."""
    found: list[Span] = []
    while end - start > _LEAST:
        opened = _opening(spoken).search(text, start + _LEAST, end)
        if opened is None and end - start <= _MOST:
            break
        cut = opened.start() if opened is not None else end
        if cut - start > _MOST:
            blank = text.rfind(" ", start + 1, start + _MOST)
            cut = blank if blank > start else start + _MOST
        found.append((start, start + len(text[start:cut].rstrip())))
        start = after_blanks(text, cut, end)
    return [(first, last) for first, last in [*found, (start, end)] if first < last]


def after_blanks(text: str, start: int, end: int) -> int:
    """Where the first word of `text[start:end]` begins; `end` where there is none."""
    while start < end and text[start].isspace():
        start += 1
    return start


@cache
def _opening(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{joined('speech', 'openers', spoken)})(?=\s)", re.IGNORECASE)
