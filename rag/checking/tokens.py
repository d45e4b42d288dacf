"""The words of a sentence as the check sees them: numbers, negations, names, content, grammar."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rag.language.dates import Date, dates
from rag.language.names import names
from rag.language.negation import Cue, cues
from rag.language.quantities import Quantity, quantities
from rag.language.words import Word, is_function_word, words


class TokenKind(StrEnum):
    """What a token contributes."""

    NUMBER = "number"
    UNIT = "unit"
    CUE = "negation"
    NAME = "name"
    CONTENT = "content"
    GRAMMAR = "grammar"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a whole number, at `start:end`; two tokens with the same `key` say the same.

    `initial` marks a capitalised word that begins a sentence; `weak` a "one" that may be a pronoun;
    `unit` is a number's, as in `Quantity`.
    """

    key: str
    text: str
    start: int
    end: int
    kind: TokenKind
    initial: bool = False
    weak: bool = False
    unit: str = ""

    @property
    def carries(self) -> bool:
        """Whether it says something by itself, rather than holding the sentence together."""
        return self.kind is not TokenKind.GRAMMAR


@lru_cache(maxsize=1024)
def tokens(text: str, spoken: str) -> tuple[Token, ...]:
    """The tokens of a sentence in order, stemmed in the language `spoken` (as of `rag.language.identify`)."""
    found = [_number(quantity) for quantity in quantities(text)]
    found += [_unit(quantity) for quantity in quantities(text) if quantity.unit_text]
    found += [_cue(cue) for cue in cues(text)]
    found += [_month(date, text) for date in dates(text)]
    found.sort(key=lambda token: token.start)
    merged = [(token.start, token.end) for token in found]
    capitalised = {name.start: name.initial for name in names(text)}
    for word in words(text, spoken):
        overlap = _overlap(word, merged)
        if overlap is None:
            found.append(_word(word, spoken, capitalised))
        elif word.start < overlap[0]:  # the "did" of "didn't"
            part = word.text[: overlap[0] - word.start]
            found.append(Token(part.casefold(), part, word.start, overlap[0], TokenKind.GRAMMAR))
    return tuple(sorted(found, key=lambda token: token.start))


def _number(quantity: Quantity) -> Token:
    key = "#" + "|".join(sorted(quantity.values))
    return Token(
        key,
        quantity.text,
        quantity.start,
        quantity.end,
        TokenKind.NUMBER,
        False,
        quantity.weak,
        quantity.unit,
    )


def _unit(quantity: Quantity) -> Token:
    end = quantity.unit_start + len(quantity.unit_text)
    return Token(f"~{quantity.unit}", quantity.unit_text, quantity.unit_start, end, TokenKind.UNIT)


def _cue(cue: Cue) -> Token:
    key = "not" if cue.text.casefold().endswith(("t", "not")) and len(cue.text) < 8 else cue.text.casefold()
    return Token(key, cue.text, cue.start, cue.end, TokenKind.CUE, initial=cue.start == 0)


def _month(date: Date, text: str) -> Token:
    written = text[date.month_start : date.month_end]
    return Token(f"@{date.month}", written, date.month_start, date.month_end, TokenKind.NUMBER)


def _word(word: Word, spoken: str, capitalised: dict[int, bool]) -> Token:
    if word.start in capitalised:
        return Token(
            word.term, word.text, word.start, word.end, TokenKind.NAME, initial=capitalised[word.start]
        )
    grammar = is_function_word(word.text, spoken) or len(word.text) == 1
    kind = TokenKind.GRAMMAR if grammar else TokenKind.CONTENT
    return Token(word.term, word.text, word.start, word.end, kind)


def _overlap(word: Word, merged: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first of the `merged` spans, in order, that a word overlaps."""
    index = bisect_left(merged, (word.end, 0)) - 1
    found = None
    while index >= 0 and merged[index][1] > word.start:
        found = merged[index]
        index -= 1
    return found
