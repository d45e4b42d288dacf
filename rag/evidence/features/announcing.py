"""What a text says of itself and not of its subject: "In this section we discuss ...", "Lecture 5 explains it."."""

import re
from functools import cache, lru_cache

from rag.language.languages import COMMON
from rag.language.tables import joined, listed

_KEPT = 16384  # sentences: each is looked at by several rooms for each question
_ROW = 3  # questions in a row that are no sentence


@lru_cache(_KEPT)
def announces(text: str, spoken: str) -> bool:
    """Whether the sentence `text`, in the language `spoken`, only says what is to come, or where something stands."""
    line = " ".join(text.split()).lstrip("*_> ")
    known = _known(spoken)
    return bool(known[0].match(line) or known[1].search(line)) or _is_row_of_questions(line, spoken)


@lru_cache(_KEPT)
def opens_agenda(lead: str, spoken: str) -> bool:
    """Whether `lead`, in the language `spoken`, opens a list of what is to be learned or talked about."""
    return bool(_agendas(spoken).search(lead))


@lru_cache(_KEPT)
def speaks_of_texts(text: str, spoken: str) -> bool:
    """Whether `text`, in the language `spoken`, names a part of a text or a kind of texts: "chapter", "course"."""
    return bool(_texts(spoken).search(text))


def _is_row_of_questions(line: str, spoken: str) -> bool:
    """Whether it is nothing but questions in a row: "How it grows, why it fails, and what it costs."."""
    if line.endswith(("?", "？")) or not _asking(spoken).match(line):
        return False
    pieces = re.split(rf",\s+(?:(?:{joined('question_forms', 'and', *COMMON, spoken)})\s+)?", line)
    asking = sum(bool(_asking(spoken).match(piece)) for piece in pieces)
    return asking >= _ROW and 2 * asking > len(pieces)


@cache
def _known(spoken: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What fits from the beginning, and what is looked for anywhere."""
    codes = dict.fromkeys((*COMMON, spoken))
    text = _text(spoken)

    def any_of(key: str) -> re.Pattern[str]:
        patterns = listed("announcements", key, *codes)
        return re.compile("|".join(p.replace("{text}", text) for p in patterns) or r"(?!)", re.IGNORECASE)

    return any_of("opening"), any_of("anywhere")


def _text(spoken: str) -> str:
    units = joined("about", "units", *COMMON, spoken)
    return f"(?:{units}|{joined('announcements', 'texts', *COMMON, spoken)})"


@cache
def _texts(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_text(spoken)}s?\b", re.IGNORECASE)


@cache
def _agendas(spoken: str) -> re.Pattern[str]:
    return re.compile(joined("announcements", "agendas", *COMMON, spoken), re.IGNORECASE)


@cache
def _asking(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{joined('announcements', 'asking', *COMMON, spoken)})\b", re.IGNORECASE)
