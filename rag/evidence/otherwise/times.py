"""Another year or month than the question has, or none where it asks for one: it asks for 2023, and what was found
speaks of 2024.

Of the questions of squad2_half for a fact, with the sentence that answers or the likest one, another year is told in
none of 69 with a year that are answerable, and in 9 of 114 that are not.
"""

import re
from collections.abc import Callable, Sequence

from rag.evidence.judge import lead
from rag.evidence.otherwise.kinds import OtherKind
from rag.language.dates import times
from rag.language.identify import language
from rag.language.languages import COMMON
from rag.language.tables import joined, listed, table
from rag.language.words import words
from rag.question.answer_type import AnswerType
from rag.question.question import Question
from rag.values import Evidence, Passage

_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
_LONE_NUMBER = re.compile(r"(?<![\d.,]\s)(?<![\d.,])\b\d{3,4}\b(?!\s?\d|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = frozenset(
    name for code in COMMON for name in table("calendar", code).get("months", {})
) - frozenset(listed("calendar", "plain"))


def other_time(
    question: Question, found: Sequence[Evidence], passages: Sequence[Passage]
) -> OtherKind | None:
    """The year or month that a unit of `found` with all of the question's other words speaks of, where the question has
    another one and no unit of that has as many of them."""
    return _other(question, found, passages, _years) or _other(question, found, passages, _months)


def lacks_time(question: Question, best: Sequence[Evidence]) -> bool:
    """Whether a time is asked for, and the two first of `best` tell none: no date or hour, no lone number like a year,
    no word of time.

    Of the questions of squad2_half for a time, the sentence that answers is such in none of 138 that are answerable,
    the likest one in 14 of 121 that are not.
    """
    spoken = question.search.language
    known = listed("calendar", "temporal", spoken)
    said = " ".join(f"{one.read} {one.whole}" for one in best[:2])
    if question.kind is not AnswerType.DATE or not known or language(said) != spoken:
        return False
    told = {word.text.casefold() for word in words(said)}
    hours = re.search(joined("calendar", "hours", spoken), said, re.IGNORECASE)
    return told.isdisjoint(known) and not times(said) and not _LONE_NUMBER.search(said) and hours is None


def _other(
    question: Question,
    found: Sequence[Evidence],
    passages: Sequence[Passage],
    told: Callable[[str], list[str]],
) -> OtherKind | None:
    asked = set(told(question.search.text))
    wanted = question.terms - {word.term for word in question.search.words if word.text in asked}
    if len(asked) != 1 or not wanted:
        return None
    (time,) = asked
    most = {True: 0, False: 0}  # words of the question that a unit of that time, and of another one, has
    there = ""
    for one in found:
        text = " ".join([*one.context, one.document, one.whole])
        said = told(one.whole) or told(text)
        same = time in told(f"{text} {lead(one, passages)}")
        if not (said or same):
            continue
        about = len(wanted & {word.term for word in words(text, question.search.language)})
        if about > most[same]:
            most[same] = about
            there = there if same else said[0]
    if most[False] < len(wanted) or most[True] >= most[False]:
        return None
    return OtherKind(time, there)


def _years(text: str) -> list[str]:
    return _YEAR.findall(text)


def _months(text: str) -> list[str]:
    """The names of months that are written with a capital; not those that are plain words too."""
    return [name for name in _WORD.findall(text) if name[0].isupper() and name.casefold() in _MONTHS]
