"""Numbers in words: by the lists of `rag/language/data`, in some languages by text2num, and in Chinese characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from text_to_num import find_numbers

from rag.language.tables import entries, joined, languages_with, listed

_CARDINALS: dict[str, int] = entries("numbers", "cardinals")
_ORDINALS: dict[str, int] = entries("numbers", "ordinals")
_MAGNITUDES: dict[str, int] = entries("numbers", "magnitudes")
MAGNITUDES: dict[str, int] = _MAGNITUDES | entries("numbers", "abbreviations")
"""What may stand behind digits; the abbreviations (bn, mio) stand nowhere else."""
CHARACTERS: dict[str, int] = entries("numbers", "characters")
"""The Chinese magnitudes, which may stand behind digits too."""
_CHINESE: dict[str, int] = entries("numbers", "chinese")
_WEAK = frozenset(listed("numbers", "weak"))
TEXT2NUM = frozenset(code for code in languages_with("numbers") if listed("numbers", "roots", code))
"""The languages whose number words text2num reads better than a list: they are written together or inflected."""

SPELLED = {**_CARDINALS, **_ORDINALS, **_MAGNITUDES}
"""What each listed word is worth."""
_ANY = "|".join(sorted(map(re.escape, SPELLED), key=len, reverse=True))
_RUN = re.compile(
    rf"\b(?:(?:an?\s+)(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?(?:{_ANY})"
    rf"(?:(?:\s*-\s*|\s+and\s+|\s+)(?:{_ANY}))*\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[\W\d_]+?")
# Before 个, 人, 年 and the like Chinese characters are a number, elsewhere often a part of a word.
_COUNTED = re.compile(
    rf"[{''.join((*_CHINESE, *CHARACTERS))}]+(?=[{''.join(listed('numbers', 'counters'))}])"
)
_THOUSANDS = re.compile(r"10{3,}")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `start:end`. `kind` is "cardinal", "ordinal", "decade" (1920s) or "vague" (dozens).

    `values` are its possible readings as plain decimals. `weak` marks "one", which is more often a pronoun or an
    article than a number.
    """

    start: int
    end: int
    values: frozenset[str]
    kind: str = "cardinal"
    weak: bool = False


def plain(value: Decimal) -> str:
    """The value as digits with at most one point, the same for 1000, 1000.0 and 1E3."""
    return format(value.normalize() + 0, "f")


class _Token:
    """A word or a mark, as text2num asks for it."""

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self._text = match.group().casefold()

    def text(self) -> str:
        return self._text

    def nt_separated(self, previous: "_Token") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def listed_numbers(text: str) -> Iterator[Numeral]:
    """The numbers in the words of the lists, English and German, whatever the language of `text`."""
    for match in _RUN.finditer(text):
        yield from _from_words(match.group(), match.start())


def inflected_numbers(text: str, spoken: str) -> Iterator[Numeral]:
    """The numbers in words of a language of `TEXT2NUM`, and none in other languages."""
    for run in _runs(spoken).finditer(text) if spoken in TEXT2NUM else ():
        tokens = [_Token(match) for match in _TOKEN.finditer(text, *run.span())]
        for found in find_numbers(tokens, spoken, threshold=0.0):
            start, end = tokens[found.start].start, tokens[found.end - 1].end
            if found.value != 1 or found.is_ordinal:  # one is an article in these languages
                kind = "ordinal" if found.is_ordinal else "cardinal"
                yield Numeral(start, end, frozenset({plain(Decimal(repr(found.value)))}), kind)


def magnitude(numeral: Numeral) -> Decimal | None:
    """The magnitude that a number in words stands for behind digits (3 millions); None where it is no such."""
    (value,) = numeral.values
    return Decimal(value) if _THOUSANDS.fullmatch(value) else None


def chinese_numbers(text: str) -> Iterator[Numeral]:
    """The numbers in Chinese characters that stand before what is counted."""
    for match in _COUNTED.finditer(text):
        if match.group() != "一":  # an article: 一个
            yield Numeral(*match.span(), frozenset({str(_chinese(match.group()))}))


@cache
def _runs(spoken: str) -> re.Pattern[str]:
    """Where number words of a language may stand: words with their roots, one behind another."""
    word = rf"(?:{joined('numbers', 'roots', spoken)})[^\W\d_]*"
    link = rf"[-\s](?:(?:{joined('numbers', 'links', spoken)})[-\s])?"
    return re.compile(rf"\b{word}(?:{link}{word})*", re.IGNORECASE)


def _chinese(characters: str) -> int:
    """The value of a number in Chinese characters: 二百零五 is 205, 三万 is 30000."""
    total = section = digit = 0
    for character in characters:
        value = _CHINESE.get(character) or CHARACTERS.get(character, 0)
        if value < 10:
            digit = value
        elif value < 10_000:
            section += (digit or 1) * value
            digit = 0
        else:
            total += (section + digit or 1) * value
            section = digit = 0
    return total + section + digit


def _from_words(run: str, offset: int) -> list[Numeral]:
    """The numbers in a run of number words: "two hundred and five" is one, "two and three" are two."""
    found: list[Numeral] = []
    words = [(m.group().casefold(), m.start(), m.end()) for m in re.finditer(r"[^\W\d_]+", run)]
    position = 0
    while position < len(words):
        stop, total, ordinal = _longest_number(words, position)
        if stop == position:
            position += 1
            continue
        start = words[position][1] if position else 0
        weak = words[position][0] in _WEAK and stop == position + 1
        found.append(
            Numeral(
                offset + start,
                offset + words[stop - 1][2],
                frozenset({str(total)}),
                "ordinal" if ordinal else "cardinal",
                weak,
            )
        )
        position = stop
    return found


def _longest_number(words: list[tuple[str, int, int]], position: int) -> tuple[int, int, bool]:
    """(index after the number that begins at `position`, its value, whether an ordinal ends it)."""
    total = current = 0
    last = 10**18
    index = position
    while index < len(words):
        word = words[index][0]
        if word in ("a", "an") and index == position:
            index += 1
            continue
        if word == "and" and last >= 100 and index > position and index + 1 < len(words):
            index += 1
            continue
        ordinal = word in _ORDINALS
        value = SPELLED.get(word)
        if value is None:
            break
        if value >= 100 and not (ordinal and value % 100):
            current = max(current, 1) * value
            if value >= 1000:
                total, current = total + current, 0
        elif last >= 100 or (20 <= last < 100 and value < 10 and last % 10 == 0):
            current += value
        else:
            break
        last = value
        index += 1
        if ordinal:
            return index, total + current, True
    if index > position and words[index - 1][0] == "and":
        index -= 1
    return index, total + current, False
