"""The grammar of dates: months with their days and years, and what else tells when something was."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.language.identify import language, letters_only
from rag.language.numbers import plain_digits
from rag.language.tables import joined, listed, table

# The months of these languages are read in every text, those of others only in texts of theirs: "mars" and "mayo" are
# something else in English.
_COMMON = ("de", "en")
_DIGIT = re.compile(r"\d")
_PLAIN = frozenset(listed("calendar", "plain"))
_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th|er|º|\.))?"
_YEAR = r"(?P<year>[12]\d{3})"
_MONTH_NUMBER = r"(?P<month>0?[1-9]|1[0-2])"
_IN_DIGITS = [
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d-]){_YEAR}-{_MONTH_NUMBER}-(?P<day>[0-3]?\d)(?![\d-])",
        rf"(?<![\d/]){_YEAR}/{_MONTH_NUMBER}/(?P<day>[0-3]?\d)(?![\d/])",
        rf"(?<![\d.,])(?P<day>[0-3]?\d)\.\s?{_MONTH_NUMBER}\.\s?{_YEAR}(?!\d|\.\d)",
        rf"(?<![\d/-])(?P<day>[0-3]?\d)(?P<mark>[/-])(?P<month>[0-3]?\d)(?P=mark){_YEAR}(?![\d/-])",
    )
]
_IN_CHINESE = re.compile(
    rf"(?<!\d)(?:(?P<year>\d{{3,4}})\s?年\s?)?{_MONTH_NUMBER}\s?月(?:\s?(?P<day>[0-3]?\d)\s?[日号號])?"
)
_TIME_WORDS = frozenset((*listed("calendar", "weekdays"), *listed("calendar", "century")))
# What tells when, and is no date: centuries, decades, years and spans of them, eras, days of the week.
_TIMES = re.compile(
    rf"\b(?:{joined('calendar', 'centuries')}|{joined('calendar', 'eras')})"
    r"|\b(?:1\d{3}|20\d{2})(?:s|er)?(?:\s*[-–—]\s*(?:1\d{3}|20\d{2}|\d{2}))?(?![^\W_]|[.,]\d)"
    rf"|\b(?:{joined('calendar', 'weekdays')})(?!\w)"
    r"|\d{3,4}\s?年|\d+\s?世[纪紀]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Date:
    """A month, written at `month_start:month_end`, with the day and the year where they are given, else 0.

    `exchangeable`: day and month are two numbers that may be meant the other way round (12/05/2020).
    """

    text: str
    start: int
    end: int
    month: int
    month_start: int
    month_end: int
    day: int = 0
    year: int = 0
    exchangeable: bool = False

    @property
    def readings(self) -> tuple[tuple[int, int], ...]:
        """The (day, month) that may be meant, the likelier first."""
        read = (self.day, self.month)
        return (read, read[::-1]) if self.exchangeable else (read,)


@lru_cache(maxsize=1024)
def dates(text: str) -> tuple[Date, ...]:
    """Every month of `text` with its day and year: "15 Sept. 1990", "31.12.1999", "May 2020", "since June"."""
    digits = plain_digits(text)
    found: list[Date] = []
    in_digits = [*_IN_DIGITS, *([] if text.isascii() else [_IN_CHINESE])]
    for pattern in in_digits if _DIGIT.search(digits) else ():
        found += [_in_digits(match, text) for match in _free(pattern, digits, found) if _is_date(match)]
    patterns, months = _in_words(language(text))
    if letters_only(text).isdisjoint(months):
        return tuple(sorted(found, key=lambda date: date.start))
    for pattern in patterns:
        found += [_in_word(match, text, months) for match in _free(pattern, digits, found)]
    alone = [match for match in _free(_lone_months(), digits, found) if not _is_plain_word(match, digits)]
    found += [_in_word(match, text, months) for match in alone if match.group()[0].isupper()]
    return tuple(sorted(found, key=lambda date: date.start))


def times(text: str) -> list[tuple[int, int]]:
    """Where `text` tells when something was, in order: its dates, and years, decades, centuries, days of the week."""
    found = [(date.start, date.end) for date in dates(text) if date.text.casefold() not in _PLAIN]
    digits = plain_digits(text)
    told = _DIGIT.search(digits) or not letters_only(text).isdisjoint(_TIME_WORDS)
    for match in _TIMES.finditer(digits) if told else ():
        if not any(start < match.end() and match.start() < end for start, end in found):
            found.append(match.span())
    return sorted(found)


def _free(pattern: re.Pattern[str], text: str, taken: Iterable[Date]) -> list[re.Match[str]]:
    """The matches that lie in no date that was found before."""
    return [
        match
        for match in pattern.finditer(text)
        if not any(date.start < match.end() and match.start() < date.end for date in taken)
    ]


def _is_date(match: re.Match[str]) -> bool:
    """Whether day and month are possible, one way round or the other."""
    first, second = int(match["day"] or 1), int(match["month"])
    return 0 < first <= 31 and 0 < second <= 31 and min(first, second) <= 12


def _in_digits(match: re.Match[str], text: str) -> Date:
    day, month = int(match["day"] or 0), int(match["month"])
    at = "month"
    if month > 12:  # 12/25/2020
        day, month, at = month, day, "day"
    marked = "mark" in match.re.groupindex
    return Date(
        text[match.start() : match.end()],
        match.start(),
        match.end(),
        month,
        match.start(at),
        match.end(at),
        day,
        int(match["year"] or 0),
        exchangeable=marked and day <= 12 and day != month,
    )


def _in_word(match: re.Match[str], text: str, months: dict[str, int]) -> Date:
    parts = match.groupdict()
    name = parts["month"].rstrip(".")
    return Date(
        text[match.start() : match.end()],
        match.start(),
        match.end(),
        months[name.casefold()],
        match.start("month"),
        match.start("month") + len(name),
        int(parts.get("day") or 0),
        int(parts.get("year") or 0),
    )


@cache
def _in_words(spoken: str) -> tuple[list[re.Pattern[str]], dict[str, int]]:
    """The patterns of dates with the name of a month, in a text of this language, and what the names stand for."""
    known = dict.fromkeys((*_COMMON, spoken))
    names = {
        name: month for code in known for name, month in table("calendar", code).get("months", {}).items()
    }
    short = {
        name: month for code in known for name, month in table("calendar", code).get("short", {}).items()
    }
    words = "|".join(word for code in known for word in listed("calendar", "of", code))
    of = rf"(?:(?:{words})\s+)?"
    month = rf"(?P<month>{'|'.join(names)}|(?:{'|'.join(short)})\b\.?)(?!\w)"
    patterns = (
        rf"(?<![\w.,]){_DAY}(?:\s+|-){of}{month}(?:(?:\s*,?\s*|-){of}{_YEAR}\b)?",
        rf"\b{month}\s+{_DAY}(?![\w%]|[.,]\d)(?:\s*,?\s*{_YEAR}\b)?",
        rf"\b{month}\s*,?\s+{of}{_YEAR}\b",
    )
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns], short | names


@cache
def _lone_months() -> re.Pattern[str]:
    names = "|".join(name for code in _COMMON for name in table("calendar", code)["months"])
    return re.compile(rf"\b(?P<month>{names})\b", re.IGNORECASE)


def _is_plain_word(match: re.Match[str], text: str) -> bool:
    """Whether "May", "March" or "August" begins a sentence, where its capital says nothing."""
    before = text[: match.start()].rstrip()
    plain = match.group().casefold() in _PLAIN
    return plain and (not before or before[-1] in ".!?:\"“”'`")
