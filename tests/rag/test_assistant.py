import hashlib
import threading
import time
from dataclasses import fields
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage

from rag.assistant import ONLY_ATTACHED, Assistant
from rag.common.interruption import check
from rag.errors import EmbedderMismatch, LecternError, QuestionTooLong, UnknownCollection
from rag.events import STOPPED, Delta, EvidenceFound
from rag.evidence.judge import Doubts
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.library import Library, NewDocument, chunk_id
from rag.store.reembedding import reembed
from rag.values import Answer, Chunk, Outcome, Page, Source, Turn, Verdict
from rag.values.people import ALONE, NOBODY
from tests.fakes import FakeChatModel, FakeEmbeddings, TwoSpaces
from tests.rag.examples import reading, said

TEXT = "The GAN has two networks. The GAN was proposed by Ian Goodfellow in 2014. Its generator makes images."
FACT = "The GAN was proposed by Ian Goodfellow in 2014."


class FakeReader:
    """Reads "2014" where it stands, and doubts every sentence where it does not."""

    def judged(self, question, evidence, passages):
        return Doubts(
            tuple(0.05 if "2014" in s.text and "2014" not in question.text else 0.99 for s in evidence)
        )

    def read(self, question, evidence):
        for index, sentence in enumerate(evidence):
            start = sentence.text.find("2014")
            if start >= 0 and "2014" not in question.text:
                return reading("2014", start, sentence=index, p_answer=0.9)
        return reading("", p_answer=0.01)


@pytest.fixture
def library(tmp_path):
    library = Library.open(tmp_path)
    yield library
    library.close()


def fill(library: Library) -> None:
    embedder = Embedder(FakeEmbeddings())
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    chunk = Chunk(chunk_id(sha, 1, 0, TEXT), 1, 0, len(TEXT), TEXT, "GANs")
    new = NewDocument("Course", "gan.txt", "GANs", sha, "text/plain", len(TEXT))
    library.add_document(new, [Page(1, TEXT)], [chunk], embedder.encode([TEXT]), embedder.fingerprint, None)


def assistant(
    library: Library,
    reply: str | None = FACT,
    threshold: float = 0.0,
    unsure: float = 0.0,
    evidence: int = 5,
) -> Assistant:
    settings = Settings().changed("answering.threshold", threshold).changed("answering.unsure", unsure)
    settings = settings.changed("answering.prompt_sentences", min(3, evidence))
    settings = settings.changed("answering.evidence", evidence)
    model = None if reply is None else FakeChatModel(reply=reply)
    return Assistant(library, Embedder(FakeEmbeddings()), model, settings, FakeReader(), FakeReader())


def test_evidence_comes_before_the_model_writes(library):
    fill(library)
    events = list(assistant(library).ask("When was the GAN proposed?", "Course"))
    kinds = [type(event) for event in events]
    assert kinds[0] is EvidenceFound and kinds[-1] is Answer
    assert kinds.index(Delta) > kinds.index(EvidenceFound)
    assert events[0].evidence[0].text == FACT
    assert "".join(e.text for e in events if isinstance(e, Delta)) == FACT


def test_the_page_of_the_answer_before_is_named(library):
    fill(library)
    asked = Turn("user", "When was the GAN proposed?")
    answer = assistant(library).answer("Which page is that on?", "Course", [asked, Turn("assistant", FACT)])
    assert answer.text == f"It stands here:\ngan.txt, page 1: {FACT} [1]"
    assert answer.question == "Which page is that on?" and answer.claims[0].citations[0].quote == FACT
    silent = assistant(library, threshold=1.0, unsure=1.0)
    none = silent.answer("Which page is that on?", "Course", [Turn("user", "Who?"), Turn("assistant", "?")])
    assert none.outcome is Outcome.SILENT and none.text == said("no_places")


def test_the_judge_reads_more_sentences_than_are_shown(library):
    fill(library)
    street = assistant(library, evidence=1)
    first, judged, *_ = street.ask("Its generator makes which images?", "Course")
    # the reader that is faked here believes in the sentence with 2014 alone
    assert [e.text for e in first.evidence] == ["Its generator makes images."]
    assert [e.text for e in judged.evidence] == [FACT]


