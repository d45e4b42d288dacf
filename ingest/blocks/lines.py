"""What one line of text is, told by its own words alone: an item of a list, a field, a definition, a caption.

What lines stand around it is for the caller to weigh: a wrapped sentence may begin with "12." or a dash as well.
Every pattern looks at a bounded part of the line, or goes over it once.
"""

import re

from ingest.blocks.marks import ItemMark, follows, item_mark
from rag.language.tables import joined, listed

__all__ = [
    "ItemMark",
    "asks_or_answers",
    "caption_label",
    "definition_of",
    "field_of",
    "follows",
    "is_clause",
    "item_mark",
]

_LINE_NUMBER = re.compile(r"\d{1,2}\s?:")
"""Of a listing, or of what is counted: more digits are a year or a code, and a term."""
_KEY = 60  # characters of a key or a term at most
_VALUE = 240  # characters of a field's value at most
_FIELD_WORDS, _TERM_WORDS = 5, 6
_SENTENCE = 12  # words from which on a value with a full stop is a sentence

_COLON = re.compile(r"[:：]")
_DASH = re.compile(r"\s[-–—]\s")
_EQUALS = re.compile(r"\s=\s")
_BEGINS_KEY = re.compile(r"[^\W\d_]")
_IN_KEY = re.compile(r"[^,;?!\"“”„«»<>{}\[\]=|\\]*")
_FORMULA = re.compile(r"[+*/^(){}\[\];=<>\\]|^[\d.,-]+$")
_CLAUSE = frozenset(listed("marks", "clause"))
_OPENERS = frozenset(listed("marks", "openers"))
_ASKED, _ANSWERED = joined("marks", "asked"), joined("marks", "answered")
_PAIR = re.compile(
    rf"({_ASKED}|{_ANSWERED})(?:\s?\d{{1,3}}\s?[.)]|\s?\d{{0,3}}\s?[:：])\s{{0,9}}(?=\S)", re.IGNORECASE
)
_QUESTION_WORDS = frozenset(listed("marks", "asked"))
_NUMBER = r"(?:\d{1,3}|[A-Z](?=[.\-–]\d)|[IVX]{1,5}\b)(?:[.\-–]\d{1,3}){0,3}[a-z]?(?!\w)"
_CAPTION = re.compile(rf"(?:{joined('captions', 'labels')}|Figure|Fig\.?|Tab\.)\s?{_NUMBER}", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"\s?[.:|–—-](?!\w)|：|\s{2,}|\s*$|\s(?=[^\W\d_])")


def field_of(line: str) -> tuple[str, str] | None:
    """The key and the value of a "Key: value" line; None where it reads like a sentence with a colon in it."""
    parts = _at_colon(line.strip())
    if parts is None or not _BEGINS_KEY.match(parts[0]) or not _is_name(parts[0], _FIELD_WORDS):
        return None
    key, value = parts
    is_sentence = value.endswith((".", "!", "?")) and len(value.split()) > _SENTENCE
    return None if is_sentence or len(value) > _VALUE else (key, value)


def definition_of(line: str) -> tuple[str, str] | None:
    """The term and its meaning: "term – meaning", "term: meaning", "term = meaning"; also "Q" and what is asked."""
    line = line.strip()
    if (pair := _PAIR.match(line)) is not None:
        return pair[1], line[pair.end() :]
    for parts in (_at_colon(line), _at_dash(line), _at_equals(line)):
        if parts is not None and parts[0][0].isalnum() and _is_name(parts[0], _TERM_WORDS):
            return None if _LINE_NUMBER.match(line) else parts
    return None


def asks_or_answers(line: str) -> str | None:
    """ "asked" for the line of a question that says so ("Q: …"), "answered" for that of an answer; else None."""
    found = _PAIR.match(line.lstrip())
    if found is None:
        return None
    return "asked" if found[1].casefold() in _QUESTION_WORDS else "answered"


def is_clause(words: str) -> bool:
    """Whether one of these words says that they are a sentence, or a part of one."""
    return not _CLAUSE.isdisjoint(words.casefold().split())


def caption_label(line: str) -> str | None:
    """The label that a caption begins with: "Figure 2.2", "Abb. 4"; None where a sentence goes on from it."""
    line = line.strip()
    found = _CAPTION.match(line[: _KEY + 1])
    after = _AFTER_LABEL.match(line, found.end()) if found else None
    if found is None or after is None:
        return None
    rest = line[after.end() : after.end() + 1]
    goes_on = after.group().isspace() and len(after.group()) == 1 and rest.islower()
    return None if goes_on else found.group()


def _at_colon(line: str) -> tuple[str, str] | None:
    """What stands before and after the first colon that parts words: not in a clock time, an address, a path."""
    found = _COLON.search(line[: _KEY + 1])
    if found is None or found.start() == 0:
        return None
    key, value = line[: found.start()], line[found.end() :]
    tight = not value[:1].isspace() and found.group() == ":"
    if tight and not (key[-1].isalpha() and len(key) > 2 and (value[:1].isdigit() or value[:1] == "+")):
        return None
    return (key.rstrip(), value.strip()) if value.strip() else None


def _at_dash(line: str) -> tuple[str, str] | None:
    found = _DASH.search(line[: _KEY + 3])
    if found is None or found.start() == 0 or _DASH.search(line[: 4 * _KEY], found.end()):
        return None
    term, meaning = line[: found.start()].rstrip(), line[found.end() :].strip()
    return (term, meaning) if meaning and not meaning[0].isdigit() else None


def _at_equals(line: str) -> tuple[str, str] | None:
    found = _EQUALS.search(line[: _KEY + 3])
    if found is None or found.start() == 0:
        return None
    term, meaning = line[: found.start()].rstrip(), line[found.end() :].strip()
    is_formula = len(meaning.split()) < 2 or _FORMULA.search(meaning[:_VALUE]) or _FORMULA.search(term)
    return None if is_formula else (term, meaning)


def _is_name(words: str, most: int) -> bool:
    """Whether these few words name something, rather than say something of it."""
    parts = words.casefold().split()
    if not 0 < len(parts) <= most or len(words) > _KEY or _IN_KEY.fullmatch(words) is None:
        return False
    if words.casefold() in _OPENERS or words.endswith("."):
        return words.casefold() not in _OPENERS and len(parts) == 1
    return all(part not in _CLAUSE for part in parts) and ". " not in words
