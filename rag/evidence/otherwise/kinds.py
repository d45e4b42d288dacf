"""Another thing of the same kind: the question says "lower pond", "lab 3" or "in summer", and what was found speaks of
the "upper pond", of "lab 2" or of winter.

Of the questions of squad2_half for a fact, with the sentence that answers or the likest one, it is told in 2 of 1178
that are answerable, and in 73 of 1318 that are not; of those for a reason in none of 113, and in 6 of 147.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.evidence.judge import lead
from rag.language.identify import language
from rag.language.negation import cues, excluded, opposed
from rag.language.numbers import numerals
from rag.language.text import Text
from rag.language.words import Word, is_function_word, words
from rag.question.question import Question
from rag.values import Evidence, Passage

_LIKELIEST = 3


@dataclass(frozen=True, slots=True)
class OtherKind:
    """What is asked for and what is there instead, both as they are written: "lower pond", "upper pond". `is_word` says
    that they are words that need not name anything: "forbidden", "allowed"."""

    asked: str
    there: str
    is_word: bool = False


def other_kind(question: Question, best: Evidence, passages: Sequence[Passage]) -> OtherKind | None:
    """The thing of another kind that `best` speaks of, where it does not speak of the one that is asked for: told by a
    word that narrows another one down, by a number after a word, by the opposite of a word."""
    if question.form.yes_or_no or language(best.text) != question.search.language:
        return None  # what is no is said by the other thing, too
    spoken = question.search.language
    said = Text.of(best.whole, spoken)
    around = Text.of(" ".join([lead(best, passages), *best.context]), spoken)
    known = frozenset(word.term for word in (*said.words, *around.words))
    return (
        _narrowed(question, said, known)
        or _numbered(question, [said, *(Text.of(part, spoken) for part in reversed(best.context))])
        or _opposite(question, best, known)
    )


def nearest(question: Question, best: Sequence[Evidence]) -> Evidence:
    """Of the likeliest units of `best`, at least one, that with most words of the question: where something is to be
    explained it says whether it is so."""
    shared = [
        len(question.terms & {word.term for word in words(one.whole, question.search.language)})
        for one in best[:_LIKELIEST]
    ]
    return best[shared.index(max(shared))]


def _narrowed(question: Question, said: Text, known: frozenset[str]) -> OtherKind | None:
    """A word of the question and the one after it, which it narrows down, name a thing; the unit has the second after
    another word that says the opposite or another number, and nowhere the first."""
    for kind, thing in narrowed_pairs(question.search):
        if kind.term in known or _is_joined(question, kind):
            continue
        others = [(before, after) for before, after in narrowed_pairs(said) if after.term == thing.term]
        if others and all(excludes(kind, before) for before, _ in others):
            before, after = others[0]
            return OtherKind(f"{kind.text} {thing.text}", f"{before.text} {after.text}")
    return None


def _numbered(question: Question, texts: Sequence[Text]) -> OtherKind | None:
    """A word of the question with a number after it; the first of `texts` (the unit, then what it stands under) that
    has the word with a number has another one."""
    for noun, number in _counted(question.search):
        for text in texts:
            others = [(before, after) for before, after in _counted(text) if before.term == noun.term]
            if not others:
                continue
            if question.terms & {after.term for _, after in others}:
                break  # one of two that are asked about
            if number.term not in {word.term for word in text.words}:
                before, after = others[0]
                return OtherKind(f"{noun.text} {number.text}", f"{before.text} {after.text}")
            break
    return None


def _opposite(question: Question, best: Evidence, known: frozenset[str]) -> OtherKind | None:
    """A word of the question that is nowhere near, and its opposite in the unit. What is denied is no other thing."""
    if cues(best.whole):
        return None
    there = Text.of(best.whole, question.search.language).contents
    for word in question.search.contents:
        if word.term in known or _is_joined(question, word):
            continue
        for other in there:
            if other.term not in question.terms and excluded(word.text, other.text):
                return OtherKind(word.text, other.text, is_word=True)
    return None


def _is_joined(question: Question, word: Word) -> bool:
    """Whether a word of the question is the rest of a longer one: "un-elected"."""
    return question.search.text[max(0, word.start - 1) : word.start] == "-"


def _counted(text: Text) -> Iterator[tuple[Word, Word]]:
    """A word of content and the number right after it: "lab 2"."""
    for before, after in pairwise(text.words):
        beside = text.text[before.end : after.start] in (" ", "-")
        if beside and before in text.contents and after.text[0].isdigit() and not before.text[0].isdigit():
            yield before, after


def narrowed_pairs(text: Text) -> Iterator[tuple[Word, Word]]:
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


def excludes(asked: Word, there: Word) -> bool:
    """Whether what is of the one kind is not of the other: "first" and "second", but not how many there are."""
    one, other = numerals(asked.text), numerals(there.text)
    if one and other:
        both = one[0].kind == other[0].kind == "ordinal"
        return both and not set(one[0].values) & set(other[0].values)
    return opposed(asked.text, there.text)
