"""What is said to Lectern itself: greetings, thanks, who are you, what can you do, how do I add a file.

Nothing of it is searched for. A remark is small talk only where all of it is: "thanks, and what is a GAN?" is a
question. The words and patterns lie in `rag/language/data/<language>/small_talk.toml`.
"""

import re
from enum import StrEnum
from functools import cache

from rag.language.tables import joined, languages_with, listed
from rag.question.closed_classes import closed_classes

_LONGEST = 200  # characters of a remark
_CLAUSE = re.compile(
    r"[.!?;:,…]+(?:\s+(?:and|und|but|so)\b)?|\s+(?:and|und|but)\s+(?=(?:what|who|how|was|wer|wie)\b)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_EMOTICON = re.compile(r"[:;=][-']?[)(DPp]+|<3")


class SmallTalk(StrEnum):
    """What a remark to Lectern is. Of several in one remark, the last of these that occurs counts."""

    REMARK = "remark"
    GREETING = "greeting"
    WELLBEING = "wellbeing"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    ADDING = "adding"
    ABILITIES = "abilities"
    IDENTITY = "identity"


_WORDS = {SmallTalk.GREETING: "greetings", SmallTalk.GOODBYE: "goodbyes", SmallTalk.THANKS: "thanks"}
_CLAUSES = (SmallTalk.WELLBEING, SmallTalk.ADDING, SmallTalk.ABILITIES, SmallTalk.IDENTITY)


def small_talk(text: str) -> SmallTalk | None:
    """What the remark `text` is; None for what may be asked of the material."""
    folded = _EMOTICON.sub(" ", text.casefold().replace("’", "'"))
    if len(folded) > _LONGEST:
        return None
    clauses = [" ".join(clause.split()) for clause in _CLAUSE.split(folded)]
    thanked = "?" not in text and not _listed("thanks").isdisjoint(_WORD.findall(folded))
    kinds = [_of_clause(clause, thanked) for clause in clauses if _WORD.search(clause)]
    found = [kind for kind in kinds if kind is not None]
    return max(found, key=list(SmallTalk).index) if found and len(found) == len(kinds) else None


def _of_clause(clause: str, thanked: bool) -> SmallTalk | None:
    whole = next((kind for kind in _CLAUSES if _patterns(kind).fullmatch(clause)), None)
    if whole is not None:
        return whole
    words = _WORD.findall(clause)
    said = [kind for kind, name in _WORDS.items() if not _listed(name).isdisjoint(words)]
    if _courtesy() >= set(words) or (said and _light() >= set(words)):
        return said[-1] if said else SmallTalk.REMARK
    # "I understand the chapter now, thanks", but not "I need the definition of a GAN, thanks".
    tells = words[0] in _listed("remarks") and _listed("wishes").isdisjoint(words)
    lightly = thanked and _light() >= set(words)
    return (said[-1] if said else SmallTalk.REMARK) if (thanked and tells) or lightly else None


@cache
def _patterns(kind: SmallTalk) -> re.Pattern[str]:
    return re.compile(rf"(?:{joined('small_talk', kind.value)})(?: please)?")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(listed("small_talk", name))


@cache
def _courtesy() -> frozenset[str]:
    return frozenset().union(*(closed_classes(code).courtesy for code in languages_with("small_talk")))


@cache
def _light() -> frozenset[str]:
    """Words that ask nothing of the material."""
    return _courtesy().union(_listed("light"), *(_listed(name) for name in _WORDS.values()))
