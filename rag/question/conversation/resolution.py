"""A follow-up put as a question of its own, where the question before it says how.

"And QLoRA?" after "What is LoRA?" is "What is QLoRA?", and "Who proposed it?" then "Who proposed QLoRA?". It is done
only where one thing was asked about; else words of the conversation are added to what is searched (see `topic`).
"""

import re
from functools import lru_cache

from rag.language.tables import joined, listed
from rag.language.text import Text
from rag.question.closed_classes import closed_classes

_OPENING = re.compile(
    rf"^(?:{joined('anaphora', 'opening')})[\s,]+(?:the |an? )?(.+?)[\s?!.]*$", re.IGNORECASE
)
_ONLY = re.compile(r"^\s*(?:the |an? )?(.+?)[\s?!.]*$", re.IGNORECASE)
_WHAT_IS = re.compile(
    rf"^(?:{joined('anaphora', 'what_is')})\s+(?:the |an? )?(?P<topic>[^?!.,]+?)[\s?!.]*$", re.IGNORECASE
)
_WHAT_DOES = re.compile(
    rf"^(?:{joined('anaphora', 'what_does')})\s+(?:the |an? )?(?P<topic>[^?!.,]+?)\s+"
    rf"(?:{'|'.join(listed('anaphora', 'does'))})[\s?!.]*$",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"(?:-\w+)*")
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_PLURAL = frozenset(listed("anaphora", "plural"))
_MOST_WORDS = 4  # of a topic
_POSSESSIVES = frozenset(listed("anaphora", "possessives"))
_PRONOUNS = frozenset(listed("anaphora", "replaced"))


def resolved(asked: Text, before: Text) -> str:
    """The question `asked` after `before` as one that stands alone; "" where it is not plain what it means."""
    topic = _topic(before)
    if topic is None:
        return ""
    start, end = topic
    other = other_thing(asked)
    if other is not None:
        unlike = other_thing(before) is not None or _is_unlike(other.text, before, start, end)
        return "" if unlike else f"{before.text[:start]}{other.text}{before.text[end:]}"
    article = _ARTICLE.search(before.text[:start])
    return _with_topic(asked, before.text[article.start() if article else start : end])


def topic_of(question: Text) -> str:
    """The one thing that the question is about, as it is named there without its article; "" where it is not plain."""
    topic = _topic(question)
    return question.text[slice(*topic)] if topic is not None else ""


def other_thing(asked: Text) -> Text | None:
    """What a question names as what is asked of now ("and QLoRA?"), without its article; None where it does not."""
    opening = _OPENING.match(asked.text)
    return _thing(opening[1], asked.language) if opening is not None else None


def asks(question: Text) -> bool:
    """Whether a word of the question asks, and does not only name something ("Data isolation")."""
    return any(word.text.casefold() in closed_classes(question.language).asking for word in question.words)


def _is_unlike(other: str, before: Text, start: int, end: int) -> bool:
    """Whether what is named now cannot stand where the topic does: it is no name, and that is one which only tells what
    the noun behind it is ("the GAN model")."""
    named = any(character.isupper() or character.isdigit() for character in other)
    behind = next((word for word in before.words if word.start >= end), None)
    tells = _ARTICLE.search(before.text[:start]) is not None and behind in before.contents
    return not named and tells


def _topic(question: Text) -> tuple[int, int] | None:
    """Where the one thing stands that the question is about: what it names as another thing, or alone, what "what is"
    asks for, what does something, or its only name."""
    named = _OPENING.match(question.text) or (None if asks(question) else _ONLY.match(question.text))
    if named is not None and _thing(named[1], question.language) is not None:
        return named.span(1)
    defined = _WHAT_IS.match(question.text) or _WHAT_DOES.match(question.text)
    if defined is not None and len(defined["topic"].split()) <= _MOST_WORDS:
        return defined.span("topic") if _thing(defined["topic"], question.language) is not None else None
    names = [name for name in question.names if not name.initial]
    if not names:
        return None
    start, end = names[0].start, _HYPHENATED.match(question.text, names[-1].end).end()  # type: ignore[union-attr]
    inside = [word for word in question.words if start <= word.start < end]
    hyphenated = sum(word.start >= names[-1].end for word in inside)
    together = len(inside) == len(names) + hyphenated and len(names) <= _MOST_WORDS
    return (start, end) if together else None


@lru_cache(maxsize=256)
def _thing(words: str, spoken: str) -> Text | None:
    """These words, where they name something: a few, one with content, and none that points or asks."""
    said = Text.of(words, spoken)
    known = closed_classes(spoken)
    pointing = known.pronouns | known.demonstratives | known.asking
    light = known.relational | known.requests
    folded = {word.text.casefold() for word in said.words}
    named = any(word.text[0].isalpha() and word.text.casefold() not in light for word in said.contents)
    return said if named and len(said.words) <= _MOST_WORDS and folded.isdisjoint(pointing) else None


def _with_topic(asked: Text, topic: str) -> str:
    """The question with the topic in place of its one pronoun; "" where there is none, or more."""
    found = [word for word in asked.words if word.text.casefold() in _PRONOUNS | _POSSESSIVES]
    if len(found) != 1:
        return ""
    pronoun = found[0]
    if pronoun.text.casefold() in _PLURAL and not topic.casefold().endswith("s"):
        return ""  # "they" are often people that were not named
    possessive = pronoun.text.casefold() in _POSSESSIVES
    return f"{asked.text[: pronoun.start]}{topic}{'’s' if possessive else ''}{asked.text[pronoun.end :]}"
