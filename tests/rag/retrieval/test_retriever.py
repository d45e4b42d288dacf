import hashlib

import numpy as np
import pytest

from rag.language.text import Text
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question, Scope
from rag.retrieval.retriever import Retriever
from rag.settings import Retrieval
from rag.store.library import Library, NewDocument, chunk_id
from rag.values import Chunk, Page
from tests.fakes import FakeEmbeddings, TwoSpaces

TEXTS = {
    "dogs.txt": "dogs run far across the field",
    "cats.txt": "cats sleep long in the sun",
    "copy.txt": "Cats  sleep long in the sun",
    "birds.txt": "birds sing early over the field",
}


@pytest.fixture
def library(tmp_path):
    embedder = Embedder(FakeEmbeddings())
    library = Library.open(tmp_path)
    for name, text in TEXTS.items():
        sha = hashlib.sha256(text.encode()).hexdigest()
        chunk = Chunk(chunk_id(sha, 1, 0, text), 1, 0, len(text), text)
        new = NewDocument("Course", name, name, sha, "text/plain", len(text))
        library.add_document(
            new, [Page(1, text)], [chunk], embedder.encode([text]), embedder.fingerprint, None
        )
    yield library
    library.close()


def asked(search: str, collection: str, asked: str = "", context: str = "") -> Question:
    """A question that is searched for as `search`, and was asked as `asked` where that is given."""
    said = Text.of(context) if context else None
    return Question.made(search, Text.of(asked or search), Text.of(search), Scope(collection), context=said)


def retriever(library: Library, **settings) -> Retriever:
    return Retriever(library.search, Embedder(FakeEmbeddings()), Retrieval(**settings))


@pytest.mark.parametrize("settings", [{}, {"fusion": "rrf"}, {"alpha": 0.0}, {"alpha": 1.0}])
def test_the_right_passage_is_first_however_scores_are_fused(library, settings):
    found = retriever(library, **settings).retrieve(asked("dogs run far", "Course"))
    assert found[0].document == "dogs.txt" and found[0].rank == 1
    assert all(0 <= passage.score <= 1 for passage in found)
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


def test_scores_by_hand(library):
    # "dogs run far": 3 of the 6 words of the text, so the cosine is 3 / (sqrt(3) * sqrt(6)) = 0.7071
    # (no two of these words share a dimension); it is the best of both searches, so 1 after min-max.
    best = retriever(library).retrieve(asked("dogs run far", "Course"))[0]
    assert best.dense == pytest.approx(3 / np.sqrt(18), abs=1e-4)
    assert best.lexical is not None and best.lexical > 0
    assert best.score == pytest.approx(1.0)


# What is asked shares its words with the dogs and its meaning with the cats.
FELINE = {"dogs run far": "cats sleep long", "the field": "the field"}


def test_a_question_is_embedded_as_a_question(library):
    best = Retriever(library.search, Embedder(TwoSpaces(FELINE)), Retrieval(alpha=1.0))
    (first, *_) = best.retrieve(asked("dogs run far", "Course"))
    # "cats sleep long": 3 of the 6 words of the text, so 3 / (sqrt(3) * sqrt(6)).
    assert (first.document, first.dense) == ("cats.txt", pytest.approx(3 / np.sqrt(18), abs=1e-4))


def test_what_was_said_before_is_embedded_as_a_question_too(library):
    best = Retriever(library.search, Embedder(TwoSpaces(FELINE)), Retrieval(alpha=1.0))
    assert best.retrieve(asked("the field", "Course", context="dogs run far"))[0].document == "cats.txt"


def test_words_that_were_added_to_a_question_are_embedded_as_a_question_too(library):
    meant = {"the sun (birds)": "the sun", "birds": "cats sleep"}
    best = Retriever(library.search, Embedder(TwoSpaces(meant)), Retrieval(alpha=1.0))
    found = best.retrieve(asked("the sun (birds)", "Course", asked="birds"))
    assert found[0].document == "cats.txt"


