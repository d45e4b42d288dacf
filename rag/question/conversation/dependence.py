"""Whether a question can be understood alone, or depends on what was said before it.

Rules over closed classes of words, no parser: an opening "and" or "what about", a question of nothing
but relational nouns ("What are the advantages?"), a word that points out of it or adds to what was said, a fragment.
"""

import re
from collections.abc import Callable

from rag.question.conversation.anaphora import (
    SOME_WORDS,
    by_comparison,
    by_demonstrative,
    by_description,
    by_pronoun,
)
from rag.question.conversation.utterance import Utterance

_NTH_ONE = re.compile(r"\b(?:which|another|this|that|other|the \w+) ones?\b", re.IGNORECASE)
_ALSO = re.compile(r"\balso\b(?! (?:known|called|named|referred|as)\b)|\bas well\b(?! as\b)", re.IGNORECASE)
_SHOULD_I = re.compile(r"(?<!\bwhy )(?<!\bwhen )\b(?:should|must|shall|may) (?:i|we)\b", re.IGNORECASE)
_NO_POINTER_AFTER = frozenset({"is", "are", "was", "were", "or", "no"})  # "is there", "or else", "no one"
_ARABIC_SUFFIXES = ("ه", "ها", "هم", "هما")
_FEW_WORDS = 2
_FEW_CHARACTERS = 10


def dependence(asked: Utterance) -> str:
    """Which rule says that the question depends on the conversation: one word, "" where it stands alone."""
    rules = _RULES.get(asked.language, _SPACED)
    return next((name for name, holds in rules.items() if asked.words and holds(asked)), "")


def _opens(asked: Utterance) -> bool:
    return asked.text.casefold().startswith(asked.classes.about) or asked.folded[0] in asked.classes.openers


def _bare(asked: Utterance) -> bool:
    """Nothing but grammar and nouns that need an "of": "Why?", "What are the advantages?"."""
    light = asked.classes.relational | asked.classes.requests
    return all(word.text.casefold() in light for word in asked.contents) and not asked.complemented


def _fragment(asked: Utterance) -> bool:
    """At most two words of content and nothing that asks: "Data isolation", but not two names."""
    if len(asked.contents) > 2 or any(word in asked.classes.asking for word in asked.folded):
        return False
    return len(asked.names) < 2


def _last(asked: Utterance) -> bool:
    """Ends in a word that points back ("else", "instead", "one"), or speaks of "the second one"."""
    if len(asked.contents) > SOME_WORDS:
        return False
    if _NTH_ONE.search(asked.text):
        return True
    return asked.folded[-1] in asked.classes.finals and not _NO_POINTER_AFTER & set(asked.folded[-2:-1])


def _also(asked: Utterance) -> bool:
    """Adds to what was said: "Do other planets also have one?", but not what something is "also known as"."""
    return len(asked.contents) <= SOME_WORDS and bool(_ALSO.search(asked.text))


def _personal(asked: Utterance) -> bool:
    """ "What should I eat?": of whom little is said now, and what there is to know was said before."""
    light = asked.classes.relational | asked.classes.requests
    telling = [word for word in asked.contents if word.text.casefold() not in light]
    return len(telling) <= _FEW_WORDS and not asked.names and bool(_SHOULD_I.search(asked.text))


def _suffixed(asked: Utterance) -> bool:
    """Arabic: the pronoun hangs at the end of the last word ("who invented-it")."""
    return len(asked.contents) <= _FEW_WORDS and asked.folded[-1].endswith(_ARABIC_SUFFIXES)


def _points_in_chinese(asked: Utterance) -> bool:
    """A pronoun or demonstrative near the beginning: Chinese is not split into words here."""
    pointing = asked.classes.pronouns | asked.classes.demonstratives
    places = [asked.text.find(word) for word in pointing]
    return any(0 <= place <= 2 for place in places) or (
        len(asked.text) <= _FEW_CHARACTERS and any(place >= 0 for place in places)
    )


def _opens_in_chinese(asked: Utterance) -> bool:
    short = len(asked.text) <= _FEW_CHARACTERS and any(p in asked.text for p in asked.classes.about)
    return short or asked.text.startswith(tuple(asked.classes.openers))


def _fragment_in_chinese(asked: Utterance) -> bool:
    asks = any(word in asked.text for word in asked.classes.asking)
    return len(asked.text) <= (4 if asks else 6)


_SPACED: dict[str, Callable[[Utterance], bool]] = {
    "opening": _opens,
    "bare": _bare,
    "pronoun": by_pronoun,
    "demonstrative": by_demonstrative,
    "more": by_comparison,
    "last": _last,
    "also": _also,
    "personal": _personal,
    "fragment": _fragment,
    "definite": by_description,
}
_ARABIC = _SPACED | {"suffix": _suffixed}
_CHINESE: dict[str, Callable[[Utterance], bool]] = {
    "opening": _opens_in_chinese,
    "pronoun": _points_in_chinese,
    "fragment": _fragment_in_chinese,
}
_RULES = {"zh": _CHINESE, "ar": _ARABIC}
