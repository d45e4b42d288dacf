"""How much room words take, roughly: enough to choose a size of type that fits, whatever the font is.

Widths are of Arial, in parts of the size of type (em), a little on the safe side.
"""

import unicodedata

LEADING = 1.25
"""The height of a line, in em."""

_SAFE = 1.06
_NARROW = frozenset("iljtfrI.,;:!'|()[]{}/\\-\"` ")
_WIDE = frozenset("mwMW@%—…")


def width(character: str) -> float:
    """Of one character, in em."""
    if character in _NARROW:
        return 0.31
    if character in _WIDE:
        return 0.88
    if character.isascii():
        return 0.67 if character.isupper() else 0.54
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.6


def lines(text: str, room: float) -> int:
    """How many lines `text` takes in a column `room` em wide; its own line ends are kept."""
    return sum(_wrapped(line, max(room, 1.0)) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    count, used = 1, 0.0
    for word in line.split():
        own = sum(map(width, word)) * _SAFE
        gap = width(" ") if used else 0.0
        if used + gap + own <= room:
            used += gap + own
            continue
        count += used > 0
        # Words without blanks (Chinese, addresses) are broken wherever a line is full.
        more = int(own / room)
        count += more
        used = own - more * room
    return count
