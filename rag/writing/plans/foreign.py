"""A question in another language than the material: that the answer may have been missed, and what to do about it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rag.language.identify import FUNCTION_WORDS, language
from rag.language.tables import phrase, table
from rag.language.words import words
from rag.question.closed_classes import closed_classes
from rag.question.question import Question
from rag.values import Answer, Evidence, Outcome, Passage
from rag.writing.parts import lines

_LOOKED_AT = 3  # passages, the best ones, that tell the language of the material
_LONG = 5  # letters of a word that two languages have in common
_OTHER_SCRIPTS = frozenset({"ar", "zh"})


def other_language(question: Question, passages: Sequence[Passage]) -> str:
    """The ISO code of the language of the best passages where the question is in another one for sure; else ""."""
    spoken = question.search.language
    found = Counter(language(passage.text) for passage in passages[:_LOOKED_AT])
    there = found.most_common(1)[0][0] if found else ""
    return there if there and spoken not in found and _is_sure(question, there) else ""


def shared(question: Question, best: Sequence[Evidence]) -> list[Evidence]:
    """Those of the `best` that have a word, a name or a number of the question, or a word spelled nearly so: "museum"
    of "Salzmuseum", "evaporates" of "évapore"."""
    said = question.terms
    return [
        found
        for found in best
        if any(_is_alike(word.term, one) for word in words(found.text) for one in said)
    ]


def _is_alike(one: str, other: str) -> bool:
    """Whether two terms are the same, or begin alike, or one is a part of the other, where they are long."""
    if one == other or min(len(one), len(other)) < _LONG:
        return one == other
    return one[:_LONG] == other[:_LONG] or one in other or other in one


def held_whole(question: Question, best: Sequence[Evidence], passages: Sequence[Passage]) -> list[Evidence]:
    """Those of the `best` that have all of what the question names, as it is written there: "1740" and "Marenfeld" of
    "Was geschah 1740 in Marenfeld?". None where it names nothing but words of its language."""
    known = closed_classes(question.search.language)
    light = known.relational | known.requests | known.asking
    said = {word.text.casefold() for word in question.search.contents} - light
    names = {word.text.casefold() for word in question.search.words if word.term in question.names}
    if not said & names:
        return []
    headers = {passage.rank: passage.header for passage in passages}
    return [found for found in best if said <= _written(found, headers.get(found.passage_rank, ""))]


def with_language(answer: Answer, question: Question) -> Answer:
    """Where no answer is given, `answer` after a line in the language of the question that says so, if the material is
    in another one."""
    if answer.outcome is Outcome.ANSWERED or not answer.passages:
        return answer
    spoken, there = question.search.language, other_language(question, answer.passages)
    names = table("frame", spoken).get("languages") or table("frame", "en")["languages"]
    if there not in names:
        return answer
    remark = phrase("frame", "foreign", spoken).format(names[there])
    return replace(answer, text=f"{remark}\n{answer.text}", parts=(*lines(remark), *answer.parts))


def _is_sure(question: Question, there: str) -> bool:
    """Whether a script, or a word of grammar that the language `there` lacks, tells the language of the question:
    "GAN" is in none, "Was geschah in Rom?" may be in two."""
    spoken = question.search.language
    known = FUNCTION_WORDS.get(spoken, frozenset()) - FUNCTION_WORDS.get(there, frozenset())
    return spoken in _OTHER_SCRIPTS or any(word.text.casefold() in known for word in question.search.words)


def _written(found: Evidence, header: str = "") -> set[str]:
    """The words of a unit and of what stands over it, case-folded."""
    return {word.text.casefold() for text in (found.text, *found.context, header) for word in words(text)}
