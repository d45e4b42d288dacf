"""What kind of thing a question asks for, and where a sentence holds things of that kind.

A *when* wants a date, a *who* a name, *how many* a number (Li & Roth, 2002, coarse classes). Words
that ask are those of `answer_types` in `rag/language/data`; other languages get `AnswerType.OTHER`.
"""

import re
from enum import StrEnum
from functools import cache

from rag.language.dates import times
from rag.language.identify import language
from rag.language.languages import COMMON
from rag.language.quantities import amounts
from rag.language.tables import joined


class AnswerType(StrEnum):
    """What a question asks for."""

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    REASON = "reason"
    OTHER = "other"


_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\w|[A-Z]{2,}\b)(?:\s+(?:of|the|de|von|van|der|and|für|&)\s+(?=[A-ZÀ-ÖØ-Þ])|\s+(?=[A-ZÀ-ÖØ-Þ])"
    r"|[A-ZÀ-ÖØ-Þ][\w'’-]*)*"
)

_KINDS = (
    AnswerType.DATE,
    AnswerType.NUMBER,
    AnswerType.PERSON,
    AnswerType.PLACE,
    AnswerType.REASON,
    AnswerType.NAME,
)
"""In the order in which they are looked for."""


FACTS = frozenset({AnswerType.DATE, AnswerType.NUMBER, AnswerType.PERSON, AnswerType.PLACE, AnswerType.NAME})
"""Those that a few words answer."""


def answer_type(question: str, spoken: str = "") -> AnswerType:
    """What `question`, in the language `spoken` ("": the one it seems to be in), asks for.

    `AnswerType.OTHER` where no word says so.
    """
    asked = _asked(spoken or language(question))
    return next((kind for kind, pattern in asked.items() if pattern.search(question)), AnswerType.OTHER)


def spans_of(kind: AnswerType, text: str) -> list[tuple[int, int]]:
    """Where `text` holds things of that kind, in order; [] for kinds that have no form of their own."""
    if kind is AnswerType.DATE:
        return times(text)
    if kind is AnswerType.NUMBER:
        return amounts(text)
    named = kind in (AnswerType.PERSON, AnswerType.PLACE, AnswerType.NAME)
    return [match.span() for match in _NAME.finditer(text)] if named else []


@cache
def _asked(spoken: str) -> dict[AnswerType, re.Pattern[str]]:
    return {kind: re.compile(joined("answer_types", kind, *COMMON, spoken), re.IGNORECASE) for kind in _KINDS}
