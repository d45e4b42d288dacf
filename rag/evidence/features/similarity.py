"""How near in meaning a unit and what stands around it are to the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rag.evidence.candidates import Candidate, vectors
from rag.models.embedding.encoder import Encoder
from rag.question.question import Question

# Many a sentence is understood by the one before it, which then says what it is about: by how much its vector counts.
_BEFORE = 0.7


@dataclass(frozen=True, slots=True)
class Similarity:
    """How similar a unit is to the question. All are cosines in [-1, 1].

    `alone` is of the unit itself, `together` of the unit with the one before it in its passage (without one as
    `alone`), `heading` of the heading that it stands under (0 without one).
    """

    alone: float
    together: float
    heading: float


def similarities(question: Question, found: Sequence[Candidate], encoder: Encoder) -> list[Similarity]:
    """One a candidate, in their order. Nothing but the question is encoded here."""
    if not found:
        return []
    asked = encoder.encode_query(question.search.text)
    own = vectors(found)
    alone = own @ asked

    def similarity(index: int, candidate: Candidate) -> Similarity:
        heading = 0.0 if candidate.stored.heading is None else float(candidate.stored.heading @ asked)
        together = float(alone[index])
        if candidate.before is not None:
            both = own[index] + _BEFORE * candidate.before.vector
            together = float(both @ asked) / max(float(np.linalg.norm(both)), 1e-9)
        return Similarity(float(alone[index]), together, heading)

    return [similarity(index, candidate) for index, candidate in enumerate(found)]
