"""What a question is about, given the conversation: its search query without the language model.

A question that leans on earlier turns gets their most salient words in brackets behind it; one that
stands alone stays exactly as it is. Either way the retriever may also get `context`, which orders
what the question itself leaves open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.words import content_terms, language
from rag.question.clarification import request
from rag.question.closed_classes import cues
from rag.question.dependence import leaning
from rag.question.politeness import plain
from rag.question.topic import salient, telling_terms
from rag.values import Turn

_WORDS_ADDED = 5
_ANSWER_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Expanded:
    """`asked` is the question without politeness, `query` what is searched for: the same, or (`changed`)
    with words of earlier turns.

    A `vague` question cannot be searched; `request` is then the sentence that asks for more, else "".
    `context` is the last exchange, "" where the question has nothing to do with the conversation.
    """

    asked: str
    query: str
    changed: bool
    vague: bool
    request: str
    context: str = ""


def expand(question: str, history: Sequence[Turn]) -> Expanded:
    """The query for a question asked after `history` (oldest turn first)."""
    question = plain(question)
    spoken = _language(question, history)
    told = _informative(history, spoken)
    said = frozenset(term for turn in told for term in telling_terms(turn.text, spoken))
    lacking = request(question, said, spoken)
    if lacking:
        return Expanded(question, question, changed=False, vague=True, request=lacking)
    own = content_terms(question, spoken)
    leans = bool(said and leaning(question, said, spoken))
    added = salient(told, _WORDS_ADDED, own, spoken) if leans else ""
    query = f"{question.strip()} ({added})" if added else question
    exchange = _last_exchange(told)
    context = exchange if leans or own & telling_terms(exchange, spoken) else ""
    return Expanded(question, query, changed=bool(added), vague=False, request="", context=context)


def _language(question: str, history: Sequence[Turn]) -> str:
    """Of the question with the user's last turn: "Und 2020?" alone is hard to tell."""
    asked = [turn.text for turn in history if turn.role == "user"]
    return language(" ".join([question, *asked[-1:]]))


def _informative(history: Sequence[Turn], spoken: str) -> list[Turn]:
    """The turns without answers that say nothing ("I do not know"), and without what was asked in vain.

    The last question stays, answered or not: that is what a follow-up is most often about.
    """
    last = max((index for index, turn in enumerate(history) if turn.role == "user"), default=0)
    told: list[Turn] = []
    for index, turn in enumerate(history):
        if turn.role == "user" or not _refuses(turn.text, spoken):
            told.append(turn)
        elif index < last and told and told[-1].role == "user":
            told.pop()
    return told


def _refuses(answer: str, spoken: str) -> bool:
    phrases = (*cues(spoken).refusals, *cues("english").refusals)  # Lectern itself refuses in English
    folded = answer.casefold()
    return len(answer) < _ANSWER_CHARACTERS and any(phrase in folded for phrase in phrases)


def _last_exchange(told: Sequence[Turn]) -> str:
    """The user's last question and what was answered to it."""
    start = max((i for i, turn in enumerate(told) if turn.role == "user"), default=0)
    return " ".join(turn.text[:_ANSWER_CHARACTERS] for turn in told[start:])
