"""Another thing of the same kind: the question says "lower pond" or 2023, and what was found speaks of the "upper pond"
or of 2024.

Of the questions of squad2_half for a fact, with the sentence that answers or the likest one: another kind is told in
none of 394 that are answerable (each third one) and in 19 of 429 that are not; another year in none of 69 with a year
that are answerable, and in 9 of 114 that are not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.evidence.judge import lead
from rag.language.identify import language
from rag.language.languages import COMMON
from rag.language.negation import opposed
from rag.language.numbers import numerals
from rag.language.tables import listed, table
from rag.language.text import Text
from rag.language.words import Word, is_function_word, words
from rag.question.question import Question
from rag.values import Evidence, Passage

_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = frozenset(
    name for code in COMMON for name in table("calendar", code).get("months", {})
) - frozenset(listed("calendar", "plain"))


@dataclass(frozen=True, slots=True)
class OtherKind:
    """What is asked for and what is there instead, both as they are written: "lower pond", "upper pond"."""

    asked: str
    there: str


def other_kind(question: Question, best: Evidence, passages: Sequence[Passage]) -> OtherKind | None:
    """The thing of another kind that `best` speaks of, where it does not speak of the one that is asked for.

    A word of the question and the one after it, which it narrows down, name a thing; `best` has the second after
    another word that says the opposite or another number, and nowhere the first.
    """
    if language(best.text) != question.search.language:
        return None
    said = Text.of(best.whole, question.search.language)
    around = Text.of(" ".join([lead(best, passages), *best.context]), question.search.language)
    known = {word.term for word in (*said.words, *around.words)}
    for kind, thing in _pairs(question.search):
        if kind.term in known:
            continue
        others = [(before, after) for before, after in _pairs(said) if after.term == thing.term]
        if others and all(_excludes(kind, before) for before, _ in others):
            before, after = others[0]
            return OtherKind(f"{kind.text} {thing.text}", f"{before.text} {after.text}")
    return None


def other_time(
    question: Question, found: Sequence[Evidence], passages: Sequence[Passage]
) -> OtherKind | None:
    """The year or month that a unit of `found` with all of the question's other words speaks of, where the question has
    another one and no unit of that has as many of them."""
    return _other(question, found, passages, _years) or _other(question, found, passages, _months)


def _other(
    question: Question,
    found: Sequence[Evidence],
    passages: Sequence[Passage],
    times: Callable[[str], list[str]],
) -> OtherKind | None:
    asked = set(times(question.search.text))
    wanted = question.terms - {word.term for word in question.search.words if word.text in asked}
    if len(asked) != 1 or not wanted:
        return None
    (time,) = asked
    most = {True: 0, False: 0}  # words of the question that a unit of that time, and of another one, has
    there = ""
    for one in found:
        text = " ".join([*one.context, one.document, one.whole])
        said = times(one.whole) or times(text)
        same = time in times(f"{text} {lead(one, passages)}")
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


def _pairs(text: Text) -> Iterator[tuple[Word, Word]]:
    """Two words that stand beside each other, the second one of content, the first one no word of grammar."""
    for before, after in pairwise(text.words):
        beside = text.text[before.end : after.start] in (" ", "-")
        numbers = bool(numerals(before.text))
        if (
            beside
            and after in text.contents
            and (numbers or not is_function_word(before.text, text.language))
        ):
            yield before, after


def _excludes(asked: Word, there: Word) -> bool:
    """Whether what is of the one kind is not of the other."""
    one, other = numerals(asked.text), numerals(there.text)
    if one and other:
        return one[0].kind == other[0].kind and not set(one[0].values) & set(other[0].values)
    return opposed(asked.text, there.text)