def test_a_carried_draft_is_the_answer_with_exact_citations(library):
    fill(library)
    answer = assistant(library).answer("When was the GAN proposed?", "Course")
    (claim,) = answer.claims
    assert (claim.source, claim.verdict) == (Source.MODEL, Verdict.SUPPORTED)
    assert answer.short is not None and answer.short.text == "2014"
    page = library.page(answer.passages[0].document_id, 1).text
    for cited in (*claim.citations, answer.short.citation):
        assert page[cited.start : cited.end] == cited.quote


@pytest.mark.parametrize(
    "model",
    [FakeListChatModel(responses=[FACT]), GenericFakeChatModel(messages=iter([AIMessage(FACT)]))],
    ids=["letter by letter", "word by word"],
)
def test_any_chat_model_of_langchain_writes(library, model):
    fill(library)
    settings = Settings().changed("answering.threshold", 0.0)
    street = Assistant(library, Embedder(FakeEmbeddings()), model, settings, FakeReader(), FakeReader())
    *_, answer = events = list(street.ask("When was the GAN proposed?", "Course"))
    assert "".join(event.text for event in events if isinstance(event, Delta)) == FACT
    assert [(claim.text, claim.source) for claim in answer.claims] == [(FACT, Source.MODEL)]


def test_an_invented_draft_never_gets_through(library):
    fill(library)
    answer = assistant(library, "It was proposed by Elon Musk in 1999.").answer("When was the GAN proposed?")
    assert "Musk" not in answer.text and "1999" not in answer.text
    assert [claim.source for claim in answer.claims] == [Source.EVIDENCE]
    assert answer.notice


def test_below_both_thresholds_it_is_silent_and_the_model_is_not_called(library):
    fill(library)
    street = assistant(library, threshold=1.0, unsure=1.0)
    events = list(street.ask("Who painted the Mona Lisa?", "Course"))
    answer = events[-1]
    assert (
        answer.outcome is Outcome.SILENT
        and answer.text == said("not_found").format("Mona Lisa")
        and not answer.claims
    )
    assert answer.evidence  # the nearest pages are still shown
    assert not any(isinstance(event, Delta) for event in events)


def test_between_the_thresholds_it_shows_two_places_and_the_model_is_not_called(library):
    fill(library)
    events = list(assistant(library, threshold=1.0, unsure=0.0).ask("When was the GAN proposed?", "Course"))
    answer = events[-1]
    assert answer.outcome is Outcome.UNSURE and answer.text.startswith(said("unsure"))
    assert len(answer.claims) == 2 and answer.claims[0].text == FACT and answer.short is None
    assert all(claim.source is Source.EVIDENCE for claim in answer.claims)
    assert not any(isinstance(event, Delta) for event in events)


def test_without_a_model_the_evidence_is_the_answer(library):
    fill(library)
    answer = assistant(library, reply=None).answer("When was the GAN proposed?")
    assert answer.text == FACT and answer.seconds.first_token is None


def test_a_stop_keeps_what_is_there(library):
    fill(library)
    stop = threading.Event()
    reply = FACT + " It has" + " more" * 50
    events = []
    for event in assistant(library, reply).ask("When was the GAN proposed?", "Course", stop=stop):
        events.append(event)
        if isinstance(event, Delta) and "It" in event.text:
            stop.set()
    answer = events[-1]
    assert answer.stopped and answer.text == FACT


def test_an_empty_library_says_so(library):
    answer = assistant(library).answer("When?" + " was the GAN proposed?")
    assert answer.abstained and answer.text == said("empty")


def test_an_unknown_collection_is_an_error(library):
    fill(library)
    with pytest.raises(UnknownCollection):
        assistant(library).answer("When was the GAN proposed?", "Chemistry")


