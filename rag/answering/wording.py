"""The last stage: the answer in words, of the material or of a model, each checked."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.answering.asked import QuestionAsked
from rag.answering.means import Means
from rag.common.interruption import Interrupted
from rag.errors import ModelUnavailable
from rag.events import Delta
from rag.question.wanted.wish import WishKind
from rag.values import Answer, Evidence, Outcome, ShortAnswer
from rag.writing.composition import compose
from rag.writing.explaining.explanation import WORDS
from rag.writing.parts import paragraphs
from rag.writing.rewording.wording import Wording
from rag.writing.short_answer import short_answer

CUT = "Writing took longer than {:g} seconds, so the material's own words are shown."
UNREACHED = "The server that writes failed, so the material's own words are shown."
BROKE_OFF = "The server that writes failed in between, so some of it is in the material's own words."

CUT_OFF = "Writing took longer than {:g} seconds, so some of it is in the material's own words."

log = logging.getLogger(__name__)


def short_of(means: Means, asked: QuestionAsked, found: Sequence[Evidence]) -> ShortAnswer | None:
    """The short answer, if there is one and the reader is not interrupted."""
    reader = means.reader
    try:
        reading = asked.during(lambda: reader.read(asked.question, found)) if reader is not None else None
    except Interrupted:
        return None
    return short_answer(asked.question, found, reading)


def written(
    means: Means, asked: QuestionAsked, base: Answer, defined: Sequence[Evidence] = ()
) -> Iterator[Delta | Answer]:
    """The draft of an answer whose evidence passed the gate, then the answer as it was checked. `defined` is a
    definition with what goes on after it."""
    draft, ended, failed = "", asked.watch.over, False  # the reader may have been interrupted
    try:
        for piece in _draft(means, asked, base.evidence, base.short):
            asked.clock.lap("first_token")
            draft += piece
            yield Delta(piece)
    except Interrupted:
        ended = True
    except ModelUnavailable as error:
        failed = _passed_over(means, error)
        draft = ""  # of a sentence that broke off nothing is taken
    composed = compose(draft, base.evidence, base.short, means.checker, defined)
    yield replace(
        base,
        text=composed.text,
        claims=composed.claims,
        parts=paragraphs(composed.claims, base.evidence),
        notice=_notice(asked, composed.notice, ended, failed),
        stopped=asked.watch.stopped,
    )


def is_reworded(means: Means, answer: Answer) -> bool:
    """Whether the model says an answer in its words."""
    return means.rewriter is not None and answer.task in WORDS and answer.outcome is Outcome.ANSWERED


def reworded(means: Means, asked: QuestionAsked, answer: Answer) -> Iterator[Delta | Answer]:
    """An answer at length in the words of the model, where there is one that words well; sentences as they come."""
    rewriter = means.rewriter
    if rewriter is None or not is_reworded(means, answer):
        yield answer
        return
    question = asked.question
    simpler = question.wish is not None and question.wish.kind is WishKind.SIMPLER
    wording = Wording(answer, question.search.text, simpler)
    sentences = wording.sentences(rewriter)
    ended = failed = False
    try:
        while (sentence := asked.during(lambda: next(sentences, None))) is not None:
            asked.clock.lap("first_token")
            yield Delta(f"{sentence} ")
    except Interrupted:
        ended = True
    except ModelUnavailable as error:
        failed = _passed_over(means, error)
    said = wording.answer()
    partly = not set(said.claims) <= set(answer.claims)
    notice = _notice(asked, answer.notice, ended, failed, partly)
    yield replace(said, notice=notice, stopped=asked.watch.stopped)


def _draft(
    means: Means, asked: QuestionAsked, found: Sequence[Evidence], short: ShortAnswer | None
) -> Iterator[str]:
    """Pieces of the draft as they come. Raises Interrupted."""
    sure = short if short is not None and short.sure else None
    if means.writer is None or not means.settings.answering.write:
        return
    if sure is None and means.settings.models.small:
        return
    pieces = means.writer.write(asked.question, found, sure)
    while (piece := asked.during(lambda: next(pieces, None))) is not None:
        yield piece


def _passed_over(means: Means, error: ModelUnavailable) -> bool:
    """True, where the answer does without the model that writes; else the error is raised."""
    if not means.quotes_instead:
        raise error
    log.warning("%s The material's own words are shown instead.", error)
    return True


def _notice(asked: QuestionAsked, notice: str, ended: bool, failed: bool, partly: bool = False) -> str:
    """`partly`: whether the model had said something before it failed, or its time was over."""
    if failed:
        return BROKE_OFF if partly else UNREACHED
    if ended and not asked.watch.stopped:
        return (CUT_OFF if partly else CUT).format(asked.watch.seconds)
    return notice
