"""The grammar of numbers: as written, in digits, words or signs, and what they are worth.

A value is a plain decimal string ("1000", "0.5"), so that 1,000, 1000, １０００, ١٠٠٠, 1e3, 10^3 and "one
thousand" are equal. What can be read in two ways (1.000 is 1 in English and 1000 in German) has both values.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from rag.language.identify import CJK, language, letters_only
from rag.language.number_words import (
    CHARACTERS,
    MAGNITUDES,
    SPELLED,
    Numeral,
    chinese_numbers,
    inflected_numbers,
    listed_numbers,
    magnitude,
    plain,
)
from rag.language.tables import entries

_VAGUE: dict[str, str] = entries("numbers", "vague")
_MAGNITUDE = "|".join(sorted(map(re.escape, MAGNITUDES), key=len, reverse=True))
_SCALE = rf"\s*-?\s*(?P<scale>{_MAGNITUDE})\b\.?|\s?(?P<cjk>[{''.join(CHARACTERS)}])"
# 175B, 1.5M, 150k: only right after the digits, and in this case, for m is a metre and b a bit.
_SUFFIXES = {"B": 10**9, "M": 10**6, "K": 1000, "k": 1000}
_SUFFIX = r"(?P<suffix>(?-i:[BMKk])(?![^\W_]))"
# Chinese, Japanese and Korean put no space before a number; a letter before one makes it a name (GPT2).
_SIGN = rf"(?<![^\W_{CJK}])(?P<sign>(?:^|(?<=[\s(]))-)?"
_DIGITS = re.compile(
    rf"{_SIGN}(?P<digits>\d+(?:[.,/:]\d+)*(?:[\u00a0\u202f]\d{{3}})*)"
    rf"(?:(?P<ordinal>(?:\s?(?:st|nd|rd|th))\b)|(?P<decade>['’]?s\b)|{_SCALE}|{_SUFFIX})?",
    re.IGNORECASE,
)
# 1.5e-6, 3 × 10^8, 3·10⁸, 10^6, 2^10. Raised digits make a power of ten alone: elsewhere they may be a footnote.
_POWER = re.compile(
    rf"{_SIGN}(?:(?P<digits>\d+(?:[.,]\d+)?)e(?P<exponent>[+-]?\d{{1,3}})(?![^\W_])"
    r"|(?:(?P<factor>\d+(?:[.,]\d+)?)\s?[x×·*]\s?)?"
    r"(?:10(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(?P<base>[1-9]\d{0,2})\^(?P<power>[+-]?\d{1,3})(?!\d)))",
    re.IGNORECASE,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_FRACTION = re.compile(r"(?<![^\W_])(?P<whole>\d{1,3}[ \u00a0]?)?(?P<part>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?!\w)")
_VAGUE_WORD = re.compile(rf"\b(?:{'|'.join(map(re.escape, _VAGUE))})\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_PUNCTUATION = str.maketrans({"，": ",", "．": ".", "٫": ".", "٬": ",", "％": "%", "－": "-", "−": "-"})


def plain_digits(text: str) -> str:
    """`text` with every script's digits and number marks in ASCII; the length stays the same."""
    if text.isascii():
        return text
    text = text.translate(_PUNCTUATION)
    return _OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match.group())), text)


def numerals(text: str) -> list[Numeral]:
    """Every number of `text`, in order of appearance, not overlapping."""
    found: list[Numeral] = []
    for numeral in _candidates(plain_digits(text), language(text)):
        if not any(other.start < numeral.end and numeral.start < other.end for other in found):
            found.append(numeral)
    return sorted(found, key=lambda numeral: numeral.start)


def _candidates(text: str, spoken: str) -> Iterator[Numeral]:
    """The numbers by each part of the grammar, those first that a later part would cut into pieces."""
    letters = letters_only(text)
    words = list(inflected_numbers(text, spoken))
    if _DIGIT.search(text):
        yield from map(_power, _POWER.finditer(text))
    if not text.isascii():
        yield from map(_fraction, _FRACTION.finditer(text))
    for match in _DIGITS.finditer(text):
        behind = (
            word for word in words if word.start > match.end() and text[match.end() : word.start].isspace()
        )
        yield _from_digits(match, next(behind, None))
    yield from words
    if not letters.isdisjoint(SPELLED):
        yield from listed_numbers(text)
    if not text.isascii():
        yield from chinese_numbers(text)
    for match in _VAGUE_WORD.finditer(text) if not letters.isdisjoint(_VAGUE) else ():
        yield Numeral(*match.span(), frozenset({_VAGUE[match.group().casefold()]}), "vague")


def _from_digits(match: re.Match[str], behind: Numeral | None) -> Numeral:
    """A number in digits with its magnitude, which may be the word `behind` it (3 millions)."""
    scale = Decimal(
        MAGNITUDES.get((match["scale"] or "").casefold(), 1) * CHARACTERS.get(match["cjk"] or "", 1)
    )
    scale *= _SUFFIXES.get(match["suffix"] or "", 1)
    end = match.end()
    if behind is not None and end == match.end("digits") and (words := magnitude(behind)):
        scale, end = words, behind.end
    sign = "-" if match["sign"] else ""
    values = frozenset(sign + value for value in _readings(match["digits"], scale))
    kind = "ordinal" if match["ordinal"] else "decade" if match["decade"] else "cardinal"
    return Numeral(match.start(), end, values, kind)


def _readings(digits: str, scale: Decimal) -> list[str]:
    """The values of digits with separators; text that is no number (1.2.3, 12:30) stands for itself."""
    digits = re.sub(r"[\u00a0\u202f]", "", digits)
    options = []
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", digits):
        options.append(digits.replace(",", ""))
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", digits):
        options.append(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+([.,]\d+)?", digits) and not re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        options.append(digits.replace(",", "."))
    if re.fullmatch(r"\d/[2-9]", digits):
        return sorted(_values(Fraction(digits)))
    return [plain(Decimal(option) * scale) for option in options] or [digits]


def _power(match: re.Match[str]) -> Numeral:
    factor = Decimal((match["digits"] or match["factor"] or "1").replace(",", "."))
    exponent = int(match["exponent"] or match["power"] or match["raised"].translate(_RAISED))
    value = factor * Decimal(match["base"] or 10) ** exponent
    return Numeral(*match.span(), frozenset({("-" if match["sign"] else "") + plain(value)}))


def _fraction(match: re.Match[str]) -> Numeral:
    part = Fraction(unicodedata.numeric(match["part"])).limit_denominator(10)
    return Numeral(*match.span(), frozenset(_values(int(match["whole"] or 0) + part)))


def _values(fraction: Fraction) -> set[str]:
    """The values of a fraction: as it is written in digits, and as a decimal where that has an end."""
    ends = not 1000 % fraction.denominator
    decimal = {plain(Decimal(fraction.numerator) / fraction.denominator)} if ends else set()
    return {f"{fraction.numerator}/{fraction.denominator}"} | decimal
