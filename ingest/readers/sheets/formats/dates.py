"""A date or a time as a section of a code writes it. A date is a number of days: 1 is the first of January 1900."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from ingest.readers.sheets.formats.codes import CodeToken
from rag.language.tables import listed

_BASE, _BASE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_NO_DAY = 60  # the 29th of February 1900, which spreadsheets count and which never was
_LAST = 2_958_465.999999  # the end of the year 9999
_DAY = 86_400
# The first byte of a language's number in Windows names the language.
_LANGUAGES = {0x07: "de", 0x09: "en", 0x0A: "es", 0x0C: "fr", 0x10: "it", 0x13: "nl", 0x16: "pt"}


def is_writable(value: float) -> bool:
    """Whether a number is a date or a time that can be written."""
    return 0 <= value <= _LAST


def serial(moment: datetime, is_1904: bool = False) -> float:
    """The number of days that stands for a moment."""
    days = (moment - (_BASE_1904 if is_1904 else _BASE)) / timedelta(days=1)
    return days if is_1904 or days > _NO_DAY else days - 1


def formatted(value: float, tokens: Sequence[CodeToken], language: int = 0, is_1904: bool = False) -> str:
    """A date or time, not negative, as the tokens of a section write it, months and weekdays in the language."""
    places = _fraction(tokens)
    seconds = round(value * _DAY, places if places or _has_seconds(tokens) else 0)
    moment = _moment(seconds, is_1904)
    half = any(token.kind == "noon" for token in tokens)
    spoken = _LANGUAGES.get(language & 0xFF, "en")
    shown: list[str] = []
    skipped = False
    for index, token in enumerate(tokens):
        if token.kind == "date":
            shown.append(_date(token.text, _is_minute(tokens, index), moment, seconds, half, spoken))
        elif token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
            shown.append(str(int(seconds // unit)).zfill(len(token.text)))
        elif token.kind == "noon":
            shown.append(_noon(token.text, moment))
        elif token.kind == "point" and places and _is_digit(tokens, index + 1):
            shown.append(f"{seconds % 1:.{places}f}"[1:])
            skipped = True
        elif token.kind == "digit" and skipped:
            continue
        elif token.kind != "general":
            shown.append(token.text)
    return "".join(shown)


def _moment(seconds: float, is_1904: bool) -> datetime:
    days, rest = divmod(seconds, _DAY)
    if is_1904:
        return _BASE_1904 + timedelta(days=min(days, 2_957_003), seconds=int(rest))
    days += days < _NO_DAY
    return _BASE + timedelta(days=days, seconds=int(rest))


def _fraction(tokens: Sequence[CodeToken]) -> int:
    """How many digits of a second are written."""
    for index, token in enumerate(tokens):
        if token.kind == "point" and index and tokens[index - 1].text[:1] == "s":
            end = index + 1
            while _is_digit(tokens, end):
                end += 1
            return end - index - 1
    return 0


def _is_digit(tokens: Sequence[CodeToken], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == "digit"


def _has_seconds(tokens: Sequence[CodeToken]) -> bool:
    return any(token.kind in ("date", "elapsed") and token.text[0] == "s" for token in tokens)


def _is_minute(tokens: Sequence[CodeToken], index: int) -> bool:
    """Whether "m" means minutes: after hours or before seconds."""
    if tokens[index].text[0] != "m" or len(tokens[index].text) > 2:
        return False
    before = next(
        (token.text[0] for token in reversed(tokens[:index]) if token.kind in ("date", "elapsed")), ""
    )
    after = next((token.text[0] for token in tokens[index + 1 :] if token.kind in ("date", "elapsed")), "")
    return before == "h" or after == "s"


def _date(text: str, minute: bool, moment: datetime, seconds: float, half: bool, spoken: str) -> str:
    letter, length = text[0], len(text)
    if letter == "y" or letter == "e":
        return f"{moment.year % 100:02d}" if letter == "y" and length <= 2 else f"{moment.year:04d}"
    if letter == "b":
        return f"{moment.year + 543:04d}"
    if letter == "m" and not minute:
        if length > 2:
            name = _names("months" if length == 4 else "short_months", spoken)[moment.month - 1]
            return name[0] if length == 5 else name
        return str(moment.month).zfill(length)
    if letter in "da" and length > 2:
        return _names("short_weekdays" if length == 3 else "weekdays", spoken)[moment.weekday()]
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {"d": moment.day, "h": hour, "m": moment.minute, "s": int(seconds % 60)}.get(letter)
    return "" if number is None else str(number).zfill(length)


def _noon(text: str, moment: datetime) -> str:
    morning, _, afternoon = text.partition("/")
    return afternoon if moment.hour >= 12 else morning


@cache
def _names(which: str, spoken: str) -> tuple[str, ...]:
    return listed("sheets", which, spoken) or listed("sheets", which, "en")
