"""What is shown where the server that writes fails, and who judged."""

import hashlib
from dataclasses import replace
from types import SimpleNamespace

import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from rag.answering.wording import BROKE_OFF, CUT, CUT_OFF, UNREACHED, reworded
from rag.assistant import Assistant
from rag.common.interruption import Interrupted
from rag.errors import ModelUnavailable
from rag.evidence.judge import Doubts
from rag.language.sentences import spans
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question
from rag.settings import Settings
from rag.store.library import Library, NewDocument, chunk_id
from rag.values import Answer, Chunk, Claim, Kind, Outcome, Page, Source, Task, Unit, Verdict
from rag.writing.composition import quoted
from tests.fakes import FakeChatModel, FakeEmbeddings
from tests.rag.examples import reading, sentence

TEXT = (
    "The GAN is a pair of two networks, of which one makes images and the other one tells them from real ones. "
    "The GAN was proposed by Ian Goodfellow in 2014. Its generator makes images."
)
FACT = "The GAN was proposed by Ian Goodfellow in 2014."


class BrokenChatModel(FakeChatModel):
    """Says the first words, then the server is gone."""

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        yield ChatGenerationChunk(message=AIMessageChunk(content="The GAN was "))
        raise ModelUnavailable("The connection to the server broke.")

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        raise ModelUnavailable("The connection to the server broke.")


class Believing:
    """Judges as a server does, and reads "2014"."""

    def judged(self, question, evidence, passages):
        return Doubts(tuple(0.05 if "2014" in one.text else 0.99 for one in evidence), "judge on gpu")

    def read(self, question, evidence):
        found = [(i, one.text.find("2014")) for i, one in enumerate(evidence) if "2014" in one.text]
        index, start = found[0] if found else (0, 0)
        return reading("2014" if found else "", start, sentence=index, p_answer=0.9)


QUESTIONS = [("When was the GAN proposed?", Believing()), ("Explain the GAN.", None)]
"""Each with its judge: one is worded from its short answer, the other one unit by unit."""


@pytest.fixture
def filled(library):
    embedder = Embedder(FakeEmbeddings())
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    chunk = Chunk(chunk_id(sha, 1, 0, TEXT), 1, 0, len(TEXT), TEXT, "GANs")
    new = NewDocument("Course", "gan.txt", "GANs", sha, "text/plain", len(TEXT))
    units = [Unit(Kind.PARAGRAPH, 1, *span) for span in spans(TEXT)]
    vectors = embedder.encode([TEXT[unit.start : unit.end] for unit in units])
    library.add_document(
        new, [Page(1, TEXT)], [chunk], embedder.encode([TEXT]), embedder.fingerprint, None, units, vectors
    )
    return library


def broken(library: Library, judge: Believing | None) -> Assistant:
    changes = {
        "answering.threshold": 0.0,
        "models.base_url": "http://127.0.0.1:9/v1",
        "models.generator": "m",
    }
    settings = Settings().changed_all(changes)
    return Assistant(library, Embedder(FakeEmbeddings()), BrokenChatModel(), settings, judge, Believing())


@pytest.mark.parametrize(("question", "judge"), QUESTIONS)
def test_without_a_fallback_the_question_fails_and_says_why(filled, question, judge):
    with pytest.raises(ModelUnavailable, match="broke"):
        broken(filled, judge).answer(question, "Course")


@pytest.mark.parametrize(("question", "judge"), QUESTIONS)
def test_with_one_the_words_of_the_material_stand_in_and_it_is_said(filled, question, judge, monkeypatch):
    monkeypatch.setenv("LECTERN_SERVER_FALLBACK", "local")
    answer = broken(filled, judge).answer(question, "Course")
    assert answer.outcome is Outcome.ANSWERED and answer.notice == UNREACHED
    assert {claim.source for claim in answer.claims} == {Source.EVIDENCE}
    assert answer.claims and all(claim.text in TEXT for claim in answer.claims)


def test_an_answer_says_who_judged(filled, monkeypatch):
    monkeypatch.setenv("LECTERN_SERVER_FALLBACK", "local")
    assert (
        broken(filled, Believing()).answer("When was the GAN proposed?", "Course").judged_by == "judge on gpu"
    )


UNITS = [sentence("One is told at length.", 1), sentence("Two is told at length.", 2, start=50)]


class EndsAfter:
    """Rewords the first `count` units, then raises."""

    def __init__(self, count, error):
        self.count, self.error = count, error

    def reworded(self, question, units, simpler):
        for unit in units[: self.count]:
            yield unit, Claim("Said.", Verdict.SUPPORTED, Source.MODEL, unit.citations())
        raise self.error


@pytest.mark.parametrize(
    ("count", "error", "notice"),
    [
        (0, ModelUnavailable("Gone."), UNREACHED),
        (1, ModelUnavailable("Gone."), BROKE_OFF),
        (0, Interrupted(), CUT.format(30)),
        (1, Interrupted(), CUT_OFF.format(30)),
    ],
)
def test_the_notice_says_whether_the_model_said_a_part_of_it(count, error, notice):
    answer = Answer("?", "?", Outcome.ANSWERED, "", tuple(map(quoted, UNITS)), evidence=tuple(UNITS))
    asked = SimpleNamespace(
        question=Question.of("Explain one."),
        during=lambda act: act(),
        clock=SimpleNamespace(lap=lambda name: None),
        watch=SimpleNamespace(stopped=False, seconds=30),
    )
    means = SimpleNamespace(rewriter=EndsAfter(count, error), quotes_instead=True)
    *_, told = reworded(means, asked, replace(answer, task=Task.EXPLAIN))
    assert told.notice == notice
    assert [claim.source for claim in told.claims].count(Source.MODEL) == count
