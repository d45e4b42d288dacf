"""What kind of thing a question asks for, and where a sentence holds things of that kind.

A *when* wants a date, a *who* a name, *how many* a number (Li & Roth, 2002, coarse classes). Words
that ask are those of `answer_types` in `rag/language/data`; other languages get `AnswerType.OTHER`.
"""

import re
from enum import StrEnum

from rag.language.tables import joined


class AnswerType(StrEnum):
    """What a question asks for."""

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    REASON = "reason"
    OTHER = "other"


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)"
)
_ORDINAL = r"(?:\d+(?:st|nd|rd|th)|first|second|third|early|late|mid)"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{_MONTH}\.?,?(?:\s+\d{{3,4}})?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|{_MONTH}\.?\s+\d{{4}}"
    rf"|(?:{_ORDINAL}[\s-]+)?(?:\d{{1,2}}(?:st|nd|rd|th))(?:\s+(?:and|to|or)\s+\d{{1,2}}(?:st|nd|rd|th))?\s+centur(?:y|ies)"
    r"(?:\s+(?:AD|BC|BCE|CE))?"
    r"|(?:1\d{3}|20\d{2})s?(?:\s*[-–—]\s*(?:1\d{3}|20\d{2}|\d{2}))?(?!\d|[.,]\d)"
    r"|\d{1,4}\s*(?:AD|BC|BCE|CE)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?!\w)"
    r"|\d{3,4}\s*年(?:\d{1,2}\s*月)?(?:\d{1,2}\s*日)?|\d+\s*世纪",
    re.IGNORECASE,
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|half|quarter|dozens?|single|both|"
    r"once|twice|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)"
)
_NUMBER = re.compile(
    rf"[$€£¥]?\s?\d+(?:[.,]\d+)*(?:\s?%|\s?(?:per\s?cent|million|billion|thousand|trillion|percent|km|kg|cm|mm|m|°C?))?"
    rf"|\b{_NUMBER_WORD}(?:[\s-]{_NUMBER_WORD})*\b|[一二三四五六七八九十百千万亿两]+[个人次年种名座所条]",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\w|[A-Z]{2,}\b)(?:\s+(?:of|the|de|von|van|der|and|für|&)\s+(?=[A-ZÀ-ÖØ-Þ])|\s+(?=[A-ZÀ-ÖØ-Þ])"
    r"|[A-ZÀ-ÖØ-Þ][\w'’-]*)*"
)

_KINDS = (
    AnswerType.DATE,
    AnswerType.NUMBER,
    AnswerType.PERSON,
    AnswerType.PLACE,
    AnswerType.REASON,
    AnswerType.NAME,
)
"""In the order in which they are looked for."""
_ASKED = {kind: re.compile(joined("answer_types", kind), re.IGNORECASE) for kind in _KINDS}


def answer_type(question: str) -> AnswerType:
    """What `question` asks for; `AnswerType.OTHER` where no word says so."""
    return next((kind for kind, pattern in _ASKED.items() if pattern.search(question)), AnswerType.OTHER)


def spans_of(kind: AnswerType, text: str) -> list[tuple[int, int]]:
    """Where `text` holds things of that kind, in order; [] for kinds that have no form of their own."""
    patterns = {
        AnswerType.DATE: _DATE,
        AnswerType.NUMBER: _NUMBER,
        AnswerType.PERSON: _NAME,
        AnswerType.PLACE: _NAME,
        AnswerType.NAME: _NAME,
    }
    pattern = patterns.get(kind)
    return [match.span() for match in pattern.finditer(text)] if pattern else []
