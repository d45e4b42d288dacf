"""Another thing of the same kind: the question says "lower pond" or 2023, and what was found speaks of the "upper pond"
or of 2024.

Of the questions of squad2_half for a fact, with the sentence that answers or the likest one: another kind is told in
none of 394 that are answerable (each third one) and in 19 of 429 that are not; another year in none of 69 with a year
that are answerable, and in 9 of 114 that are not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.evidence.judge import lead
from rag.language.identify import language
from rag.language.negation import opposed
from rag.language.numbers import numerals
from rag.language.text import Text
from rag.language.words import Word, is_function_word, words
from rag.question.question import Question
from rag.values import Evidence, Passage

_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")


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


def other_year(
    question: Question, found: Sequence[Evidence], passages: Sequence[Passage]
) -> OtherKind | None:
    """The year that the unit of `found` with most of the question's other words speaks of, where the question has one
    and that is said with fewer of them."""
    asked = _years(question.search.text)
    if len(asked) != 1 or not question.terms - asked:
        return None
    (year,) = asked
    covers: dict[bool, int] = {True: 0, False: 0}
    there = ""
    for one in found:
        text = " ".join([*one.context, one.document, one.whole])
        about = len((question.terms - asked) & {word.term for word in words(text, question.search.language)})
        said = _years(text) | (_years(lead(one, passages)) & asked)
        if not said:
            continue
        if about > covers[year in said]:
            covers[year in said] = about
            there = there if year in said else min(said)
    if not there or covers[False] < len(question.terms - asked) or covers[True] >= covers[False]:
        return None
    return OtherKind(year, there)


def _years(text: str) -> frozenset[str]:
    return frozenset(_YEAR.findall(text))


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
