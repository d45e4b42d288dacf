"""The numbers that lists and headings show: counted as the program that shows the document counts them."""

import re
from dataclasses import dataclass, field

from ingest.readers.letters.numerals import letters, roman
from ingest.readers.opendocument.names import Element, children, number, value

_DEEPEST = 10
_MOST = 1_000_000
_PLACE = re.compile(r"%(\d{1,2})%")
_LARGEST_ROMAN = 4999


@dataclass(frozen=True, slots=True)
class Rank:
    """How one level of a list is numbered. `form` is "1", "a", "A", "i", "I", or "" for no number.

    `shown` levels are said, its own the last; `pattern` ("%1%.%2%.") says how, where it is given.
    """

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""


@dataclass(slots=True)
class Counters:
    """How far a list has counted, by level from 0."""

    ranks: tuple[Rank, ...]
    counted: list[int] = field(default_factory=list)

    def next(self, level: int, start: int | None = None) -> str:
        """The number of the next item of a level; `start` is the one that it states."""
        level = min(level, _DEEPEST - 1)
        while len(self.counted) <= level:
            at = len(self.counted)
            self.counted.append(self._rank(at).start - (at == level))
        del self.counted[level + 1 :]
        self.counted[level] = self.counted[level] + 1 if start is None else start
        return self._said(level)

    def _rank(self, level: int) -> Rank:
        return self.ranks[level] if level < len(self.ranks) else Rank()

    def _said(self, level: int) -> str:
        rank = self._rank(level)
        if not rank.form:
            return ""
        if rank.pattern:
            return _PLACE.sub(lambda place: self._at(int(place[1]) - 1, level), rank.pattern).strip()
        first = max(0, level + 1 - rank.shown)
        parts = [part for at in range(first, level + 1) if (part := self._at(at, level))]
        return f"{rank.prefix}{'.'.join(parts)}{rank.suffix}".strip()

    def _at(self, level: int, most: int) -> str:
        if not 0 <= level <= most:
            return ""
        return formatted(self.counted[level], self._rank(level).form)


def ranks_of(style: Element | None) -> tuple[Rank, ...]:
    """The levels of a list style or an outline style."""
    found = [Rank()] * _DEEPEST
    kinds = ("text:list-level-style-number", "text:outline-level-style")
    for level in () if style is None else children(style, *kinds):
        at = number(level, "text:level", 1, _DEEPEST) - 1
        if at >= 0:
            found[at] = Rank(
                value(level, "style:num-format"),
                value(level, "style:num-prefix"),
                value(level, "style:num-suffix"),
                max(1, number(level, "text:display-levels", 1, _DEEPEST)),
                number(level, "text:start-value", 1, _MOST),
                value(level, "loext:num-list-format"),
            )
    return tuple(found)


def formatted(count: int, form: str) -> str:
    """A number as letters ("a"), in Roman ("i") or as figures; "" without a form."""
    if not form:
        return ""
    kind = form[0]
    if kind in "aA" and count > 0:
        said = letters(count)
    elif kind in "iI" and 0 < count <= _LARGEST_ROMAN:
        said = roman(count)
    else:
        return str(count)
    return said.upper() if kind.isupper() else said
