"""Words are weighed over the collection that is asked, as FTS5 weighs them over a whole index."""

import hashlib
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from math import log
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from rag.language.words import terms
from rag.store import schema
from rag.store.index.bm25 import bm25
from rag.store.index.chunk_sets import ChunkSets
from rag.store.index.tokenizer import Tokenizer
from rag.store.library import Library, NewDocument, chunk_id
from rag.store.schema import CREATE_TERMS
from rag.values import Chunk, Document, Page
from tests.rag.store.stores import Stores

# Numbers with points, a fraction, accents, ligatures, Chinese, Korean, Arabic, and a sign between characters.
TEXT = (
    "the the the of model models 3.4 3.41 4 3 1,5 1.3.4 ½ naïve Straße ﬁeld résumé GPT 2019 co-author e.g. café's "
    "x² 数据模型 データ・モデル 데이터 البيانات"
)
WORDS = TEXT.split()


@pytest.fixture
def library(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    library = stores.open(tmp_path / "library")
    yield library
    library.close()


def add(
    library: Library, name: str, texts: Sequence[str], collection: str = "Course", header: str = ""
) -> Document:
    """A document with a chunk for each text."""
    sha = hashlib.sha256("".join(texts).encode()).hexdigest()
    chunks = [Chunk(chunk_id(sha, 1, i, text), 1, 0, len(text), text, header) for i, text in enumerate(texts)]
    new = NewDocument(collection, name, name, sha, "text/plain", 1)
    vectors = np.ones((len(chunks), 1), dtype=np.float32)
    return library.add_document(new, [Page(1, " ".join(texts))], chunks, vectors, "fake", None)


def by_fts5(library: Library, asked: Sequence[str], limit: int) -> dict[int, float]:
    """What FTS5's own bm25() says of the whole library, in an index that it makes of what is in there."""
    query = " OR ".join(f'"{term}"' for term in dict.fromkeys(asked))
    chunk = schema.chunks.c
    with library.database.read() as connection:
        chunks = connection.execute(select(chunk.key, chunk.header, chunk.text)).all()
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute(CREATE_TERMS)
        rows = [(key, " ".join(terms(header)), " ".join(terms(text))) for key, header, text in chunks]
        index.executemany("INSERT INTO chunk_terms (rowid, header, body) VALUES (?, ?, ?)", rows)
        found = index.execute(
            "SELECT rowid, bm25(chunk_terms, 0.6, 1.0) AS score FROM chunk_terms WHERE chunk_terms MATCH ? "
            "ORDER BY score, rowid LIMIT ?",
            (query, limit),
        )
        return {key: -score for key, score in found}


def some_text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def assert_same(found: dict[int, float], expected: dict[int, float]) -> None:
    assert found == pytest.approx(expected, abs=1e-6, rel=1e-6)
    assert [round(score, 6) for score in found.values()] == [round(score, 6) for score in expected.values()]


def test_bm25_by_hand() -> None:
    # Three texts of 2, 4 and 6 tokens, 4 on average; the term stands once in the second and twice in the third.
    # idf = ln((3 - 2 + 0.5) / (2 + 0.5)) < 0, so 1e-6; 1.2 * (0.25 + 0.75 * 4 / 4) = 1.2, with 6 / 4 it is 1.65.
    # Another stands once in the first: idf = ln(2.5 / 1.5), and 1.2 * (0.25 + 0.75 * 2 / 4) = 0.75.
    terms = [(np.array([1, 2]), np.array([1, 2])), (np.array([0]), np.array([1]))]
    scores = bm25(terms, np.array([2, 4, 6]))
    assert scores == pytest.approx([log(2.5 / 1.5) * 2.2 / 1.75, 1e-6 * 2.2 / 2.2, 1e-6 * 4.4 / 3.65])


def test_bm25_of_nothing() -> None:
    assert len(bm25([], np.empty(0))) == 0
    assert bm25([], np.array([3])) == pytest.approx([0])


@pytest.mark.parametrize(
    ("term", "tokens"),
    [
        ("model", ("model",)),
        ("3.4", ("3", "4")),
        ("数据", ("数据",)),
        ("タ・", ("タ",)),
        ("・", ()),
        ("naive", ("naive",)),
    ],
)
def test_terms_are_split_as_the_index_splits_them(term: str, tokens: tuple[str, ...]) -> None:
    assert Tokenizer().tokens(term) == tokens


@pytest.mark.parametrize("seed", range(6))
def test_a_library_of_one_collection_scores_as_fts5_does(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(12):
        texts = [some_text(chance, chance.randint(1, 40)) for _ in range(chance.randint(1, 5))]
        add(
            library, f"{chance.randint(0, 8)}.txt", texts, header=some_text(chance, number % 4)
        )  # some replaced
    library.remove_document(chance.choice(library.documents()).id)
    for _ in range(15):
        asked = terms(some_text(chance, chance.randint(1, 6)))
        for limit in (3, 1000):
            for collection in ("Course", None):
                assert_same(library.search.lexical(asked, limit, collection), by_fts5(library, asked, limit))


def test_scores_on_the_edge_of_the_idf_are_those_of_fts5(library: Library) -> None:
    for number in range(8):  # dogs in all, cats in half, and birds in one of the texts
        add(
            library,
            f"{number}.txt",
            [f"dog{' cat' * (number % 2)}{' bird' * (number == 0)} {'and ' * number}"],
        )
    for asked in (["dog"], ["cat"], ["bird"], ["dog", "cat", "bird"]):
        found = library.search.lexical(asked, 10)
        assert_same(found, by_fts5(library, asked, 10))
        assert all(score > 0 for score in found.values())
    assert len(library.search.lexical(["dog"], 10)) == 8


def test_a_document_in_another_collection_changes_no_score(library: Library) -> None:
    chance = random.Random(1)
    texts = [some_text(chance, 20) for _ in range(10)]
    add(library, "a.txt", texts, "Course")
    asked = terms("the model 3.4 数据模型 naïve GPT")
    alone = library.search.lexical(asked, 100, "Course")
    assert len(alone) == 10
    other = add(library, "b.txt", [some_text(chance, 60) for _ in range(40)], "Other")
    assert library.search.lexical(asked, 100, "Course") == alone
    assert library.search.lexical(asked, 100) != alone
    library.remove_document(other.id)
    assert library.search.lexical(asked, 100, "Course") == alone == library.search.lexical(asked, 100)


def test_a_collection_scores_as_if_it_were_alone(library: Library, stores: Stores, tmp_path: Path) -> None:
    chance = random.Random(2)
    alone = stores.open(tmp_path / "alone")
    for number in range(6):
        texts = [some_text(chance, 20) for _ in range(3)]
        add(library, f"{number}.txt", texts, "Course")
        add(alone, f"{number}.txt", texts, "Course")
        add(library, f"{number}.txt", [some_text(chance, 30)], "Other")
    asked = terms(some_text(chance, 5))
    scores = list(library.search.lexical(asked, 100, "Course").values())
    assert scores == pytest.approx(list(alone.search.lexical(asked, 100, "Course").values()))
    alone.close()


def test_what_comes_and_goes_is_weighed_as_if_all_was_read_anew(library: Library, stores: Stores) -> None:
    chance = random.Random(4)
    asked = terms("the model 3.4 naïve GPT")
    for number in range(25):
        if number % 4 == 3:
            library.remove_document(chance.choice(library.documents()).id)
        texts = [some_text(chance, chance.randint(1, 30)) for _ in range(chance.randint(1, 4))]
        add(library, f"{chance.randint(0, 6)}.txt", texts)  # some replaced
        fresh = stores.open(library.folder)
        assert library.search.lexical(asked, 100) == fresh.search.lexical(asked, 100)
        fresh.close()


def test_an_older_state_is_read_whole_after_a_newer_one(library: Library) -> None:
    first = add(library, "a.txt", ["dogs run", "dogs and cats run"])
    sets = ChunkSets()
    with library.database.read() as before:
        before.exec_driver_sql(
            "SELECT value FROM meta"
        ).all()  # from here on it sees the library as it is now
        library.remove_document(first.id)
        add(library, "b.txt", ["birds", "birds fly far away"])
        with library.database.read() as now:
            assert sets.get(now, None).lengths.tolist() == [1, 4]
        assert sets.get(before, None).lengths.tolist() == [2, 4]


def test_the_chunks_of_some_documents_are_those_of_now(library: Library) -> None:
    first, second = add(library, "a.txt", ["dogs run"]), add(library, "b.txt", ["cats sleep", "birds fly"])
    sets = ChunkSets()

    def keys(*documents: Document) -> list[int]:
        with library.database.read() as connection:
            every = sets.get(connection, None)
            found = sets.of_documents(every, frozenset(one.id for one in documents))
            assert sets.of_documents(every, frozenset(one.id for one in documents)) is found
            return found.keys.tolist()

    assert (keys(first), keys(second), keys(first, second), keys()) == ([1], [2, 3], [1, 2, 3], [])
    add(library, "b.txt", ["fish swim"])  # in its place, under its id
    assert (keys(first), keys(second)) == ([1], [4])


def test_narrowing_loses_nothing_and_changes_no_score(library: Library) -> None:
    chance = random.Random(3)
    documents = [add(library, f"{n}.txt", [some_text(chance, 15) for _ in range(4)]) for n in range(5)]
    add(library, "b.txt", [some_text(chance, 15)], "Other")
    asked = terms("the model")
    whole = library.search.lexical(asked, 1000, "Course")
    wanted = frozenset({documents[1].id, documents[3].id})
    of_these = {key: score for key, score in whole.items() if _document(library, key) in wanted}
    assert library.search.lexical(asked, 1000, "Course", wanted) == of_these
    some = set(list(whole)[::3])
    narrowed = library.search.lexical(asked, 1000, "Course", keys=some)
    assert narrowed == {key: score for key, score in whole.items() if key in some}
    assert library.search.lexical(asked, 2, "Course", keys=some) == dict(list(narrowed.items())[:2])
    assert library.search.lexical(asked, 5, "Course", keys=[]) == {}
    assert library.search.lexical(asked, 5, "No such") == {}
    assert library.search.lexical([], 5) == {}
    assert library.search.lexical(["・"], 5) == {}


def test_ties_are_in_the_order_of_the_chunks(library: Library) -> None:
    add(library, "a.txt", ["dogs run"] * 5 + ["dogs and dogs run"])
    found = list(library.search.lexical(["dog"], 3))
    assert found == list(by_fts5(library, ["dog"], 3))
    assert found[1:] == sorted(found[1:])


def test_a_new_collection_of_an_old_name_is_searched_for_itself(library: Library) -> None:
    add(library, "a.txt", ["dogs run"], "Course")
    assert len(library.search.lexical(["dog"], 5, "Course")) == 1
    assert len(library.search.dense(np.ones(1, np.float32), 5, "Course")) == 1
    library.rename_collection("Course", "Term")
    library.create_collection("Course")
    assert library.search.lexical(["dog"], 5, "Course") == {}
    assert library.search.dense(np.ones(1, np.float32), 5, "Course") == {}
    assert len(library.search.lexical(["dog"], 5, "Term")) == 1


def _document(library: Library, key: int) -> int:
    return library.search.chunks([key])[key].document_id
