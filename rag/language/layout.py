"""What stands on a page and is not prose: headings, rows of figures, captions, numbers of items, marks of Markdown.

The log-odds are set by hand, for the development sets hold plain text alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.language.dates import dates
from rag.language.tables import joined, listed
from rag.language.words import is_function_word

_QUESTION_MARKS = ("?", "？", "؟")
_FRAGMENT, _FIGURES, _CAPTION, _ROWS, _OPENING = -2.0, -1.5, -0.7, -0.5, -0.7
_FEW_LINES = 3  # a sentence that goes on for more without an end is the rows of a table, an axis, no list
_SHARE = 0.4  # of words with a digit, in a row of figures
_IS_CAPTION = re.compile(rf"^\W*(?:{joined('captions', 'labels')})\s*\w{{1,4}}\s*[:.|]", re.IGNORECASE)
_ENDINGS = (".", "!", "?", "。", "！", "？", "؟", ":", ";", ".”", '."', ".)")
# "46(2):174–199", "pp. 130–143", "Lancet, 6736(06):69491", "ISBN 0596002033", "doi:10.1000/182": what hardly anything
# but an entry of references has.
_REFERENCE = re.compile(
    r"\b\d+\s?\(\d+(?:[-–/]\d+)?\)\s?[:,]\s?\d+|\bpp?\.\s?\d+\s?[-–]\s?\d+"
    r"|\bISBN(?:-1[03])?[:\s]\s?\d[\d-]{7,15}[\dXx]\b|\bdoi:\s?10\.\d{4}"
)
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*")
_PRINTED = 0.5  # of the words of what a program printed: figures, capitals, signs
_GRAMMAR = 0.1  # of them at most are words of grammar: a query in capitals has more
_TOLD = 8  # words that can be told to be printed
_SET = re.compile(r"\s=\s|\w\(")  # what is set to something, what is called: a program's own words
_REFERENCES = frozenset(listed("marks", "references"))
_READINGS = frozenset(listed("marks", "readings"))
_NUMBERED = re.compile(r"^[\dIVX.]{1,8}\s+")
_COUNT = re.compile(r"(?:\(?(?:\d{1,3}|[ivxlc]{1,5}|[IVXLC]{1,5}|[A-Za-z])[.)]|\d{1,3}:)(?=\s|$)")
"""What an item is counted by, as a person types it: "3.", "(b)", "iv)"; a line of an algorithm by "3:"."""
_MARK = re.compile(r"^(?:#{1,6}\s+|[-*•–▪●]\s+|>\s+)+")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|\*|`)(?=\S)([^*`\n]+?)(?<=\S)\1(?![\w*])")
_UNIT_NAME = rf"(?:{joined('about', 'units')})"
_UNIT_NUMBER = r"(?:\d+(?:\.\d+)*|[ivxlc]+)\b"
_SUMS_UP = re.compile(
    rf"[\d.\s]*(?:(?P<part>{_UNIT_NAME})(?:\s+(?P<number>{_UNIT_NUMBER}))?\W+)?(?:{joined('about', 'summaries')})"
    rf"(?:\W*|\s*[:–—-]\s.{{1,60}}|\s+(?:{joined('about', 'summarised')})\s.{{1,60}})",
    re.IGNORECASE,
)
_OF_UNIT = re.compile(rf"\b(?P<part>{_UNIT_NAME})\s+(?P<number>{_UNIT_NUMBER})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SummaryHeading:
    """What a heading says that it sums up, in lower case: "chapter" and "2"; both "" where it does not say."""

    part: str = ""
    number: str = ""


def summary_heading(heading: str) -> SummaryHeading | None:
    """What `heading` sums up; None where it is no heading of a summary."""
    found = _SUMS_UP.fullmatch(heading.strip())
    if found is None:
        return None
    named = _OF_UNIT.search(heading)
    if named is None:
        return SummaryHeading()
    return SummaryHeading(named["part"].lower(), named["number"].lower())


def plain_line(text: str) -> str:
    """`text` on one line, as it is read: without the mark of a heading or list before it, and without emphasis."""
    return _EMPHASIS.sub(r"\2", _MARK.sub("", " ".join(text.split())))


def item_count(text: str) -> str:
    """What counts an item that begins with it: "3.", "(b)", "iv)"; "" where nothing does."""
    found = _COUNT.match(text)
    return "" if found is None else found.group()


def item_number(text: str) -> int | None:
    """The number that an item begins with, None where none or a letter does."""
    digits = item_count(text).strip("(.):")
    return int(digits) if digits.isdecimal() else None


def without_number(item: str) -> str:
    """An item without the number that it begins with; what begins with a date ("5. Mai 1990") as it is."""
    count = item_count(item)
    words = item[len(count) :].lstrip()
    if not words or item_number(item) is None or any(date.start == 0 for date in dates(item)):
        return item
    return words


def is_prose(text: str) -> bool:
    return prose_odds(text) == 0


def is_reference(text: str, context: Sequence[str] = ()) -> bool:
    """Whether `text` is an entry of a list of references, by its volume and pages or by the last part of its
    `context`: the heading that it stands under."""
    return bool(_REFERENCE.search(text)) or any(map(names_references, context[-1:]))


def is_address(text: str) -> bool:
    """Whether `text` is nothing but the address of a page."""
    return bool(_ADDRESS.fullmatch(text))


def is_printed(text: str) -> bool:
    """Whether `text` is what a program printed rather than wrote for people: lines of figures, of words in capitals, of
    a log ("Epoch: 003/015 | Loss: 0.70", "GROAN GROG GROUP")."""
    parts = text.split()
    if len(parts) < _TOLD or _SET.search(text):
        return False
    signs = sum(
        part.isupper() or any(map(str.isdigit, part)) or not any(map(str.isalpha, part)) for part in parts
    )
    grammar = sum(is_function_word(part) for part in parts)
    return signs >= _PRINTED * len(parts) and grammar <= _GRAMMAR * len(parts)


def lists_sources(heading: str) -> bool:
    """Whether works are listed under a heading: those that the text refers to, or that may be read on."""
    return names_references(heading) or bare_heading(heading) in _READINGS


def names_references(heading: str) -> bool:
    """Whether a heading says that sources are listed under it."""
    return bare_heading(heading) in _REFERENCES


@lru_cache(maxsize=1000)
def bare_heading(heading: str) -> str:
    """The words of a heading in lower case, without number and colon."""
    return _NUMBERED.sub("", heading).strip(" :.").casefold()


def is_caption(text: str) -> bool:
    """Whether `text` begins with the label of a figure or table."""
    return bool(_IS_CAPTION.match(text))


def prose_odds(text: str) -> float:
    """By how much the log-odds that `text` answers a question fall for not being prose; 0 for prose."""
    parts = text.split()
    total = 0.0
    if len(parts) < (3 if text.endswith(_ENDINGS) else 9):
        total += _FRAGMENT
    if len(parts) > 7 and sum(any(map(str.isdigit, part)) for part in parts) > _SHARE * len(parts):
        total += _FIGURES
    if text.count("\n") >= _FEW_LINES and not text.endswith(_ENDINGS) and "\n-" not in text:
        total += _ROWS
    if text.endswith((":", "：")):  # what it opens is the answer
        total += _OPENING
    if _IS_CAPTION.match(text):
        total += _CAPTION
    return total


def is_question(text: str) -> bool:
    """Whether the text ends with a question mark, of whatever writing."""
    return text.rstrip().endswith(_QUESTION_MARKS)
