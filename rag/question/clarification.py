"""Questions too vague to search, and what to ask for instead."""

from collections.abc import Set as AbstractSet

from rag.language.words import Word, words
from rag.question.anaphora import Asked
from rag.question.closed_classes import LANGUAGES, cues
from rag.question.dependence import leaning

_LACKING = ("opening", "suffix", "last")
_FEW_WORDS = 2
_FEW_CHARACTERS = 8

_NO_WORDS = "Please ask a question in words."
_NO_QUESTION = "What would you like to know?"
_NO_TOPIC = "Please say what you want to know about: the question names nothing to search for."
_NO_ANTECEDENT = "Please say what “{}” stands for: nothing in this conversation tells."


def request(question: str, said: AbstractSet[str], spoken: str) -> str:
    """The sentence that asks for what a vague question lacks; "" for a question that can be searched.

    `said` holds the content terms of the conversation: with a topic to lean on, "tell me more" is no
    longer vague. Greetings and thanks always are.
    """
    known = cues(spoken)
    folded = [word.text.casefold() for word in words(question, spoken)]
    if not folded:
        return _NO_WORDS
    if all(word in known.courtesy for word in folded):
        return _NO_QUESTION
    if said:
        return ""
    asked = Asked.of(question, said, spoken)
    content = _content(asked, spoken)
    if not content:
        return _NO_TOPIC
    cue = leaning(question, said, spoken)
    few = len(content) == 1 or (spoken == "chinese" and len(question) <= _FEW_CHARACTERS)
    if cue in _LACKING and few:
        return _NO_TOPIC
    if spoken != "chinese" and ((cue == "pronoun" and few) or (cue == "demonstrative" and _opens(asked))):
        pointing = known.pronouns | known.demonstratives
        return _NO_ANTECEDENT.format(
            next(word.text for word in asked.words if word.text.casefold() in pointing)
        )
    return _NO_TOPIC if cue == "pronoun" and few else ""


def _content(asked: Asked, spoken: str) -> list[Word]:
    light = asked.cues.requests | asked.cues.courtesy
    if len(asked.words) <= _FEW_WORDS:  # too few to tell the language by
        light |= frozenset(word for name in LANGUAGES for word in cues(name).requests)
    return [word for word in asked.contents if word.text.casefold() not in light]


def _opens(asked: Asked) -> bool:
    """Whether "this" comes before all content: then it is the topic itself that is not known."""
    first = asked.content.index(True) if any(asked.content) else len(asked.words)
    return any(word in asked.cues.demonstratives for word in asked.folded[:first])
