"""Questions too vague to search, and what to ask for instead."""

from rag.language.words import Word
from rag.question.closed_classes import LANGUAGES, closed_classes
from rag.question.conversation.dependence import dependence
from rag.question.conversation.utterance import Utterance

_LACKING = ("opening", "suffix", "last")
_FEW_WORDS = 2
_FEW_CHARACTERS = 8

_NO_WORDS = "Please ask a question in words."
_NO_QUESTION = "What would you like to know?"
_NO_TOPIC = "Please say what you want to know about: the question names nothing to search for."
_NO_ANTECEDENT = "Please say what “{}” stands for: nothing in this conversation tells."


def request(asked: Utterance) -> str:
    """The sentence that asks for what a vague question lacks; "" for a question that can be searched.

    With a conversation to depend on, "tell me more" is no longer vague. Greetings and thanks always are.
    """
    if not asked.all_folded:
        return _NO_WORDS
    if all(word in asked.classes.courtesy for word in asked.all_folded):
        return _NO_QUESTION
    if asked.said:
        return ""
    content = _content(asked)
    if not content:
        return _NO_TOPIC
    rule, chinese = dependence(asked), asked.language == "zh"
    few = len(content) == 1 or (chinese and len(asked.text) <= _FEW_CHARACTERS)
    if rule in _LACKING and few:
        return _NO_TOPIC
    if not chinese and ((rule == "pronoun" and few) or (rule == "demonstrative" and _opens(asked))):
        pointing = asked.classes.pronouns | asked.classes.demonstratives
        return _NO_ANTECEDENT.format(
            next(word.text for word in asked.words if word.text.casefold() in pointing)
        )
    return _NO_TOPIC if rule == "pronoun" and few else ""


def _content(asked: Utterance) -> list[Word]:
    light = asked.classes.requests | asked.classes.courtesy
    if len(asked.words) <= _FEW_WORDS:  # too few to tell the language by
        light |= frozenset(word for name in LANGUAGES for word in closed_classes(name).requests)
    return [word for word in asked.contents if word.text.casefold() not in light]


def _opens(asked: Utterance) -> bool:
    """Whether "this" comes before all content: then it is the topic itself that is not known."""
    first = asked.content.index(True) if any(asked.content) else len(asked.words)
    return any(word in asked.classes.demonstratives for word in asked.folded[:first])
