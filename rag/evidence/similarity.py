"""How near in meaning a sentence and what stands around it are to the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.evidence.candidates import Candidate
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question

# Many a sentence is understood by the one before it, which then says what it is about: by how much its vector counts.
_BEFORE = 0.7


@dataclass(frozen=True, slots=True)
class Similarity:
    """How similar a sentence is to the question. All are cosines in [-1, 1], except `before`, a difference of two.

    `alone` is of the sentence itself, `together` of the sentence with the one before it, `heading` of the heading of
    its passage (0 without one). `before` is the cosine of the sentence before it minus the average of all sentences.
    If there is no sentence before it, or it has no vector, `before` is 0 and `together` equals `alone`.
    """

    alone: float
    together: float
    heading: float
    before: float


def similarities(question: Question, found: Sequence[Candidate], embedder: Encoder) -> list[Similarity]:
    """One a candidate, in their order."""
    headers = list(dict.fromkeys(candidate.passage.header for candidate in found if candidate.passage.header))
    asked = embedder.encode_query(question.search.text)
    vectors = embedder.encode([*(candidate.text for candidate in found), *headers])
    own, titles = vectors[: len(found)], vectors[len(found) :]
    heading = dict(zip(headers, (titles @ asked).tolist(), strict=True))
    places = {candidate.place: index for index, candidate in enumerate(found)}
    alone = own @ asked
    average = float(alone.mean()) if len(found) else 0.0

    def similarity(index: int, candidate: Candidate) -> Similarity:
        title, place = heading.get(candidate.passage.header, 0.0), candidate.place_before
        if place is None or place not in places:
            return Similarity(float(alone[index]), float(alone[index]), title, 0.0)
        before = places[place]
        both = own[index] + _BEFORE * own[before]
        together = float(both @ asked) / max(float(np.linalg.norm(both)), 1e-9)
        return Similarity(float(alone[index]), together, title, float(alone[before]) - average)

    return [similarity(index, candidate) for index, candidate in enumerate(found)]
