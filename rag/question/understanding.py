"""What a question is about, given the conversation: its search query without the language model.

A question that stands alone stays exactly as it is. One that depends on earlier turns is put as one that stands alone
where that is plain; else it gets the most salient words of the questions before it in brackets behind it, and retrieval
also gets `context`, the last exchange, which orders what the question itself leaves open.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.language.identify import language
from rag.language.tables import phrase
from rag.language.text import Text
from rag.question.about import AboutKind, about, points_at_document
from rag.question.clarification import request
from rag.question.closed_classes import closed_classes
from rag.question.conversation.dependence import dependence
from rag.question.conversation.leaning import Leaning, alone, leaning
from rag.question.conversation.pair import about_both, besides, pair_of
from rag.question.conversation.topic import Said, telling_terms
from rag.question.conversation.utterance import Utterance
from rag.question.length import bounded, bounded_turn, check_length
from rag.question.politeness import plain, without_courtesy
from rag.question.question import EVERYWHERE, Question, Scope
from rag.question.small_talk import small_talk
from rag.question.wanted.extent import extent_of, without_extent
from rag.question.wanted.sides import Sides
from rag.question.wanted.spelling import respelled_request
from rag.question.wanted.undone import names_nothing, undone_of
from rag.question.wanted.wish import WishKind, names_what_is_told, wish_of
from rag.question.wishing import wished, without_wishes
from rag.values import Task, Turn

_ANSWER_CHARACTERS = 500
_TURNS = 400  # of a conversation, the last ones: a question may lean on one that leans on one before it
_SHARES = {2: 0.6, 3: 0.45}  # of the words of an answer that each of two or three parts has


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
    history = [Turn(turn.role, bounded_turn(turn.text)) for turn in history[-_TURNS:]]
    read = bounded(text)
    spoken = _language(read, history)
    mended = respelled_request(read, spoken)
    if mended != read:
        return replace(_understood(mended, history, scope), text=text)
    talk = small_talk(read)
    if talk is not None:
        remark = Text.of(read, spoken)
        return Question.made(text, remark, remark, scope, talk=talk)
    wish = wish_of(read)
    before = _question_before(history) if wish is not None else None
    if wish is not None and before is not None:
        last, earlier = before
        meant = wished(understand(last, earlier, scope), wish, text, history)
        if meant is not None:
            return meant
        if wish.kind is WishKind.NTH and not wish.noun and not names_what_is_told(read):
            remark = Text.of(read, spoken)
            return Question.made(text, remark, remark, scope, request=phrase("frame", "no_item", spoken))
    undone = undone_of(without_courtesy(read), spoken)
    if undone is not None:
        meant = _of_topic(undone.topic, history, scope, spoken)
        return replace(meant, text=text, undone=undone.kind, places=False)
    ways = tuple(about(without_courtesy(without_extent(read, spoken))))
    if ways and ways[0].kind is AboutKind.WITHIN:
        of_page = understand(ways[0].topic, history, scope)
        return replace(of_page, text=text, extent=extent_of(read, spoken), within=ways[0])
    asked = plain(read, spoken)
    told = _informative(history, spoken)
    utterance = Utterance.of(asked, _spoken_of(told))
    missing = request(utterance)
    if missing:
        return Question.made(text, asked, asked, scope, request=missing, about=ways)
    rule = dependence(utterance) if utterance.said else ""
    leans = leaning(asked, told, spoken) if rule else Leaning(asked)
    question = Question.made(text, asked, leans.search, scope, leans.context, about=ways)
    question = _with_task(question, leans)
    return _comparing(question, told, spoken, rule == "bare") if told else question


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


def _of_topic(topic: str, history: Sequence[Turn], scope: Scope, spoken: str) -> Question:
    """The question for what a translation or a quiz is to be of: what it names, what that leans on, or by "this" what
    was asked about before."""
    while names_nothing(topic) and (before := _question_before(history)) is not None:
        last, history = before
        request = undone_of(without_courtesy(bounded_turn(last)), spoken)
        if request is None:
            return understand(last, history, scope)
        topic = request.topic
    return _understood(topic, history if _leans(topic, history, spoken) else (), scope)


def _leans(topic: str, history: Sequence[Turn], spoken: str) -> bool:
    """Whether what is named leans on the conversation ("its causes", "the second one"); alone it is a term."""
    said = _spoken_of(_informative(history, spoken))
    rule = dependence(Utterance.of(plain(topic, spoken), said)) if said else ""
    return wish_of(topic) is not None or rule not in ("", "fragment", "definite")


def _spoken_of(told: Sequence[Said]) -> frozenset[str]:
    """The terms of what was asked and of the last answer. What an answer before that brought in beside its topic is not
    spoken of any more: "the cloud" is no cloud of it."""
    asked = [said for said in told if said.turn.role == "user"]
    return frozenset(term for said in (*asked, *told[-1:]) for term in telling_terms(said.text))


def _with_task(question: Question, meant: Leaning) -> Question:
    """The question, which leans on another one, with the task of that where it says nothing of its own: "And the jury?"
    after "What does the judge do?". What is named and no more is explained."""
    if question.task is not Task.FACT:
        return question
    if meant.alone:
        own = Question.made(
            meant.search.text, question.asked, meant.search, question.scope, about=question.about
        )
        return replace(own, text=question.text, extent=question.extent, example=question.example)
    return replace(question, task=Task.EXPLAIN) if meant.other else question


def _comparing(question: Question, told: Sequence[Said], spoken: str, bare: bool) -> Question:
    """The question, about the two things asked about last where it compares something and does not say what."""
    if question.task is not Task.COMPARE or question.sides is not None:
        return question
    pair = pair_of(alone(told, spoken))
    both = about_both(question.asked, pair, bare) if pair else ""
    if not both:
        return question
    made = Question.made(
        question.text, question.asked, Text.of(both, spoken), question.scope, about=question.about
    )
    sides = made.sides or Sides(())
    return replace(made, sides=Sides((*pair, *besides(sides.names, pair)), sides.beside), parts=())


def _question_before(history: Sequence[Turn]) -> tuple[str, Sequence[Turn]] | None:
    """The user's last question that is no remark, and what was said before it; None where there is none."""
    for index in range(len(history) - 1, -1, -1):
        turn = history[index]
        if turn.role == "user" and small_talk(turn.text) is None:
            return turn.text, history[:index]
    return None


def _language(question: str, history: Sequence[Turn]) -> str:
    """Of the question with the user's last turn: "Und 2020?" alone is hard to tell."""
    asked = [turn.text for turn in history if turn.role == "user"]
    return language(" ".join([question, *asked[-1:]]))


def _informative(history: Sequence[Turn], spoken: str) -> list[Said]:
    """The turns without answers that say nothing ("I do not know"), and without what was asked in vain.

    The last question stays, answered or not: that is what a follow-up is most often about.
    """
    history = [_by_topic(turn, spoken) for turn in without_wishes(_without_talk(history))]
    last = max((index for index, turn in enumerate(history) if turn.role == "user"), default=0)
    told: list[Turn] = []
    for index, turn in enumerate(history):
        if turn.role == "user" or not _refuses(turn.text, spoken):
            told.append(turn)
        elif index < last and told and told[-1].role == "user":
            told.pop()
    return [Said(turn, Text.of(turn.text, spoken)) for turn in told]


def _by_topic(turn: Turn, spoken: str) -> Turn:
    """The turn; of one that asks for a quiz or a translation, what that was to be of."""
    request = undone_of(without_courtesy(turn.text), spoken) if turn.role == "user" else None
    return turn if request is None or names_nothing(request.topic) else Turn(turn.role, request.topic)


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
