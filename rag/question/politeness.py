"""A question without what is said to whoever answers it: "hey, can you tell me who invented GANs pls".

Search, gate and reader were measured on questions that are nothing but questions: with "hey can you please
tell me" before them, Lectern answered three more of 30 that the material does not answer.
"""

import re

from rag.language.tables import joined
from rag.language.text import Text
from rag.question.closed_classes import closed_classes

_BEFORE = re.compile(rf"^(?:{joined('politeness', 'before')})\s*", re.IGNORECASE)
_AFTER = re.compile(rf"(?:[\s,]+(?:{joined('politeness', 'after')}))+(?=[\s?!.]*$)", re.IGNORECASE)
_TERM = r"(?!the |his |her |its |their )\S*\w(?: \S*\w){0,2}"
_REQUESTS = tuple(
    re.compile(rf"^{form}[\s.?!]*$", re.IGNORECASE)
    for form in (
        r"(?:explain to me|explain|describe|define|(?:tell|give|show|remind) me)(?: about)?,? (.+?)",
        r"(?:list|name) ((?:the|all|some|two|three|four|five|\d) .+?)",
        # Of more than a term, what it means may be something else than what it is.
        rf"what do(?:es)? (?:an? )?({_TERM}) (?:mean|stand for)",
        rf"meaning of ({_TERM})",
        rf"what is meant by ({_TERM})",
    )
)
_ASKS = re.compile(r"^(?:what|who|whom|whose|when|where|which|why|how|whether|if)\b", re.IGNORECASE)
_PREPOSITION = r"(?:of|in|on|at|to|for|from|by|with|between|as|like)\b"
_NOT_A_THING = re.compile(rf"^{_PREPOSITION}", re.IGNORECASE)
_HEAD = re.compile(rf"^.+?(?=\s{_PREPOSITION}|$)", re.IGNORECASE)
_PLURAL = re.compile(r"[^aiosu]s$|\band\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"^(what|who|where|when|how)s\b", re.IGNORECASE)
_MARKS = re.compile(r"[?!]{2,}$")


def plain(question: str, spoken: str) -> Text:
    """`question` without polite words; a request ("explain a GAN") becomes a question ("What is a GAN?").

    `spoken` is the language of the question. If no content word would remain ("tell me more"), nothing is changed.
    """
    text = without_courtesy(question)
    text = _CONTRACTED.sub(r"\1 is", _MARKS.sub("?", text))
    wanted = next((found[1] for found in (form.match(text) for form in _REQUESTS) if found), "")
    said = Text.of(wanted or text, spoken)
    asked = (_asked(said) or text) if wanted else text
    if not said.contents:
        asked = question
    return said if asked == said.text else Text.of(asked, spoken)


def without_courtesy(question: str) -> str:
    """`question` without polite words before and behind it."""
    text, before = question.strip(), ""
    while text != before:
        before = text
        text = _AFTER.sub("", _BEFORE.sub("", text))
    return text


def _asked(thing: Text) -> str:
    """What is asked with "explain the parts of a GAN": "What are the parts of a GAN?"; "" where that is no question.

    A question in the request stays the question. What points at the conversation ("explain that", "give me an
    example") is left for follow-ups.
    """
    wanted, known = thing.text, closed_classes("en")
    pointing = known.pronouns | known.demonstratives | known.requests
    if _ASKS.match(wanted):
        return wanted
    points = any(word.text.casefold() in pointing for word in thing.words)
    if points or _NOT_A_THING.match(wanted):
        return ""
    head = _HEAD.match(wanted)
    verb = "are" if head and _PLURAL.search(head.group()) else "is"
    return f"What {verb} {wanted}?"
