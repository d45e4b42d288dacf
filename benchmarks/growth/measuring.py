"""What a question meets in a library of some size, with one kind of index."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from sqlalchemy import select

from benchmarks.growth.exact import nearest
from benchmarks.load.report import percentile
from rag.evidence import ranking
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question, Scope
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store import schema
from rag.store.library import Library

FOUND = 10
_SAME = 1e-6  # cosines that differ by less are one: a text that stands twice is found in either place


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its vector (d,)."""

    text: str
    vector: np.ndarray


def measure(
    folder: Path,
    texts: Sequence[str],
    embedder: Embedder,
    url: str | None = None,
    processor: Callable[[], float] = time.process_time,
) -> dict[str, Any]:
    """Times in seconds as median and 95th percentile, recall and bytes; the index is read from its file, or made. `url`
    is the database's, where it is no file in `folder`; `processor` tells the seconds of the processor so far of all
    that works for a question."""

    def timed(act: Callable[[], object]) -> tuple[float, float]:
        return _timed(act, processor)

    load = os.getloadavg()[0]
    library = Library.open(folder, url)
    asked = [Asked(text, embedder.encode_query(text)) for text in texts]
    bare = _resident()
    opened = timed(lambda: library.search.dense(asked[0].vector, FOUND))
    settings = Settings()
    retriever = Retriever(library.search, embedder, settings.retrieval)
    pool = settings.retrieval.pool

    def evidence(text: str, collection: str | None) -> None:
        question = Question.of(text, Scope(collection))
        passages = retriever.retrieve(question)
        ranking.select(question, passages, library.units, embedder, settings.answering.evidence)

    found: dict[str, Any] = {
        "questions": len(asked),
        "opened": _told([opened]),
        "first": _told([timed(partial(evidence, texts[0], None))]),
    }
    for name, collection in (("all", None), ("rest", "Rest"), ("tenth", "Tenth"), ("hundredth", "Hundredth")):
        evidence(texts[0], collection)
        found[f"evidence of {name}"] = _told(
            [timed(partial(evidence, text, collection)) for text in texts[1:]]
        )
    words = [Question.of(one.text, Scope(None)).search.search_terms for one in asked]
    fresh = Library.open(folder, url)  # which remembers no words
    parts: dict[str, Callable[[int], object]] = {
        "words": lambda i: fresh.search.lexical(words[i], pool),
        "words again": lambda i: fresh.search.lexical(words[i], pool),
        "vectors": lambda i: library.search.dense(asked[i].vector, pool),
        "vectors of tenth": lambda i: library.search.dense(asked[i].vector, pool, "Tenth"),
        "contrast": lambda i: library.search.contrast(asked[i].vector, 0.9),
        "cosines": lambda i: library.search.cosines(asked[i].vector, range(1, 61)),
    }
    fresh.search.lexical(["anything"], pool)
    for name, act in parts.items():
        found[name] = _told([timed(partial(act, number)) for number in range(1, len(asked))])
    fresh.close()
    found["resident megabytes"] = round(_resident() / 1e6)
    found["of these before the library"] = round(bare / 1e6)
    found["load"] = [load, os.getloadavg()[0]]
    found |= _recall(library, asked)
    library.close()
    return found


def make_index(folder: Path) -> dict[str, Any]:
    """Make the index anew and write its file; how long that takes, and the most memory of the process meanwhile."""
    (folder / "vectors.faiss").unlink(missing_ok=True)
    load = os.getloadavg()[0]
    library = Library.open(folder)
    made = _timed(library.save_vectors)
    library.close()
    peak = _peak()
    return {
        "made": _told([made]),
        "index bytes": (folder / "vectors.faiss").stat().st_size,
        "peak megabytes": round(peak / 1e6),
        "load": [load, os.getloadavg()[0]],
    }


def _recall(library: Library, asked: Sequence[Asked]) -> dict[str, Any]:
    """Of the 10 chunks nearest to each question, the share that the index finds: of all, and within a collection and a
    document, which the index filters. And the cosines at ranks 1, 10 and 100, by which to see how hard that is."""
    one_document = frozenset({library.documents("Tenth")[0].id})
    scopes: list[tuple[str, str | None, frozenset[int] | None]] = [
        ("all", None, None),
        ("tenth", "Tenth", None),
        ("hundredth", "Hundredth", None),
        ("a document", None, one_document),
    ]
    queries = np.stack([one.vector for one in asked])
    within = [_keys(library, collection, documents) for _, collection, documents in scopes]
    true = nearest(library, queries, 100, within)
    found: dict[str, Any] = {}
    ranked = []
    for (name, collection, documents), best in zip(scopes, true, strict=True):
        shares = []
        for one, keys in zip(asked, best, strict=True):
            there = library.search.dense(one.vector, FOUND, collection, documents)
            cosines = library.search.cosines(one.vector, {*keys.tolist(), *there})
            ordered = [cosines[key] for key in keys.tolist()]
            least = ordered[:FOUND][-1] - _SAME
            shares.append(sum(cosines[key] >= least for key in there) / min(FOUND, len(keys)))
            if name == "all":
                ranked.append(ordered)
        found[f"recall@{FOUND} of {name}"] = round(statistics.fmean(shares), 4)
    medians = np.median(np.array(ranked), axis=0)
    found["cosine at rank 1, 10, 100"] = [round(float(medians[rank - 1]), 3) for rank in (1, 10, 100)]
    return found


def _keys(library: Library, collection: str | None, documents: frozenset[int] | None) -> np.ndarray:
    """The keys of the chunks of a collection or of documents, ascending, as the database has them."""
    chunk, document, owner = schema.chunks.c, schema.documents.c, schema.collections.c
    query = select(chunk.key).join(schema.documents, document.id == chunk.document_id)
    query = query.join(schema.collections, owner.id == document.collection_id).order_by(chunk.key)
    if collection is not None:
        query = query.where(owner.name == collection)
    if documents is not None:
        query = query.where(document.id.in_(documents))
    with library.database.read() as connection:
        return np.fromiter(connection.execute(query).scalars(), dtype=np.int64)


def _timed(
    act: Callable[[], object], processor: Callable[[], float] = time.process_time
) -> tuple[float, float]:
    """The seconds of the clock that it takes, and those of the processor."""
    began, worked = time.perf_counter(), processor()
    act()
    return time.perf_counter() - began, processor() - worked


def _told(timed: Sequence[tuple[float, float]]) -> dict[str, float]:
    """Of the clock the median and the 95th percentile; of the processor, which others do not slow down, the median."""
    clock, processor = zip(*timed, strict=True)
    return {
        "median": round(statistics.median(clock), 4),
        "95th percentile": round(percentile(clock, 0.95), 4),
        "processor": round(statistics.median(processor), 4),
    }


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)


def _peak() -> int:
    """Bytes, at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