def test_another_embedders_library_is_refused(library):
    fill(library)
    reembed(library, "other", lambda texts: Embedder(FakeEmbeddings()).encode(texts))
    with pytest.raises(EmbedderMismatch):
        assistant(library).answer("When was the GAN proposed?")


def test_a_follow_up_is_searched_for_what_it_means(library):
    fill(library)
    history = [Turn("user", "What is the GAN?"), Turn("assistant", "The GAN has two networks.")]
    answer = assistant(library).answer("When was it proposed?", history=history)
    assert "GAN" in answer.search_query and answer.question == "When was it proposed?"


def test_no_question_is_ever_embedded_as_a_document(library):
    fill(library)
    asked, stored = [], []

    class Heard(TwoSpaces):
        def embed_query(self, text):
            asked.append(text)
            return FakeEmbeddings().embed_query(text)

        def embed_documents(self, texts):
            stored.extend(texts)
            return super().embed_documents(texts)

    heard = Embedder(Heard({}), Embedder(FakeEmbeddings()).fingerprint)
    street = Assistant(library, heard, FakeChatModel(reply=FACT), Settings(), FakeReader(), FakeReader())
    history = [Turn("user", "What is the GAN?"), Turn("assistant", "The GAN has two networks.")]
    answer = street.answer("What are the advantages?", history=history)
    assert answer.search_query != answer.question
    assert {"What are the advantages?", answer.search_query} <= set(asked)
    assert FACT in stored and not set(asked) & set(stored)


def test_only_the_chosen_documents_are_searched(library):
    fill(library)
    answer = assistant(library).answer("When was the GAN proposed?", document_ids=frozenset({999}))
    assert answer.abstained and answer.passages == ()


class Stopping:
    """A judge and reader that stops the question, or waits, when it is asked to read."""

    def __init__(self, stage: str, act) -> None:
        self._stage, self._act, self._plain = stage, act, FakeReader()

    def judged(self, *given):
        return self._then("judge", lambda: self._plain.judged(*given))

    def read(self, *given):
        return self._then("read", lambda: self._plain.read(*given))

    def _then(self, stage, work):
        if stage == self._stage:
            self._act()
            check()
        return work()


def interrupted(library, stage, act, seconds=120.0) -> Assistant:
    settings = Settings().changed("answering.threshold", 0.0)
    settings = replace_seconds(settings, seconds)
    fake = Stopping(stage, act)
    return Assistant(library, Embedder(FakeEmbeddings()), FakeChatModel(reply=FACT), settings, fake, fake)


def replace_seconds(settings: Settings, seconds: float) -> Settings:
    """Settings with a time limit that is shorter than a person may choose."""
    answering = settings.answering.model_copy(update={"seconds": seconds})
    return settings.model_copy(update={"answering": answering})


def test_a_stop_before_anything_is_known_to_answer_says_so(library):
    fill(library)
    stop = threading.Event()
    events = []
    with pytest.raises(LecternError, match=STOPPED):
        for event in interrupted(library, "judge", stop.set).ask("When was the GAN proposed?", stop=stop):
            events.append(event)
    assert [type(event) for event in events] == [EvidenceFound]  # what was found had been shown
    with pytest.raises(LecternError, match=STOPPED):
        list(assistant(library).ask("When was the GAN proposed?", stop=stop))


def test_a_stop_of_the_reader_leaves_the_materials_own_words(library):
    fill(library)
    stop = threading.Event()
    *_, answer = interrupted(library, "read", stop.set).ask("When was the GAN proposed?", stop=stop)
    assert answer.stopped and answer.short is None and answer.notice == ""
    assert (answer.claims[0].text, answer.claims[0].source) == (FACT, Source.EVIDENCE)


def test_a_question_that_takes_too_long_is_given_up_in_plain_words(library):
    fill(library)
    late = interrupted(library, "judge", lambda: time.sleep(0.3), seconds=0.25)
    with pytest.raises(LecternError, match=r"took longer than 0\.25 seconds .* answering\.seconds"):
        late.answer("When was the GAN proposed?")


