"""Who speaks in a transcript, and when: the lines that a turn begins with."""

import re
from collections import defaultdict
from collections.abc import Container, Sequence

from ingest.blocks.textlines import Line
from rag.language.tables import listed

_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?(?=\s|$)")
_SPEAKER = re.compile(
    r"([^\W\d_][\w.'’-]{0,30}(?:\s[^\W\d_][\w.'’-]{0,30}){0,2})(?:\s?[\[(]\d[\d:.]{0,12}[\])])?\s?[:：]\s"
)
_PAIR = frozenset((*listed("marks", "asked"), *listed("marks", "answered")))
_FEW = 4  # turns that make a transcript
_LONG = 50  # lines of a turn that are looked at
_SHARE = 0.6  # of turns that end as sentences do


def turns(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that begin a turn: with a time, or with the name of one who speaks again and again."""
    timed = [
        index for index, line in enumerate(lines) if line.text[0] in "[(0123456789" and _TIME.match(line.text)
    ]
    named = _named(lines)
    speakers = _speakers(lines, named)
    spoken = [index for index, name in named.items() if name in speakers]
    return frozenset((timed if len(timed) > 2 else []) + spoken)


def speakers(lines: Sequence[Line]) -> frozenset[str]:
    """The names of those who speak in turns."""
    return _speakers(lines, _named(lines))


def _named(lines: Sequence[Line]) -> dict[int, str]:
    """The lines that begin with what may be the name of a speaker."""
    named: dict[int, str] = {}
    for index, line in enumerate(lines):
        found = _SPEAKER.match(line.text)
        if found and all(word[0].isupper() for word in found[1].split()) and found[1].casefold() not in _PAIR:
            named[index] = found[1]
    return named


def _speakers(lines: Sequence[Line], named: dict[int, str]) -> frozenset[str]:
    ended: dict[str, list[bool]] = defaultdict(list)
    for index, name in named.items():
        ended[name].append(_ends(lines, index, named))
    often = {name for name, ends in ended.items() if len(ends) > 1 and sum(ends) >= _SHARE * len(ends)}
    once = {name for name, ends in ended.items() if len(ends) == 1 and all(ends)}
    is_talk = len(often) > 1 and sum(len(ended[name]) for name in often) >= _FEW
    return frozenset(often | once) if is_talk else frozenset()


def _ends(lines: Sequence[Line], index: int, named: Container[int]) -> bool:
    """Whether the turn that begins at the line `index` ends as a sentence does."""
    last = index
    while (
        last + 1 < len(lines)
        and last < index + _LONG
        and not lines[last + 1].parted
        and last + 1 not in named
    ):
        last += 1
    return lines[last].ends