def test_a_copy_of_the_same_words_is_shown_once(library):
    found = retriever(library).retrieve(asked("cats sleep", "Course"))
    assert [p.document for p in found if "sleep" in p.text] == ["cats.txt"]


def test_top_k_and_ranks(library):
    found = retriever(library, top_k=2).retrieve(asked("field", "Course"))
    assert [passage.rank for passage in found] == [1, 2]


def test_a_query_of_function_words_still_finds_something(library):
    assert retriever(library).retrieve(asked("what is it in the", "Course"))


def test_an_empty_collection_has_nothing(library):
    library.create_collection("Empty")
    assert retriever(library).retrieve(asked("dogs", "Empty")) == []


def test_the_context_decides_between_what_the_query_finds_alike(library):
    for said, expected in (("birds sing", "birds.txt"), ("dogs run", "dogs.txt")):
        assert retriever(library).retrieve(asked("the field", "Course", context=said))[0].document == expected


def test_words_added_to_a_question_count_less_than_its_own(library):
    # Of "dogs sing (birds)" alone, birds.txt has two words and dogs.txt one; with "dogs" asked for, both count twice.
    added = retriever(library, alpha=0.0)
    assert added.retrieve(asked("dogs far (birds)", "Course", asked="dogs far"))[0].document == "dogs.txt"
    once, twice = (
        added.retrieve(asked("dogs far (birds)", "Course", said))[0].lexical for said in ("", "dogs far")
    )
    assert once is not None and twice == pytest.approx(2 * once)


def test_in_a_conversation_meaning_counts_more(library, monkeypatch):
    # Half way from 0.2 to 1 is 0.6.
    inside = retriever(library, alpha=0.2).retrieve(asked("dogs sun", "Course", context="cats run"))
    monkeypatch.setattr("rag.retrieval.retriever._CONTEXT_ALPHA", 0.0)
    outside = retriever(library, alpha=0.6).retrieve(asked("dogs sun", "Course", context="cats run"))
    assert [(p.document, p.score) for p in inside] == [(p.document, pytest.approx(p.score)) for p in outside]


def test_a_dense_search_that_tells_nothing_apart_is_not_trusted(library, monkeypatch):
    # Half way between noise (0.7) and signal (1.1), the dense score counts half of alpha.
    monkeypatch.setattr(library.search, "contrast", lambda vector, best, collection: 0.9)
    half = retriever(library, alpha=0.8).retrieve(asked("cats sun", "Course"))
    monkeypatch.undo()
    whole = retriever(library, alpha=0.4).retrieve(asked("cats sun", "Course"))
    assert [(p.document, p.score) for p in half] == [(p.document, pytest.approx(p.score)) for p in whole]


@pytest.mark.parametrize("settings", [{}, {"fusion": "rrf"}])
def test_what_is_added_to_another_collection_changes_nothing(library, settings):
    _add_many(library, "Course", 60, "the field of dogs and birds")  # enough for the contrast to be measured
    follow_up = asked("sleep field", "Course", asked="who sleeps in the field", context="we spoke of the sun")
    questions = [asked("dogs run far", "Course"), asked("cats in the sun", "Course"), follow_up]
    found = retriever(library, **settings)
    before = [found.retrieve(question) for question in questions]
    _add_many(library, "Other", 80, "dogs dogs far away from every sun and cats")
    assert [found.retrieve(question) for question in questions] == before


def _add_many(library: Library, collection: str, count: int, text: str) -> None:
    embedder = Embedder(FakeEmbeddings())
    for number in range(count):
        words = f"{text} {number} {number % 7}"
        chunk = Chunk(chunk_id(f"{collection}{number}", 1, 0, words), 1, 0, len(words), words)
        new = NewDocument(collection, f"{number}.txt", "", f"{number}".rjust(64, "0"), "text/plain", 1)
        vectors = embedder.encode([words])
        library.add_document(new, [Page(1, words)], [chunk], vectors, embedder.fingerprint, None)