def test_where_only_the_writing_takes_too_long_the_materials_own_words_are_shown(library):
    fill(library)
    answer = interrupted(library, "read", lambda: time.sleep(1.6), seconds=1.5).answer(
        "When was the GAN proposed?"
    )
    assert not answer.abstained and not answer.stopped
    assert [claim.source for claim in answer.claims][:1] == [Source.EVIDENCE]
    assert answer.notice.startswith("Writing took longer than 1.5 seconds")


def test_the_search_is_stopped_between_two_batches(library):
    fill(library)
    stop = threading.Event()

    class Slow(FakeEmbeddings):
        def embed_documents(self, texts):
            stop.set()
            return super().embed_documents(texts)

    street = Assistant(library, Embedder(Slow(), "FakeEmbeddings--64", 64), None, Settings())
    with pytest.raises(LecternError, match=STOPPED):
        list(street.ask("When was the GAN proposed?", stop=stop))


@pytest.mark.parametrize("question", ["a" * 100_000, "a" + "\u0301" * 20_000, "why " * 600])
def test_a_question_without_measure_is_refused_before_anything_is_computed(library, question):
    fill(library)

    class Untouched(FakeEmbeddings):
        def embed_documents(self, texts):
            raise AssertionError("a model was asked")

        embed_query = embed_documents

    street = Assistant(library, Embedder(Untouched(), "x", 64), None, Settings())
    with pytest.raises(QuestionTooLong, match="at most 2,000"):
        street.answer(question)


def test_seen_by_another_it_knows_what_they_read_and_keeps_every_part(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    whole = Assistant(library, Embedder(FakeEmbeddings()), FakeChatModel(), Settings())
    seen = whole.seen_by(NOBODY)
    assert (seen.library.asker, seen.retriever is whole.retriever) == (NOBODY, False)
    for part in fields(whole._means):
        if part.init and part.name not in ("library", "retriever"):
            assert getattr(seen._means, part.name) is getattr(whole._means, part.name)
    assert seen._means.library is seen.library and whole.seen_by(ALONE) is whole
    library.close()


def test_a_question_of_one_page_is_answered_from_it_alone(library):
    embedder = Embedder(FakeEmbeddings())
    texts = ["The GAN was proposed in 2014 by Ada.", "The GAN was proposed in Rome, so they say, in 2014."]
    pages = [Page(number, text, "pdfium", label=str(number + 10)) for number, text in enumerate(texts, 1)]
    chunks = [Chunk(f"{p.number:024}", p.number, 0, len(p.text), p.text) for p in pages]
    new = NewDocument("Course", "gan.pdf", "GANs", "0" * 64, "application/pdf", 1)
    library.add_document(new, pages, chunks, embedder.encode(texts), embedder.fingerprint, None)
    street = assistant(library, reply=None)
    for label, number in (("11", 1), ("12", 2)):
        answer = street.answer(f"On page {label}, when was the GAN proposed?", "Course")
        assert {passage.page for passage in answer.passages} == {number} and answer.notice == ""
    everywhere = street.answer("When was the GAN proposed on page 40?", "Course")
    assert {passage.page for passage in everywhere.passages} == {1, 2}
    assert everywhere.notice == "No document has a page 40, so all of the material was searched."
    of_one = street.answer("On page 40 of gan.pdf, when was the GAN proposed?", "Course")
    assert of_one.notice == "I found no page 40 of “gan.pdf”, so all of the material was searched."


def test_it_says_where_only_what_was_attached_was_searched(library):
    fill(library)
    (document,) = library.documents()
    doubting = assistant(library, threshold=1.0, unsure=1.0)

    def notice(question: str) -> str:
        *_, last = doubting.ask(question, "Course", attached=frozenset({document.id}))
        assert isinstance(last, Answer) and last.outcome is Outcome.SILENT
        return last.notice

    assert notice("What does this paper say about the GAN?").startswith(ONLY_ATTACHED)
    assert ONLY_ATTACHED not in notice("When was the GAN proposed?")
