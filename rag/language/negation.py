"""Whether something is said or denied: cues of negation, and words that say the opposite."""

import re
from dataclasses import dataclass
from functools import cache

from rag.language.names import fold
from rag.language.tables import joined, languages, listed, table
from rag.language.words import terms

_CUES = frozenset(listed("negation", "cues"))
_IDLE = re.compile(
    rf"\b(?:{joined('negation', 'idle')})\b|(?:{joined('negation', 'idle_before_digits')})(?=\d)",
    re.IGNORECASE,
)
# n't is the end of a word, and Chinese does not part words, so both are looked for inside them.
_JOINED_CUE = re.compile(joined("negation", "joined"), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PREFIXES = listed("negation", "prefixes")
_SHORTEST_STEM = 4
_SURE_PREFIX = 2  # letters: "a" opens many words that deny nothing ("angles")


def _stem(word: str) -> str:
    return next(iter(terms(word, "en")), word)


def _index() -> dict[str, frozenset[str]]:
    """For each word, the words that say its opposite."""
    found: dict[str, set[str]] = {}
    pairs = [pair for language in languages() for pair in table("opposites", language).get("opposites", ())]
    for one, other in pairs:
        for word in one.split():
            found.setdefault(_stem(word), set()).update(map(_stem, other.split()))
        for word in other.split():
            found.setdefault(_stem(word), set()).update(map(_stem, one.split()))
    return {word: frozenset(opposites) for word, opposites in found.items()}


_OPPOSITES = _index()


@dataclass(frozen=True, slots=True)
class Cue:
    """A word at `start:end` that denies what stands near it: not, never, without, fails …"""

    text: str
    start: int
    end: int


def cues(text: str) -> list[Cue]:
    """Every negation of `text` in order; phrases that only look like one ("not only") left out."""
    idle = [match.span() for match in _IDLE.finditer(text)]
    found = [Cue(match.group(), *match.span()) for match in _JOINED_CUE.finditer(text)]
    taken = [(cue.start, cue.end) for cue in found] + idle
    found += [
        Cue(match.group(), *match.span())
        for match in _WORD.finditer(text)
        if match.group().casefold() in _CUES and not any(start <= match.start() < end for start, end in taken)
    ]
    return sorted(found, key=lambda cue: cue.start)


def opposed(one: str, other: str) -> bool:
    """Whether two words say the opposite of each other: by table, or by a prefix (legal, illegal)."""
    if _stem(other) in _OPPOSITES.get(_stem(one), ()):
        return True
    return negated(one, other)


def excluded(one: str, other: str) -> bool:
    """Whether what is the one is not the other: opposites, but not the two sides of one event or tie (buy and sell,
    brother and sister), which tell the same, nor words that only begin as if they denied another (port, import)."""
    stems = {_stem(one), _stem(other)}
    if any(stems <= sides for sides in _converses()):
        return False
    denies = _has_prefix(one, other, _SURE_PREFIX) and not stems & _no_denials()
    return denies or _stem(other) in _OPPOSITES.get(_stem(one), ())


def negated(one: str, other: str) -> bool:
    """Whether one of two words is the other with a prefix that denies it (possible, impossible)."""
    return _has_prefix(one, other, 1)


def _has_prefix(one: str, other: str, least: int) -> bool:
    """Whether the one is the other with such a prefix, of at least so many letters."""
    short, long = sorted((fold(one), fold(other)), key=len)
    prefixes = (prefix for prefix in _PREFIXES if len(prefix) >= least)
    return len(short) >= _SHORTEST_STEM and any(long == prefix + short for prefix in prefixes)


@cache
def _converses() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(_stem, group.split())) for group in listed("opposites", "converses"))


@cache
def _no_denials() -> frozenset[str]:
    return frozenset(_stem(word) for group in listed("opposites", "no_denials") for word in group.split())
