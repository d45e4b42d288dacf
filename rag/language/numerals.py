"""Numbers as written, in digits or words, and what they are worth.

A value is a plain decimal string ("1000", "0.5"), so that 1,000, 1000, １０００, ١٠٠٠ and "one
thousand" are equal. Digits that can be read in two ways (1.000 is 1 in English and 1000 in German)
have both values.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from rag.language.tables import entries

_CARDINALS: dict[str, int] = entries("numbers", "cardinals")
_ORDINALS: dict[str, int] = entries("numbers", "ordinals")
_MAGNITUDES: dict[str, int] = entries("numbers", "magnitudes")
_CJK_MAGNITUDES: dict[str, int] = entries("numbers", "characters")
_VAGUE: dict[str, str] = entries("numbers", "vague")

_SPELLED = {**_CARDINALS, **_ORDINALS, **_MAGNITUDES}
_ANY = "|".join(sorted(map(re.escape, _SPELLED), key=len, reverse=True))
_MAGNITUDE = "|".join(sorted(map(re.escape, _MAGNITUDES), key=len, reverse=True))
_SCALE = rf"\s*-?\s*(?P<scale>{_MAGNITUDE})\b\.?|\s?(?P<cjk>[{''.join(_CJK_MAGNITUDES)}])"
# 175B, 1.5M, 150k: only right after the digits, and in this case, for m is a metre and b a bit.
_SUFFIXES = {"B": 10**9, "M": 10**6, "K": 1000, "k": 1000}
_SUFFIX = r"(?P<suffix>(?-i:[BMKk])(?![^\W_]))"
_DIGITS = re.compile(
    rf"(?<![^\W_])(?P<sign>(?:^|(?<=[\s(]))-)?(?P<digits>\d+(?:[.,/:]\d+)*(?:[\u00a0\u202f]\d{{3}})*)"
    rf"(?:(?P<ordinal>(?:\s?(?:st|nd|rd|th))\b)|(?P<decade>['’]?s\b)|{_SCALE}|{_SUFFIX})?",
    re.IGNORECASE,
)
_SPELLED_RUN = re.compile(
    rf"\b(?:(?:an?\s+)(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))?(?:{_ANY})"
    rf"(?:(?:\s*-\s*|\s+and\s+|\s+)(?:{_ANY}))*\b",
    re.IGNORECASE,
)
_VAGUE_WORD = re.compile(rf"\b(?:{'|'.join(map(re.escape, _VAGUE))})\b", re.IGNORECASE)
_PUNCTUATION = str.maketrans({"，": ",", "．": ".", "٫": ".", "٬": ",", "％": "%", "－": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `start:end`. `kind` is "cardinal", "ordinal", "decade" (1920s) or "vague" (dozens).

    `weak` marks "one", which is more often a pronoun than a number.
    """

    start: int
    end: int
    values: frozenset[str]
    kind: str = "cardinal"
    weak: bool = False


def plain_digits(text: str) -> str:
    """`text` with every script's digits and number marks in ASCII; the length stays the same."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text.translate(_PUNCTUATION))


def numerals(text: str) -> list[Numeral]:
    """Every number of `text`, in order of appearance, not overlapping."""
    plain = plain_digits(text)
    found = [_from_digits(match) for match in _DIGITS.finditer(plain)]
    taken = [(numeral.start, numeral.end) for numeral in found]
    for match in _SPELLED_RUN.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found += _from_words(match.group(), match.start())
    taken = [(numeral.start, numeral.end) for numeral in found]
    for match in _VAGUE_WORD.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            value = _VAGUE[match.group().casefold()]
            found.append(Numeral(match.start(), match.end(), frozenset({value}), "vague"))
    return sorted(found, key=lambda numeral: numeral.start)


def _from_digits(match: re.Match[str]) -> Numeral:
    scale = _MAGNITUDES.get((match["scale"] or "").casefold(), 1) * _CJK_MAGNITUDES.get(match["cjk"] or "", 1)
    scale *= _SUFFIXES.get(match["suffix"] or "", 1)
    sign = "-" if match["sign"] else ""
    values = frozenset(sign + value for value in _readings(match["digits"], scale))
    kind = "ordinal" if match["ordinal"] else "decade" if match["decade"] else "cardinal"
    return Numeral(match.start(), match.end(), values, kind)


def _readings(digits: str, scale: int) -> list[str]:
    """The values of digits with separators; text that is no number (1.2.3, 12:30) stands for itself."""
    digits = re.sub(r"[\u00a0\u202f]", "", digits)
    options = []
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        options.append(digits.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        options.append(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+([.,]\d+)?", digits) and not re.fullmatch(r"\d{1,3},\d{3}", digits):
        options.append(digits.replace(",", "."))
    return [_written(Decimal(option) * scale) for option in options] or [digits]


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
        weak = (
            words[position][0] in ("one", "ein", "eine", "einem", "einen", "einer", "eines")
            and stop == position + 1
        )
        found.append(
            Numeral(
                offset + start,
                offset + words[stop - 1][2],
                frozenset({_written(Decimal(total))}),
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
        value = _SPELLED.get(word)
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


def _written(value: Decimal) -> str:
    return format(value.normalize() + 0, "f")
