"""What a question is about, given the conversation: its search query without the language model.

A question that stands alone stays exactly as it is. One that depends on earlier turns is put as one that stands alone
where that is plain; else it gets the most salient words of the questions before it in brackets behind it, and retrieval
also gets `context`, the last exchange, which orders what the question itself leaves open.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.identify import language
from rag.language.text import Text
from rag.question.about import AboutKind, about, points_at_document
from rag.question.clarification import request
from rag.question.closed_classes import closed_classes
from rag.question.conversation.dependence import dependence
from rag.question.conversation.resolution import resolved
from rag.question.conversation.topic import Said, salient, telling_terms
from rag.question.conversation.utterance import Utterance
from rag.question.length import bounded, bounded_turn, check_length
from rag.question.politeness import plain, without_courtesy
from rag.question.question import EVERYWHERE, Question, Scope
from rag.question.small_talk import small_talk
from rag.question.wanted.extent import extent_of, without_extent
from rag.question.wanted.wish import wish_of
from rag.question.wishing import wished
from rag.values import Task, Turn

_WORDS_ADDED = 5
_ANSWER_CHARACTERS = 500
_SHARES = {2: 0.6, 3: 0.45}  # of the words of an answer that each of two or three parts has
_CHAIN = 6  # questions that may lean on one another


def understand(text: str, history: Sequence[Turn] = (), scope: Scope = EVERYWHERE) -> Question:
    """The question `text`, asked after `history` (oldest turn first) of the documents in `scope`.

    Raises QuestionTooLong. Only what is `bounded` of a text goes any further. What points at a document ("this paper")
    is asked of what was attached alone, where anything was.
    """
    check_length(text)
    question = _understood(text, history, scope)
    return replace(question, scope=question.scope.of_attached) if _is_of_attached(question) else question


def _is_of_attached(question: Question) -> bool:
    """Whether it is about the attached documents alone; what is compared with them is in others."""
    said = question.about[:1]
    pointed = points_at_document(question.asked.text) or any(about.of_one for about in said)
    return pointed and question.task is not Task.COMPARE


def _understood(text: str, history: Sequence[Turn], scope: Scope) -> Question:
    history = [Turn(turn.role, bounded_turn(turn.text)) for turn in history]
    read = bounded(text)
    spoken = _language(read, history)
    talk = small_talk(read)
    if talk is not None:
        remark = Text.of(read, spoken)
        return Question.made(text, remark, remark, scope, talk=talk)
    wish = wish_of(read)
    before = _question_before(history) if wish is not None else None
    if wish is not None and before is not None:
        last, earlier = before
        leaning = wished(understand(last, earlier, scope), wish, text, history)
        if leaning is not None:
            return leaning
    ways = tuple(about(without_courtesy(without_extent(read, spoken))))
    if ways and ways[0].kind is AboutKind.WITHIN:
        of_page = understand(ways[0].topic, history, scope)
        return replace(of_page, text=text, extent=extent_of(read, spoken), within=ways[0])
    asked = plain(read, spoken)
    told = _informative(history, spoken)
    said = frozenset(term for turn in told for term in telling_terms(turn.text))
    utterance = Utterance.of(asked, said)
    missing = request(utterance)
    if missing:
        return Question.made(text, asked, asked, scope, request=missing, about=ways)
    depends = bool(said and dependence(utterance))
    search, context = _with_conversation(asked, told, spoken) if depends else (asked, None)
    return Question.made(text, asked, search, scope, context, about=ways)


def parts_understood(question: Question, history: Sequence[Turn] = ()) -> list[Question]:
    """The questions that `question` is made of, each asked after the ones before it; all share its length."""
    asked = list(history)
    found: list[Question] = []
    for part in question.parts:
        one = understand(part, asked, question.scope)
        share = question.extent.times(_SHARES[len(question.parts)])
        found.append(replace(one, parts=(), extent=share, talk=None))
        asked = [*asked, Turn("user", part)]
    return found


def _question_before(history: Sequence[Turn]) -> tuple[str, Sequence[Turn]] | None:
    """The user's last question that is no remark, and what was said before it; None where there is none."""
    for index in range(len(history) - 1, -1, -1):
        turn = history[index]
        if turn.role == "user" and small_talk(turn.text) is None:
            return turn.text, history[:index]
    return None


def _with_conversation(asked: Text, told: Sequence[Said], spoken: str) -> tuple[Text, Text | None]:
    """What is searched for a question that depends on the conversation, and the exchange that it leans on.

    It is put as a question of its own where that is plain; then it leans on nothing any more, and a wrong turn cannot
    lead it astray. Else words of the questions before it are added, none of what was answered, which may be wrong.
    """
    questions = [said for said in told if said.turn.role == "user"]
    before = _last_question(questions[-_CHAIN:], spoken)
    alone = resolved(asked, before) if before is not None else ""
    if alone:
        return Text.of(alone, spoken), None
    added = salient(questions, _WORDS_ADDED, asked.terms)
    exchange = Text.of(_last_exchange(told), spoken)
    search = Text.of(f"{asked.text.strip()} ({added})", spoken) if added else asked
    return search, exchange if exchange.text else None


def _last_question(questions: Sequence[Said], spoken: str) -> Text | None:
    """The last question, itself put as one that stands alone."""
    before: Text | None = None
    for said in questions:
        leans = before is not None and dependence(Utterance.of(said.text, telling_terms(before)))
        alone = resolved(said.text, before) if before is not None and leans else ""
        if alone:
            before = Text.of(alone, spoken)
        elif not leans or telling_terms(said.text):
            before = said.text
    return before


def _language(question: str, history: Sequence[Turn]) -> str:
    """Of the question with the user's last turn: "Und 2020?" alone is hard to tell."""
    asked = [turn.text for turn in history if turn.role == "user"]
    return language(" ".join([question, *asked[-1:]]))


def _informative(history: Sequence[Turn], spoken: str) -> list[Said]:
    """The turns without answers that say nothing ("I do not know"), and without what was asked in vain.

    The last question stays, answered or not: that is what a follow-up is most often about.
    """
    history = _without_talk(history)
    last = max((index for index, turn in enumerate(history) if turn.role == "user"), default=0)
    told: list[Turn] = []
    for index, turn in enumerate(history):
        if turn.role == "user" or not _refuses(turn.text, spoken):
            told.append(turn)
        elif index < last and told and told[-1].role == "user":
            told.pop()
    return [Said(turn, Text.of(turn.text, spoken)) for turn in told]


def _without_talk(history: Sequence[Turn]) -> list[Turn]:
    """The turns without remarks to Lectern and what it said to them."""
    kept: list[Turn] = []
    talked = False
    for turn in history:
        talked = small_talk(turn.text) is not None if turn.role == "user" else talked
        kept += [] if talked else [turn]
    return kept


def _refuses(answer: str, spoken: str) -> bool:
    # Lectern itself refuses in English.
    phrases = (*closed_classes(spoken).refusals, *closed_classes("en").refusals)
    folded = answer.casefold()
    return len(answer) < _ANSWER_CHARACTERS and any(phrase in folded for phrase in phrases)


def _last_exchange(told: Sequence[Said]) -> str:
    """The user's last question and what was answered to it."""
    start = max((i for i, said in enumerate(told) if said.turn.role == "user"), default=0)
    return " ".join(said.turn.text[:_ANSWER_CHARACTERS] for said in told[start:])
