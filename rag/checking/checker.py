"""Does the evidence carry a claim? Facts, words and meaning, compared sentence by sentence.

First what can be told for certain: numbers, dates, units, names, negations, opposites and who did
what to whom must be in the evidence as they are in the claim. One that is not makes the claim
unsupported. What is left is judged by how many of the claim's words the evidence has, and by cosine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rag.checking.comparison import Comparison
from rag.checking.rules.attachment import halved, mirrored, renamed, reversed_hinges, skipped, strayed
from rag.checking.rules.facts import broken_names, foreign_dates, foreign_names, foreign_numbers, replaced
from rag.checking.rules.negation import denials, opposites, unmatched_negations
from rag.checking.rules.order import displaced, exchanged, swapped, turned
from rag.checking.rules.strength import bounds, loose_bounds, overstated, strengthened
from rag.language.layout import without_number
from rag.models.embedding.encoder import Encoder
from rag.values import Claim, Evidence, Source, Verdict

_CONFLICTS = (
    foreign_numbers,
    foreign_dates,
    foreign_names,
    replaced,
    denials,
    opposites,
    exchanged,
    turned,
    swapped,
    overstated,
    bounds,
    reversed_hinges,
    renamed,
    mirrored,
)
_WEAKENINGS = (
    unmatched_negations,
    displaced,
    broken_names,
    strengthened,
    loose_bounds,
    strayed,
    skipped,
    halved,
)
# List markers and emphasis are no part of what a model claims.
_BULLET = re.compile(r"^[-*•–]\s+(?=\S)")
_MARKUP = re.compile(r"\*+|`+(?!`)|(?<=\s)_+|_+(?=\s)|^#+\s")

# Chosen on the 246 answers of mtrag_human_judgments (IBM, Apache-2.0) and the "develop" half of
# benchmarks/altered_claims.py, among claims without a conflict.
# The least share of its content words and names that the evidence has of a supported claim: 22% of the
# claims lie below in answers that people found faithful, 83% in those they found unfaithful, and none of
# the human-written sentences of CLAP NQ.
SUPPORTED = 0.8
# The least mean of that share and the cosine: 4%, 52% and none lie below and are unsupported.
UNSUPPORTED = 0.5


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
        titles = sorted({sentence.document for sentence in evidence})
        finding = self.assess(text, [found.read for found in evidence], titles)
        if finding.verdict is Verdict.UNSUPPORTED:
            return Claim(text, finding.verdict, source, (), finding.reasons)
        citations = tuple(
            replace(citation, score=round(share, 4))
            for index, share in finding.rests_on
            for citation in evidence[index].citations()
        )
        return Claim(text, finding.verdict, source, citations, finding.reasons)

    def assess(self, text: str, evidence: Sequence[str], titles: Sequence[str] = ()) -> Finding:
        """As `check`, for plain sentences; a name may also come from the `titles` of their documents."""
        text = _MARKUP.sub(" ", without_number(_BULLET.sub("", text.strip()))).strip()
        if not evidence or not any(character.isalpha() for character in text):
            return Finding(Verdict.UNSUPPORTED, 0.0, ("there is nothing to compare",), ())
        copied = [index for index, sentence in enumerate(evidence) if _spaced(sentence) == _spaced(text)]
        if copied:
            return Finding(Verdict.SUPPORTED, 1.0, (), ((copied[0], 1.0),))
        compared = Comparison(text, evidence, titles)
        rests_on = _shares(compared)
        conflicts = tuple(dict.fromkeys(reason for find in _CONFLICTS for reason in find(compared)))
        if conflicts:
            return Finding(Verdict.UNSUPPORTED, 0.0, conflicts, rests_on)
        meaning = self._meaning(text, [evidence[index] for index, _ in rests_on])
        support = (compared.covered + meaning) / 2
        if support < UNSUPPORTED:
            return Finding(Verdict.UNSUPPORTED, support, ("too little of it is in the evidence",), rests_on)
        doubtful = tuple(reason for find in _WEAKENINGS for reason in find(compared))
        if compared.covered >= SUPPORTED and not compared.rewords and not doubtful:
            return Finding(Verdict.SUPPORTED, support, (), rests_on)
        words = ", ".join(token.text for token in compared.missing[:5])
        missing = (f"not in the evidence in these words: {words}",) if words else ()
        return Finding(Verdict.PARTLY, support, doubtful + missing, rests_on)

    def _meaning(self, text: str, sentences: Sequence[str]) -> float:
        """The cosine of the claim with what it rests on, in [0, 1]."""
        if not sentences:
            return 0.0
        vectors = self._embedder.encode([text, " ".join(sentences)])
        return float(np.clip(vectors[0] @ vectors[1], 0.0, 1.0))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _shares(compared: Comparison) -> tuple[tuple[int, float], ...]:
    saying = sum(token.carries for token in compared.tokens) or 1
    return tuple(
        (sentence, sum(compared.tokens[i].carries for i, _ in compared.alignment.pairs(sentence)) / saying)
        for sentence in compared.alignment.sentences
    )
