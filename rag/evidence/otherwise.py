"""Another thing of the same kind: the question says "steel shell", and what was found speaks of a "concrete shell"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.evidence.judge import lead
from rag.language.identify import language
from rag.language.negation import opposed
from rag.language.numbers import numerals
from rag.language.text import Text
from rag.language.words import Word, is_function_word
from rag.question.question import Question
from rag.values import Evidence, Passage


@dataclass(frozen=True, slots=True)
class OtherKind:
    """What is asked for and what is there instead, both as they are written: "steel shell", "concrete shell"."""

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
