"""The bench over a corpus of two documents, with the assistant of conftest.py."""

import pytest

from evaluation.bench.baseline import PlainPipeline
from evaluation.bench.bench import Options, Parts, bench
from evaluation.bench.corpus import library_folder
from evaluation.bench.dataset import Dataset, DatasetQuestion
from evaluation.bench.quotes import exact_quotes
from evaluation.metrics.citations import PageSpan
from evaluation.reports.table import bench_table
from evaluation.runs.gold import Gold
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Citation
from tests.evaluation.conftest import TEXTS, TREES, WHALES, SentenceAssistant, fake_embedder
from tests.fakes import FakeChatModel, TwoSpaces

QUESTIONS = (
    DatasetQuestion(
        "1",
        "What is the largest animal?",
        Gold(("blue whale",), frozenset({"whales.txt"}), spans=(PageSpan("whales.txt", 1, 4, 14),)),
        "whales.txt",
    ),
    DatasetQuestion(
        "2",
        "When was the oldest oak planted?",
        Gold(("1350",), frozenset({"trees.txt"}), spans=(PageSpan("trees.txt", 2, 30, 34),)),
        "trees.txt",
    ),
    # The tree is in the corpus, and not in the document that was asked about.
    DatasetQuestion("3", "When was the oldest oak planted?", Gold(answerable=False), "whales.txt"),
)
DATASET = Dataset("nature", TEXTS, QUESTIONS, "0" * 64)


def quiet(*_args):
    pass


@pytest.fixture
def parts(tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path / "cache"))

    def open_assistant(folder, settings):
        return SentenceAssistant(Library.open(folder), fake_embedder(), settings)

    return Parts(fake_embedder(), Settings(), open_assistant, FakeChatModel(reply="The blue whale."))


def test_retrieval_alone(parts):
    report, asked = bench(DATASET, parts, Options(retrieval_only=True), quiet)
    assert asked == {} and "streets" not in report
    assert report["retrieval"]["recall@1"]["value"] == 1
    assert report["retrieval"]["recall@1"]["count"] == 2
    assert (report["documents"], report["chunks"], report["questions"]) == (2, 3, 3)


def test_both_streets(parts):
    report, asked = bench(DATASET, parts, Options(), quiet)
    whole, context = report["streets"]["whole"], report["streets"]["context"]
    assert whole["scores"]["contains"]["value"] == 1 and whole["scores"]["contains"]["count"] == 2
    assert whole["scores"]["citation_hit"]["value"] == 1
    assert whole["abstention"]["wrongly_answered"]["value"] == 1
    assert context["abstention"]["wrongly_answered"]["value"] == 0
    assert context["abstention"]["balanced_accuracy"]["value"] == 1
    assert context["figures"]["right"]["value"] == context["figures"]["weighted_score"]["value"] == 1
    assert context["outcomes"]["right"] == 3
    assert context["abstention"]["counts"]["unanswerable"] == {"answered": 0, "unsure": 0, "silent": 1}
    # a citation and the evidence of each of three answers
    assert whole["quote_exact"] == {"quotes": 6, "exact": 6, "share": 1}
    assert whole["verdicts"] == {"evidence": {"claims": 3, "supported": 1}}
    times = {"median": 0.03, "low": 0.03, "high": 0.03, "p90": 0.03, "count": 3}
    assert whole["seconds"]["total"] == times
    assert [row.question.id for row in asked["context"]] == ["1", "2", "3"]


def test_one_street_and_the_plain_pipeline(parts):
    report, asked = bench(DATASET, parts, Options(context=False, baseline=True), quiet)
    assert list(asked) == ["whole", "plain"]
    plain = report["streets"]["plain"]
    assert plain["scores"]["contains"]["value"] == 1 / 2
    assert plain["scores"]["sentence@1"] is None
    assert plain["abstention"]["wrongly_answered"]["value"] == 1
    assert plain["retrieval"]["hit@3"]["value"] == 1
    text = bench_table(report)
    assert "whole" in text and "plain" in text and "expected words in the answer" in text
    report, asked = bench(DATASET, parts, Options(context=True), quiet)
    assert list(asked) == ["context"]


def test_the_library_is_kept_and_made_anew_when_asked(parts, monkeypatch):
    folder = library_folder(DATASET, parts.embedder, 200, quiet)
    (folder / "mark").touch()
    assert library_folder(DATASET, parts.embedder, 200, quiet) == folder and (folder / "mark").exists()
    assert library_folder(DATASET, parts.embedder, 200, quiet, fresh=True) == folder
    assert not (folder / "mark").exists()
    assert library_folder(DATASET, parts.embedder, 100, quiet) != folder
    other = Dataset("nature", TEXTS, QUESTIONS, "1" * 64)
    assert library_folder(other, parts.embedder, 200, quiet) != folder


def test_a_build_that_fails_leaves_nothing_to_be_taken_for_whole(parts, monkeypatch):
    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr(Library, "save_vectors", broken)
    with pytest.raises(RuntimeError):
        library_folder(DATASET, parts.embedder, 200, quiet)
    monkeypatch.undo()


class TestPlain:
    def test_questions_are_embedded_as_questions(self, monkeypatch):
        monkeypatch.setattr("evaluation.bench.baseline.TOP_K", 1)
        # It shares its words with the whales and its meaning with the oldest oak.
        embedder = Embedder(TwoSpaces({QUESTIONS[0].text: "The oldest oak was planted in Sweden"}))
        answer, _ = PlainPipeline(TEXTS, embedder, FakeChatModel()).ask(QUESTIONS[0])
        assert [(p.document, p.page) for p in answer.passages] == [("trees.txt", 2)]

    def test_sources_are_its_citations(self):
        model = FakeChatModel(reply="I don't know.")
        answer, citations = PlainPipeline(TEXTS, fake_embedder(), model).ask(QUESTIONS[0])
        assert answer.abstained and answer.text == "I don't know."
        assert {(c.document, c.page, c.start, c.end, c.quote) for c in citations} == {
            ("whales.txt", 1, 0, len(WHALES), WHALES),
            ("trees.txt", 1, 0, len(TREES[0]), TREES[0]),
            ("trees.txt", 2, 0, len(TREES[1]), TREES[1]),
        }
        assert answer.seconds.first_token is not None
        assert WHALES in str(model.prompts[-1])


class TestQuotes:
    def test_word_for_word_or_not(self, library):
        key = library.find_document("nature", name="whales.txt").id

        def quote(text, start=0, page=1, document=key):
            return Citation(document, "whales.txt", page, start, start + len(text), text, 1.0)

        right = quote("The blue whale")
        wrong = [
            quote("The green"),
            quote("blue whale"),
            quote("The", page=2),
            quote("The", document=99),
            quote(""),
        ]
        assert exact_quotes(library, [right]) == {"quotes": 1, "exact": 1, "share": 1}
        assert exact_quotes(library, [right, *wrong]) == {"quotes": 6, "exact": 1, "share": 1 / 6}
        assert exact_quotes(library, [])["share"] is None
