"""Retrieval: dense and lexical scores of the same chunks, fused."""

from collections.abc import Mapping, Sequence

import numpy as np

from rag.language.text import Text
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question
from rag.settings import Retrieval
from rag.store.search import Search, StoredChunk
from rag.values import Passage

_RRF_K = 60  # Cormack, Clarke & Büttcher (2009)

# Measured on mtrag_un: what other texts count beside the query, in its vector and in its BM25 score.
_CONTEXT_MEANING, _CONTEXT_WORDS, _ASKED_WORDS = 0.5, 0.1, 1.0
# There too: how far `alpha` moves towards 1 in a conversation, where the words are in part guessed.
_CONTEXT_ALPHA = 0.5
# Contrasts of the dense search that mean nothing and everything: xquad in Arabic has 0.8 and in Chinese
# 0.9, English question sets 1.4 to 2.2.
_NOISE, _SIGNAL = 0.7, 1.1


class Retriever:
    """Finds passages for a query. The fused score lies in [0, 1]."""

    def __init__(self, search: Search, encoder: Encoder, settings: Retrieval) -> None:
        self._search = search
        self._encoder = encoder
        self._settings = settings

    def retrieve(self, question: Question) -> list[Passage]:
        """The best passages in the question's scope, best first; ranks from 1.

        Where the search has words added to what was asked, both count the same. What was said before decides between
        what the search finds alike. Fusion is a convex combination of min-max normalised scores (Bruch, Gai &
        Ingber, 2023), or reciprocal rank fusion.
        """
        query, asked, context = question.search, question.asked, question.context
        collection, documents = question.scope.collection, question.scope.documents
        pages = question.scope.pages
        keys = None if pages is None else self._search.on_pages(pages)
        vector = self._vector(query, asked, context)
        pool = self._settings.pool
        dense = self._search.dense(vector, pool, collection, documents, keys)
        lexical = self._search.lexical(query.search_terms, pool, collection, documents, keys)
        if asked.text != query.text:
            lexical = self._with(lexical, asked, _ASKED_WORDS, collection)
        alpha = self._settings.alpha
        if context is not None:
            lexical = self._with(lexical, context, _CONTEXT_WORDS, collection)
            alpha += _CONTEXT_ALPHA * (1 - alpha)
        weight = alpha * self._trust(vector, dense, collection)
        dense |= self._search.cosines(vector, lexical.keys() - dense.keys())
        fused = self._fuse(dense, lexical, weight)
        ranked = sorted(fused, key=lambda key: (-fused[key], key))
        chunks = self._search.chunks(ranked[: self._settings.top_k * 3])
        kept = _without_duplicates([chunks[key] for key in ranked if key in chunks])
        return [
            _passage(chunk, fused[chunk.key], dense.get(chunk.key), lexical.get(chunk.key), rank)
            for rank, chunk in enumerate(kept[: self._settings.top_k], start=1)
        ]

    def _vector(self, query: Text, asked: Text, context: Text | None) -> np.ndarray:
        """(d,) unit vector between the query and the question, drawn towards what was said before."""
        texts = dict.fromkeys((query.text, asked.text))
        drawn = _unit(np.sum([self._encoder.encode_query(text) for text in texts], axis=0))
        if context is None:
            return drawn
        return _unit(drawn + _CONTEXT_MEANING * self._encoder.encode_query(context.text))

    def _with(
        self, lexical: Mapping[int, float], text: Text, weight: float, collection: str | None
    ) -> dict[int, float]:
        """The BM25 scores and, by `weight`, those of another text's words in the same chunks."""
        other = self._search.lexical(text.search_terms, len(lexical), collection, keys=lexical.keys())
        return {key: score + weight * other.get(key, 0.0) for key, score in lexical.items()}

    def _trust(self, vector: np.ndarray, dense: Mapping[int, float], collection: str | None) -> float:
        """In [0, 1]: 0 where the dense search tells nothing apart, as in a language foreign to the embedder."""
        contrast = self._search.contrast(vector, max(dense.values(), default=0.0), collection)
        return min(1.0, max(0.0, (contrast - _NOISE) / (_SIGNAL - _NOISE)))

    def _fuse(
        self, dense: Mapping[int, float], lexical: Mapping[int, float], weight: float
    ) -> dict[int, float]:
        if self._settings.fusion == "rrf":
            rank = _reciprocal_ranks(dense), _reciprocal_ranks(lexical)
            scale = _RRF_K + 1  # so that the first of both lists scores 1
            return {
                key: scale * (weight * rank[0].get(key, 0) + (1 - weight) * rank[1].get(key, 0))
                for key in dense.keys() | lexical.keys()
            }
        scaled = _min_max(dense), _min_max(lexical, low=0.0)
        return {
            key: weight * scaled[0].get(key, 0) + (1 - weight) * scaled[1].get(key, 0)
            for key in dense.keys() | lexical.keys()
        }


def _unit(vector: np.ndarray) -> np.ndarray:
    unit: np.ndarray = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return unit


def _min_max(scores: Mapping[int, float], low: float | None = None) -> dict[int, float]:
    if not scores:
        return {}
    values = np.fromiter(scores.values(), dtype=float)
    bottom = values.min() if low is None else low
    span = max(values.max() - bottom, 1e-9)
    return {key: float((score - bottom) / span) for key, score in scores.items()}


def _reciprocal_ranks(scores: Mapping[int, float]) -> dict[int, float]:
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    return {key: 1 / (_RRF_K + rank) for rank, key in enumerate(ranked, start=1)}


def _without_duplicates(chunks: Sequence[StoredChunk]) -> list[StoredChunk]:
    """Drop a chunk whose words another, better one has already (two copies of the same handout)."""
    seen: set[str] = set()
    kept = []
    for chunk in chunks:
        words = " ".join(chunk.text.split()).casefold()
        if words not in seen:
            seen.add(words)
            kept.append(chunk)
    return kept


def _passage(
    chunk: StoredChunk, score: float, dense: float | None, lexical: float | None, rank: int
) -> Passage:
    return Passage(
        chunk_id=chunk.id,
        document_id=chunk.document_id,
        document=chunk.document,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        header=chunk.header,
        score=score,
        dense=dense,
        lexical=lexical,
        rank=rank,
    )
