"""Which numbers of a sentence are of what a question wants counted or measured.

The reader finds the sentence better than which of its numbers is asked for. "How many beds" is answered by the 700 of
"700 beds" and not by the 10 of "a 10-floor building", "what percentage" by a percentage. In "of 120 students 15 were
absent" the 15 counts students too, without a word: such a number may be wanted.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto

from rag.language.dates import dates
from rag.language.identify import language
from rag.language.quantities import Quantity, quantities, units
from rag.language.tables import joined, listed
from rag.language.text import Text
from rag.language.words import Word, is_function_word, words
from rag.question.answer_type import AnswerType
from rag.question.question import Question

_SHARE = re.compile(joined("requested_quantities", "share"), re.IGNORECASE)
_LASTING = re.compile(joined("requested_quantities", "lasting"), re.IGNORECASE)
_SHARES = frozenset({"percent"})
_TIMES = frozenset(
    {"ns", "µs", "ms", "second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
)
_COUNTED = re.compile(
    rf"\b(?:{joined('requested_quantities', 'how_many')})\b\s*(?P<things>(?:[^\W\d_][\w'’-]*\s*){{1,4}})",
    re.IGNORECASE,
)
_THINGS = 3  # words between "how many" and its noun, and between a number and the noun that it counts
_AFTER = re.compile(rf"(?:[\s-]+[^\W\d_][\w'’-]*){{1,{_THINGS}}}")
_PLACES = ("ordinal", "decade")  # they number, and do not count
_GLUED = re.compile(r"-?[^\W\d_]")
# What joins numbers of one thing: "50 of 100 points", "6, 12 or 24 layers".
_LINK = re.compile(
    rf"\s*(?:-{{1,2}}|–|—|,|(?:,\s*)?\b(?:{joined('requested_quantities', 'and')})"
    rf"|\b(?:{joined('requested_quantities', 'links')}))\s*"
)
_NAMED = re.compile(rf"(?:[^\W\d_]-|\b(?:{joined('requested_quantities', 'named')})\s)$")
_DATED = re.compile(rf"(?:\(|\b(?:{'|'.join(listed('requested_quantities', 'dated'))})\s)$", re.IGNORECASE)


class Role(Enum):
    """Whether a number is WANTED, visibly of something else (OTHER), or may be either (OPEN)."""

    WANTED = auto()
    OTHER = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start:end` of its text, with its unit where that is what is wanted."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class RequestedQuantity:
    """What a question wants counted or measured.

    `known` are the values that the question itself holds, `units` those that would do, `things` the terms of what is
    counted; empty where a unit must be there.
    """

    known: Set[str]
    units: Set[str]
    things: Set[str] = frozenset()

    @classmethod
    def of(cls, question: Question) -> "RequestedQuantity | None":
        """What the question wants counted; None where it does not say that, in English or German."""
        text = question.search.text
        if question.form.why or question.kind is AnswerType.DATE:
            return None
        known = frozenset(value for quantity in quantities(text) for value in quantity.values)
        if _SHARE.search(text):
            return cls(known, _SHARES)
        if _LASTING.search(text):
            return cls(known, _TIMES)
        counted = _COUNTED.search(text)
        things = _things(_within(question.search, *counted.span("things"))) if counted else frozenset()
        return cls(known, units(counted["things"].split()[0]), things) if counted and things else None

    def matches(self, quantity: Quantity, text: str) -> int:
        """By how many words a number is of what is wanted."""
        if quantity.kind in _PLACES:
            return 0
        measured = quantity.unit in self.units
        if not self.things or (quantity.unit and not measured) or _is_name(quantity, text):
            return int(measured)
        return len(self.things & {word.term for word in _following(quantity, text)}) or int(measured)

    def excludes(self, quantity: Quantity, text: str) -> bool:
        """Whether a number that matches nothing is visibly of something else."""
        if not self.things:
            return self.units != _SHARES or quantity.text[0].isdigit()  # "one third" is a share
        following = _following(quantity, text)
        counts = bool(following) and not is_function_word(following[0].text)
        glued = bool(_GLUED.match(text, quantity.end))
        return bool(quantity.unit) or counts or glued or _is_name(quantity, text)


def numbers(asked: RequestedQuantity | None, text: str) -> list[Number]:
    """The numbers of `text`, in order; [] where nothing is `asked` to be counted or measured, or no number is of that.
    "One" is left out; a number that the question holds is of something else."""
    if asked is None:
        return []
    known = asked.known
    found = [quantity for quantity in quantities(text) if not quantity.weak]
    matches = [0 if quantity.values <= known else asked.matches(quantity, text) for quantity in found]
    for index in range(len(found) - 2, -1, -1):
        linked = _LINK.fullmatch(text, found[index].end, found[index + 1].start)
        if linked and found[index].kind not in _PLACES and not found[index].values <= known:
            matches[index] = max(matches[index], matches[index + 1])
    most = max(matches, default=0)
    if not most:
        return []
    return [
        Number(
            *_span(quantity, asked.units),
            _role(match, most, quantity.values <= known or asked.excludes(quantity, text)),
        )
        for quantity, match in zip(found, matches, strict=True)
    ]


def _role(match: int, most: int, excluded: bool) -> Role:
    if match == most:
        return Role.WANTED
    return Role.OTHER if excluded and not match else Role.OPEN


def _within(text: Text, start: int, end: int) -> list[Word]:
    return [word for word in text.words if start <= word.start and word.end <= end]


def _things(following: Sequence[Word]) -> Set[str]:
    """The terms of the words after "how many", up to the first word of grammar."""
    grammar = (index for index, word in enumerate(following) if is_function_word(word.text))
    return {word.term for word in following[: min(next(grammar, _THINGS), _THINGS)]}


def _following(quantity: Quantity, text: str) -> list[Word]:
    """The words that follow a number up to the next number or mark, a few at most."""
    found = _AFTER.match(text, quantity.end)
    return words(found.group(), language(text)) if found else []


def _is_name(quantity: Quantity, text: str) -> bool:
    """Whether it is of a date, or the number of a name ("GPT-2", "Table 3")."""
    before = text[: quantity.start]
    dated = any(date.start <= quantity.start < date.end for date in dates(text))
    return dated or bool(_NAMED.search(before)) or (quantity.is_year and bool(_DATED.search(before)))


def _span(quantity: Quantity, asked: Set[str]) -> tuple[int, int]:
    if quantity.unit_start < 0 or quantity.unit not in asked:
        return quantity.start, quantity.end
    unit_end = quantity.unit_start + len(quantity.unit_text)
    return min(quantity.start, quantity.unit_start), max(quantity.end, unit_end)
