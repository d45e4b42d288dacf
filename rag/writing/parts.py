"""How the claims of the kinds of answers are set: prose, items, rows."""

from collections.abc import Sequence

from rag.language.layout import plain_line
from rag.values import AnswerCell, AnswerPart, Claim, Evidence, Kind, Shape


def line(text: str) -> AnswerPart:
    """Words of Lectern's own."""
    return AnswerPart(Shape.LINE, text=text)


def lines(text: str) -> tuple[AnswerPart, ...]:
    """An answer of Lectern's own words, a part a line."""
    return tuple(line(said) for said in text.split("\n") if said.strip())


def paragraphs(claims: Sequence[Claim], evidence: Sequence[Evidence]) -> tuple[AnswerPart, ...]:
    """Sentences as one paragraph, code as one of its own. `evidence` tells which claims are code."""
    code = {found.citations() for found in evidence if found.kind is Kind.CODE}
    parts: list[AnswerPart] = []
    running = False
    for index, claim in enumerate(claims):
        alone = claim.citations in code
        if running and not alone:
            parts[-1] = AnswerPart(Shape.PARAGRAPH, (*parts[-1].claims, index))
        else:
            parts.append(AnswerPart(Shape.PARAGRAPH, (index,)))
        running = not alone
    return tuple(parts)


def rows(found: Sequence[Evidence], first: int = 0) -> tuple[AnswerPart, ...]:
    """Rows of one table, which are the claims from the 0-based `first` on, under their heads.

    A paragraph each where they have no cells, or not the same heads.
    """
    heads = {tuple(cell.head for cell in row.cells) for row in found}
    if len(heads) != 1 or not any(next(iter(heads))):
        return tuple(AnswerPart(Shape.PARAGRAPH, (first + index,)) for index in range(len(found)))
    head = tuple(AnswerCell(plain_line(text)) for text in next(iter(heads)))
    body = (_cells(row, first + index) for index, row in enumerate(found))
    claims = tuple(range(first, first + len(found)))
    return (AnswerPart(Shape.TABLE, claims, rows=(head, *body)),)


def _cells(row: Evidence, claim: int) -> tuple[AnswerCell, ...]:
    return tuple(
        AnswerCell(plain_line(row.text[cell.start - row.start : cell.end - row.start]), (claim,))
        for cell in row.cells
    )
