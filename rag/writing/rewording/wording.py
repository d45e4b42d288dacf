"""An answer whose quotations are said in fewer words, one after the other, as a model writes them."""

from collections.abc import Iterator
from dataclasses import replace

from rag.values import Answer, AnswerPart, Shape, Source
from rag.writing.plans.joining import as_text
from rag.writing.rewording.rewriter import Rewriter

_LEFT = 2  # claims that an answer has at least, before others are left out of it


class Wording:
    """Takes an answer of quotations, whose evidence has the units that they quote."""

    def __init__(self, answer: Answer, question: str, simpler: bool = False) -> None:
        """`question` stands alone; with `simpler` it is said in simpler words, else in fewer."""
        self._answer, self._question, self._simpler = answer, question, simpler
        self._claims = list(answer.claims)
        self._silent: set[int] = set()

    def sentences(self, rewriter: Rewriter) -> Iterator[str]:
        """What was reworded, as soon as it is checked. Raises Interrupted; what came before it is kept."""
        units = {unit.citations(): unit for unit in self._answer.evidence}
        quoted = [
            (index, units[claim.citations])
            for index, claim in enumerate(self._claims)
            if claim.source is Source.EVIDENCE and claim.citations in units
        ]
        asked = [unit for _, unit in quoted]
        places = {id(unit): index for index, unit in quoted}
        for unit, claim in rewriter.reworded(self._question, asked, self._simpler):
            if claim is None:
                self._silent.add(places[id(unit)])
                continue
            self._claims[places[id(unit)]] = claim
            yield claim.text

    def answer(self) -> Answer:
        """The answer with what was reworded so far; its numbers stay, but for what says nothing for the question."""
        parts, claims = self._answer.parts, self._claims
        kept = [index for index in range(len(claims)) if index not in self._silent_in(parts)]
        if _LEFT <= len(kept) < len(claims):
            parts, claims = _without(parts, kept), [claims[index] for index in kept]
        if tuple(claims) == self._answer.claims:
            return self._answer
        return replace(self._answer, claims=tuple(claims), parts=parts, text=as_text(parts, claims))

    def _silent_in(self, parts: tuple[AnswerPart, ...]) -> set[int]:
        """Those of paragraphs that say nothing, but for the first one: an item belongs to its list."""
        prose = {index for part in parts if part.shape is Shape.PARAGRAPH for index in part.claims}
        return self._silent & prose - {0}


def _without(parts: tuple[AnswerPart, ...], kept: list[int]) -> tuple[AnswerPart, ...]:
    """The parts with the claims of `kept` only, at their new places; a part that has lost all of them is gone."""
    places = {old: new for new, old in enumerate(kept)}
    found: list[AnswerPart] = []
    for part in parts:
        claims = tuple(places[index] for index in part.claims if index in places)
        if part.claims and not claims:
            continue
        rows = tuple(
            tuple(replace(cell, claims=tuple(places[i] for i in cell.claims if i in places)) for cell in row)
            for row in part.rows
        )
        found.append(replace(part, claims=claims, rows=rows))
    return tuple(found)
