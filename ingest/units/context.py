"""What a unit is understood by: its headings, what introduces it, what it leans on."""

from collections.abc import Sequence
from functools import cache

from rag.language.tables import listed
from rag.language.words import words

MOST = 300
"""Characters of a unit's context in all."""
_NEAREST = 160  # of what it goes on from; the headings have the rest
_LEANING_WORDS = 2  # at its beginning, in which a sentence points back
_BEGINNING = 80  # characters that hold those words
_POINTING = ("pronouns", "demonstratives")
_HEADING_WORDS = 3  # of a heading that stands at the beginning of its paragraph
_SENTENCES = (*_POINTING, "asking", "courtesy")  # words that a sentence has rather than a heading


def context(headings: Sequence[str], introduced_by: str = "") -> tuple[str, ...]:
    """Headings, outermost first, then what introduces a unit; at most `MOST` characters.

    Where there is too little room the outer headings are left out, and the beginning of what introduces it.
    """
    nearest = _end_of(" ".join(introduced_by.split()), _NEAREST)
    room = MOST - len(nearest)
    kept: list[str] = []
    for heading in reversed(headings):
        heading = " ".join(heading.split())[:_NEAREST]
        if len(heading) > room:
            break
        if heading:
            kept.insert(0, heading)
            room -= len(heading)
    return (*kept, nearest) if nearest else tuple(kept)


def opens(sentence: str, spoken: str) -> bool:
    """Whether the first sentence of a paragraph is its heading ("Krebs cycle. Runs in ..."): a few words that begin
    with a capital and end with a stop, without a pronoun or a verb that helps, in the language `spoken`."""
    said = words(sentence[:_BEGINNING], spoken)
    if not 0 < len(said) <= _HEADING_WORDS or not sentence[:1].isupper() or any(map(str.isdigit, sentence)):
        return False
    is_said = any(word.text.casefold() in _of_sentences(spoken) for word in said)
    return sentence.rstrip().endswith(".") and not is_said and any(len(word.text) > 2 for word in said)


def leans(sentence: str, spoken: str) -> bool:
    """Whether a sentence in the language `spoken` points back by its first words ("It ...", "These methods ...")."""
    first = [word.text.casefold() for word in words(sentence[:_BEGINNING], spoken)[:_LEANING_WORDS]]
    return any(word in _pointing(spoken) for word in first)


@cache
def _pointing(spoken: str) -> frozenset[str]:
    return frozenset(word for key in _POINTING for word in listed("closed_classes", key, spoken))


@cache
def _of_sentences(spoken: str) -> frozenset[str]:
    return frozenset(word for key in _SENTENCES for word in listed("closed_classes", key, spoken))


def _end_of(text: str, length: int) -> str:
    return text if len(text) <= length else "… " + text[-(length - 2) :].split(" ", 1)[-1]
