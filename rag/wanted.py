"""Which numbers of a sentence are of what a question wants counted or measured.

The reader finds the sentence better than which of its numbers is asked for. "How many beds" is answered by the 700 of
"700 beds" and not by the 10 of "a 10-floor building", "what percentage" by nothing but a percentage.
"""

import re
from collections.abc import Sequence, Set

from rag.facts import RANGE, Quantity, quantities, units
from rag.words import is_function_word, language, words

_SHARE = re.compile(
    r"\b(?:what|which) (?:share|proportion|fraction|percent(?:age)?)\b|\bhow many per ?cent\b|\bwie ?viel prozent\b",
    re.IGNORECASE,
)
_SHARES = frozenset({"percent"})
_LASTING = re.compile(
    r"\bhow (?:long (?:did|does|do|will|until|before|after|has|have|had)|quickly|soon)\b|\bhow much time\b",
    re.IGNORECASE,
)
_TIMES = frozenset(
    {"ns", "µs", "ms", "second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
)
_COUNTED = re.compile(
    r"\b(?:how many|wie ?viele)\b\s*(?P<things>(?:[^\W\d_][\w'’-]*\s*){1,4})", re.IGNORECASE
)
_THINGS = 3  # words between "how many" and its noun, and between a number and the noun that it counts
_AFTER = re.compile(rf"(?:[\s-]+[^\W\d_][\w'’-]*){{1,{_THINGS}}}")


def wanted(question: str, text: str) -> list[tuple[int, int]]:
    """The spans of `text` that are numbers of what `question` wants counted, or with the unit that it asks for, in
    order; [] where it asks for neither (in English or German) or none is there. What the question says is left out."""
    known = {value for quantity in quantities(question) for value in quantity.values}
    found = [quantity for quantity in quantities(text) if not quantity.values <= known]
    asked, things = _units(question), _things(question)
    measured = [_with_unit(quantity) for quantity in found if quantity.unit in asked]
    return measured or [(quantity.start, quantity.end) for quantity in _counting(things, found, text)]


def _units(question: str) -> Set[str]:
    if _SHARE.search(question):
        return _SHARES
    if _LASTING.search(question):
        return _TIMES
    counted = _COUNTED.search(question)
    return units(counted["things"].split()[0]) if counted else frozenset()


def _things(question: str) -> set[str]:
    """The terms of the words after "how many", up to the first word of grammar."""
    counted = _COUNTED.search(question)
    found: set[str] = set()
    for word in words(counted["things"], language(question))[:_THINGS] if counted else ():
        if is_function_word(word.text):
            break
        found.add(word.term)
    return found


def _counting(things: Set[str], found: Sequence[Quantity], text: str) -> list[Quantity]:
    """The numbers that one of `things` follows, and in a range ("100 to 150 beds") both."""
    counting: list[Quantity] = []
    for quantity in reversed(found):
        ranged = counting and RANGE.fullmatch(text, quantity.end, counting[0].start)
        if ranged or things & _after(quantity, text):
            counting.insert(0, quantity)
    return counting


def _after(quantity: Quantity, text: str) -> set[str]:
    """The terms of the words that follow a number up to the next number or mark, a few at most."""
    following = _AFTER.match(text, quantity.end)
    return {word.term for word in words(following.group(), language(text))} if following else set()


def _with_unit(quantity: Quantity) -> tuple[int, int]:
    unit = quantity.unit_start, quantity.unit_start + len(quantity.unit_text)
    if quantity.unit_start < 0:
        return quantity.start, quantity.end
    return min(quantity.start, unit[0]), max(quantity.end, unit[1])
