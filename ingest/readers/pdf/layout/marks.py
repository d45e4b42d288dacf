"""What a line is by how it begins or ends: a bullet, a heading of references, a line of a contents page."""

import re
import unicodedata
from collections.abc import Sequence

from ingest.blocks.lines import item_mark
from rag.language.layout import lists_sources

_END, _TITLE = 60, 80  # characters that are looked at: of the end of a line, of a heading
_LEADER = re.compile(r"(?:\.\s?){4,}|(?:…\s?){2,}|(?:\s\.){3,}|_{4,}")
_CONTENTS_END = re.compile(r"(?:^|\s|\.|…)(?:\d{1,4}|[ivxlc]{1,7})$")
_FORMULA = re.compile(r"[=≠≈≤≥<>∑∫∏√∂∞±×÷∈∀∃→↔⇒⇔∝≡∇+]|[α-ωΑ-Ω]")
_REFERENCE = re.compile(r"\[\d{1,3}\]\s")
_BARE = re.compile(r"(\d{1,2})(?:\s+(?=[^\W\d_])|:\s+(?=\S))")
_LINE_NUMBER = re.compile(r"\d{1,3}:(?=\s|$)")
_FORMULA_NUMBER = re.compile(r"\(\d{1,3}(?:\.\d{1,3})?[a-z]?\)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_CONTENTS = re.compile(
    r"\W*(table of contents|contents|outline|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|"
    r"contenido|indice|inhoud|目录|目次)\W*$",
    re.I,
)
_INDEX = re.compile(r"\W*(subject index|index|register|sachregister|stichwortverzeichnis|索引)\W*$", re.I)
_GLOSSARY = re.compile(
    r"(?:\W*\d*\W*)(glossar(?:y|ium)?|definitions?|key terms|terms|vocabulary|terminology|begriffe|"
    r"lexique|glosario|术语表?|abbreviations|list of abbreviations|abkürzungen)\b",
    re.I,
)
_INDEX_LINE = re.compile(r",?\s\d{1,4}(?:\s?[-–,]\s?\d{1,4})*$")
_SENTENCE_END = re.compile(r"[.!?。！？:;…][\"'”’»)\]]*\d{0,2}$")


def is_bullet(text: str) -> bool:
    """Whether a line begins with a bullet or a box to tick."""
    mark = item_mark(text)
    return mark is not None and mark.kind in ("bullet", "check")


def has_leader(text: str) -> bool:
    if text.count(".") < 3 and "…" not in text and "____" not in text:  # most lines
        return False
    return bool(_LEADER.search(text)) and bool(_CONTENTS_END.search(text))


def ends_in_page(text: str) -> bool:
    return bool(_CONTENTS_END.search(text))


def is_index_line(text: str) -> bool:
    return bool(_INDEX_LINE.search(text[-_END:]))


def is_formula(text: str) -> bool:
    """Whether a line has signs of mathematics, and hardly a word."""
    return bool(_FORMULA.search(text)) and len(_WORD.findall(text)) <= 1


def is_references(text: str) -> bool:
    return len(text) <= _TITLE and lists_sources(text)


def is_contents(text: str) -> bool:
    return len(text) <= _TITLE and bool(_CONTENTS.match(text))


def is_index(text: str) -> bool:
    return len(text) <= _TITLE and bool(_INDEX.match(text))


def is_glossary(text: str) -> bool:
    return len(text) <= _TITLE and bool(_GLOSSARY.match(text))


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text.rstrip()[-_END:]))


def begins_small(text: str) -> bool:
    """Whether the first letter is a small one, as in the middle of a sentence."""
    for letter in text:
        if letter.isalpha():
            return letter.islower()
        if letter.isdigit():
            return False
    return False


def is_number(text: str) -> bool:
    """Whether a cell has a number more than words."""
    letters = sum(unicodedata.category(letter)[0] == "L" for letter in text)
    return any(map(str.isdigit, text)) and letters <= max(3, len(text) // 3)


def is_number_mark(text: str) -> bool:
    """Whether a text is nothing but the number or letter of an item."""
    mark = item_mark(text + " x")
    return mark is not None and mark.end == len(text) + 1


def has_words(text: str) -> bool:
    """Whether there are words of four letters or more."""
    return bool(_WORD.search(text))


def is_reference(text: str) -> bool:
    """Whether a line begins with the number of a reference, "[12] "."""
    return bool(_REFERENCE.match(text))


def counts_on(before: str, after: str) -> bool:
    """Whether two lines begin with bare numbers, the second with the next one."""
    first, second = bare_number(before), bare_number(after)
    return first is not None and second is not None and first + 1 == second


def is_formula_number(text: str) -> bool:
    """Whether a text is the number of a formula, "(3)"."""
    return bool(_FORMULA_NUMBER.fullmatch(text))


def is_listing(lines: Sequence[str]) -> bool:
    """Whether most lines begin with the number of a line, "3:", as those of an algorithm do."""
    return 2 * sum(_LINE_NUMBER.match(line) is not None for line in lines) > len(lines) > 1


def bare_number(text: str) -> int | None:
    """The number without a dot that a line begins with: "3 Sow", or "3: sow" as in an algorithm."""
    match = _BARE.match(text)
    return int(match[1]) if match else None


def is_caseless(text: str) -> bool:
    """Whether a line begins with a letter of a script that has no small letters."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return bool(first) and first.lower() == first.upper()
