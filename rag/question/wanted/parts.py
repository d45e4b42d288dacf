"""Two questions in one: "What is yeast, and who discovered it?", each as it would be asked by itself."""

import re
from functools import cache

from rag.language.languages import COMMON
from rag.language.sentences import spans
from rag.language.tables import joined
from rag.language.words import content_words, words

_MOST = 3
_LEAST_WORDS = 3  # of a question that is one
_MARKS = "?？؟"


def parts_of(question: str, spoken: str) -> tuple[str, ...]:
    """The two or three questions of `question`, in the language `spoken`; () where it is one.

    They are parted where a sentence that asks ends before another one that asks, and at an "and" before a word that
    asks. What says nothing of its own ("... and why?") goes with the one before.
    """
    found = [part for sentence in _asking_sentences(question, spoken) for part in _at_and(sentence, spoken)]
    joined_up: list[str] = []
    for part in found:
        if joined_up and not _stands_alone(part, spoken):
            joined_up[-1] = f"{joined_up[-1]} {part}"
        else:
            joined_up.append(part)
    return tuple(joined_up) if 2 <= len(joined_up) <= _MOST else ()


def _asking_sentences(question: str, spoken: str) -> list[str]:
    """The sentences of a question; those that ask nothing go with the next one that does."""
    found: list[str] = []
    waiting = ""
    for start, end in spans(question):
        sentence = f"{waiting} {question[start:end]}".strip()
        if _asks(question[start:end], spoken):
            found.append(sentence)
            waiting = ""
        else:
            waiting = sentence
    if waiting:
        found[-1:] = [f"{found[-1]} {waiting}"] if found else [waiting]
    return found


def _asks(sentence: str, spoken: str) -> bool:
    return sentence.rstrip().endswith(tuple(_MARKS)) or bool(_opening(spoken).match(sentence.strip()))


def _at_and(sentence: str, spoken: str) -> list[str]:
    parted = _and(spoken).search(sentence)
    if parted is None:
        return [sentence]
    before, after = sentence[: parted.start()].strip(" ,;"), sentence[parted.end() :].strip()
    if not _opening(spoken).search(before) or _each(spoken).match(after):
        return [sentence]
    after = _with_noun(before, after, spoken)
    before += "" if _ordered(spoken).match(before) else "?"
    return [before, f"{after[:1].upper()}{after[1:]}"]


def _with_noun(before: str, after: str, spoken: str) -> str:
    """What comes after the "and"; with what is counted, where only the question before says that: "how many days does a
    queen take, and how many does a drone take"."""
    counting, verbs = _any_of("counting", spoken), _any_of("verbs", spoken)
    short = re.match(rf"(?P<counting>{counting})(?=\s+{verbs}\b)", after, re.IGNORECASE)
    if short is None:
        return after
    noun = (
        rf"\b{re.escape(short['counting'])}\s+(?P<noun>(?!{verbs}\b)\w+(?:\s+(?!{verbs}\b)\w+)?)\s+{verbs}\b"
    )
    counted = re.search(noun, before, re.IGNORECASE)
    return after if counted is None else f"{short.group()} {counted['noun']}{after[short.end() :]}"


def _stands_alone(part: str, spoken: str) -> bool:
    return len(words(part, spoken)) >= _LEAST_WORDS and bool(content_words(part, spoken))


@cache
def _and(spoken: str) -> re.Pattern[str]:
    conjunction, asking = _any_of("and", spoken), _any_of("asking", spoken)
    prepositions = _any_of("prepositions", spoken)
    return re.compile(rf"[,;]?\s+{conjunction}\s+(?=(?:{prepositions}\s+)?{asking}\b)", re.IGNORECASE)


@cache
def _opening(spoken: str) -> re.Pattern[str]:
    """What a question opens with: a word that asks, a verb, an order to explain."""
    each = [_any_of("asking", spoken), _any_of("verbs", spoken)]
    orders = joined("tasks", "orders", *COMMON, spoken)
    return re.compile(rf"\b(?:{'|'.join(each)}|{orders})\b", re.IGNORECASE)


@cache
def _ordered(spoken: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{joined('tasks', 'orders', *COMMON, spoken)})\b", re.IGNORECASE)


@cache
def _each(spoken: str) -> re.Pattern[str]:
    """What goes on about each of what was asked for, or is no question by itself."""
    return re.compile(joined("tasks", "goes_on", *COMMON, spoken), re.IGNORECASE)


def _any_of(key: str, spoken: str) -> str:
    return f"(?:{joined('question_forms', key, *COMMON, spoken)})"
