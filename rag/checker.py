"""Does the evidence carry a claim? Facts, words and meaning, compared sentence by sentence.

First what can be told for certain: numbers, dates, units, names, negations, opposites and who did
what to whom must be in the evidence as they are in the claim. One that is not makes the claim
unsupported. What is left is judged by how many of the claim's words the evidence has, and by cosine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.alignment import Alignment, align
from rag.conflicts import Comparison
from rag.tokens import Kind, Token, tokens
from rag.values import Citation, Claim, Evidence, Source, Verdict
from rag.words import language

SUPPORTED = 0.8
UNSUPPORTED = 0.45


class Encoder(Protocol):
    """What the checker needs of an embedder: unit vectors, one row a text."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimension)."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check found, before it becomes a claim.

    `support` in [0, 1]: how well words and meaning agree, 0 where something conflicts. `rests_on` are
    indices of the evidence with the share in [0, 1] of the claim's words that each covers.
    """

    verdict: Verdict
    support: float
    reasons: tuple[str, ...]
    rests_on: tuple[tuple[int, float], ...]


class Checker:
    """Checks claims against evidence; keeps nothing between calls and may be used from many threads."""

    def __init__(self, embedder: Encoder) -> None:
        self._embedder = embedder

    def check(self, text: str, evidence: Sequence[Evidence], source: Source = Source.MODEL) -> Claim:
        """The claim with its verdict, the reasons for it, and the sentences it rests on, exactly cited.

        An unsupported claim has no citations: nothing carries it.
        """
        finding = self.judge(text, [sentence.text for sentence in evidence])
        if finding.verdict is Verdict.UNSUPPORTED:
            return Claim(text, finding.verdict, source, (), finding.reasons)
        citations = tuple(_citation(evidence[index], share) for index, share in finding.rests_on)
        return Claim(text, finding.verdict, source, citations, finding.reasons)

    def judge(self, text: str, evidence: Sequence[str]) -> Finding:
        """As `check`, for plain sentences."""
        if not evidence or not text.strip():
            return Finding(Verdict.UNSUPPORTED, 0.0, ("there is no evidence",), ())
        spoken = language(" ".join(evidence))
        alignment = align(tokens(text, spoken), [tokens(sentence, spoken) for sentence in evidence])
        comparison = Comparison(text, evidence, alignment)
        rests_on = _shares(alignment)
        conflicts = tuple(comparison.conflicts())
        missing = _missing(alignment, comparison)
        covered = _covered(alignment, missing)
        support = 0.5 * covered + 0.5 * self._meaning(text, [evidence[index] for index, _ in rests_on])
        if conflicts:
            return Finding(Verdict.UNSUPPORTED, 0.0, conflicts, rests_on)
        if support < UNSUPPORTED:
            return Finding(Verdict.UNSUPPORTED, support, ("too little of it is in the evidence",), rests_on)
        if covered >= SUPPORTED:
            return Finding(Verdict.SUPPORTED, support, (), rests_on)
        reason = "not in the evidence in these words: " + ", ".join(token.text for token in missing[:5])
        return Finding(Verdict.PARTLY, support, (reason,), rests_on)

    def _meaning(self, text: str, sentences: Sequence[str]) -> float:
        """The cosine of the claim with what it rests on, in [0, 1]."""
        if not sentences:
            return 0.0
        vectors = self._embedder.encode([text, " ".join(sentences)])
        return float(np.clip(vectors[0] @ vectors[1], 0.0, 1.0))


def _citation(sentence: Evidence, share: float) -> Citation:
    return replace(sentence.citation(), score=round(share, 4))


def _shares(alignment: Alignment) -> tuple[tuple[int, float], ...]:
    carrying = sum(token.carries for token in alignment.claim) or 1
    return tuple(
        (
            sentence,
            sum(alignment.claim[i].carries for i, _ in alignment.pairs(sentence)) / carrying,
        )
        for sentence in alignment.sentences
    )


def _missing(alignment: Alignment, comparison: Comparison) -> list[Token]:
    """The content words and names of the claim that no evidence has in any form."""
    return [
        token
        for token, place in zip(alignment.claim, alignment.places, strict=True)
        if place is None
        and token.kind in (Kind.CONTENT, Kind.NAME)
        and not comparison.register.has(token.text)
    ]


def _covered(alignment: Alignment, missing: list[Token]) -> float:
    carrying = [token for token in alignment.claim if token.kind in (Kind.CONTENT, Kind.NAME)]
    return 1.0 if not carrying else 1 - len(missing) / len(carrying)
