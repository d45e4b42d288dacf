"""An answer whose quotations are said in fewer words, one after the other, as a model writes them."""

from collections.abc import Iterator
from dataclasses import replace

from rag.values import Answer, Source
from rag.writing.plans.joining import as_text
from rag.writing.rewording.rewriter import Rewriter


class Wording:
    """Takes an answer of quotations, whose evidence has the units that they quote."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._claims = list(answer.claims)

    def sentences(self, rewriter: Rewriter) -> Iterator[str]:
        """What was reworded, as soon as it is checked. Raises Interrupted; what came before it is kept."""
        units = {unit.citations(): unit for unit in self._answer.evidence}
        quoted = [
            (index, units[claim.citations])
            for index, claim in enumerate(self._claims)
            if claim.source is Source.EVIDENCE and claim.citations in units
        ]
        places = {id(unit): index for index, unit in quoted}
        for unit, claim in rewriter.reworded([unit for _, unit in quoted]):
            self._claims[places[id(unit)]] = claim
            yield claim.text

    def answer(self) -> Answer:
        """The answer with what was reworded so far; its numbers stay."""
        if tuple(self._claims) == self._answer.claims:
            return self._answer
        return replace(
            self._answer, claims=tuple(self._claims), text=as_text(self._answer.parts, self._claims)
        )
