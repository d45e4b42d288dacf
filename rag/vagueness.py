"""Questions too vague to search, and what to ask for instead."""

from collections.abc import Set as AbstractSet

from rag.cues import LANGUAGES, cues
from rag.leaning import leaning
from rag.words import content_words, words

_LACKING = ("opening", "pronoun", "suffix", "last")
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
    light = known.requests | known.courtesy | known.asking
    if len(folded) <= _FEW_WORDS:  # too few to tell the language by
        light |= frozenset(word for name in LANGUAGES for word in cues(name).requests)
    content = [word for word in content_words(question, spoken) if word.text.casefold() not in light]
    if not content:
        return _NO_TOPIC
    if len(content) > 1 and not (spoken == "chinese" and len(question) <= _FEW_CHARACTERS):
        return ""
    cue = leaning(question, said, spoken)
    if cue == "pronoun" and spoken != "chinese":
        return _NO_ANTECEDENT.format(next(word for word in folded if word in known.pronouns))
    return _NO_TOPIC if cue in _LACKING else ""
