"""What a conversation is about: its most salient words, by recency, by who said them, by being names."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rag.language.text import Text
from rag.language.words import Word, is_function_word
from rag.question.closed_classes import closed_classes
from rag.values import Turn

_DECAY = 0.7  # of a word's weight, by user turn back
_SAID_BY_ASSISTANT = 0.4  # what was asked is the topic; an answer brings in much beside it
_NAME = 1.5
_ANSWER_CHARACTERS = 600

_Place = tuple[int, int, Word]  # turns back, offset in that turn, the word


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of the conversation and its words."""

    turn: Turn
    text: Text


def salient(history: Sequence[Said], limit: int, without: Collection[str]) -> str:
    """The `limit` words of greatest weight, latest turn first and in the order of each turn.

    A word weighs the sum over the turns that have it: 1 for a user's, less for an answer, more for
    a name, less with each turn back. Words whose term is in `without` are left out.
    """
    weights: dict[str, float] = {}
    places: dict[str, _Place] = {}
    for place, (said, weight) in enumerate(_weighted(history)):
        heard = len(said.text.text) if said.turn.role == "user" else _ANSWER_CHARACTERS
        named = _named(said.text)
        here: dict[str, float] = {}
        for word in _telling(said.text):
            if word.term not in without and word.end <= heard:
                here[word.term] = max(
                    here.get(word.term, 0.0), weight * (_NAME if word.start in named else 1)
                )
                places.setdefault(word.term, (place, word.start, word))
        for term, amount in here.items():
            weights[term] = weights.get(term, 0.0) + amount
    best = sorted(weights, key=lambda term: (-weights[term], places[term][:2]))[:limit]
    return " ".join(_joined(sorted((places[term] for term in best), key=lambda at: at[:2])))


def _named(text: Text) -> set[int]:
    """Where names begin; in German every noun has a capital, so none is told apart."""
    return set() if text.language == "de" else {name.start for name in text.names if not name.initial}


def _telling(text: Text) -> Iterator[Word]:
    """The content words that say what a text is about: not "example", "advantages", "thanks"."""
    known = closed_classes(text.language)
    empty = known.requests | known.relational | known.courtesy | known.asking | known.here
    for word in text.contents:
        folded = word.text.casefold()
        # A pair of Chinese characters of which one is grammar straddles two words.
        straddles = text.language == "zh" and any(is_function_word(character) for character in folded)
        if folded not in empty and not straddles:
            yield word


def _joined(found: Sequence[_Place]) -> Iterator[str]:
    """The words as text; overlapping pairs of Chinese characters become one word again."""
    run = ""
    before: _Place | None = None
    for place in found:
        word = place[2]
        overlaps = before is not None and before[0] == place[0] and word.start < before[2].end
        if overlaps and before is not None:
            run += word.text[before[2].end - word.start :]
        else:
            if run:
                yield run
            run = word.text
        before = place
    if run:
        yield run


def telling_terms(text: Text) -> set[str]:
    """The terms of a text that say what it is about."""
    return {word.term for word in _telling(text)}


def _weighted(history: Sequence[Said]) -> list[tuple[Said, float]]:
    """The turns, latest first, with their weights; an answer weighs with the question it answers."""
    found, back = [], 0
    for said in reversed(history):
        asked = said.turn.role == "user"
        found.append((said, _DECAY**back * (1 if asked else _SAID_BY_ASSISTANT)))
        back += asked
    return found
