"""An answer laid out as blocks: as its parts say, or else each claim by what it is."""

from collections.abc import Iterable, Iterator, Sequence

from rag.language.layout import item_count, plain_line
from rag.values import Answer, AnswerPart, Claim, Evidence, Kind, Outcome, Shape, ShortAnswer, Source, Task
from service.first_shown import SHOWN
from ui.chat.flow.blocks import BlockLook, FlowBlock, FlowSentence
from ui.chat.flow.units import cited_once, joined, unit_block
from ui.chat.sentences import around, distinct, is_listed, readable
from ui.chat.sources import NumberedSource, beside, called, headline, numbers

_PLACES = 2  # that are shown where it is not sure that they answer
_LOOKS = {Shape.PARAGRAPH: BlockLook.PARAGRAPH, Shape.ITEM: BlockLook.ITEM}


def laid_out(answer: Answer, known: Sequence[NumberedSource]) -> list[FlowBlock]:
    """What an answer says, from its short answer to its last line; of an unsure one the places that may answer."""
    if answer.outcome is Outcome.UNSURE:
        before = around(answer)[0] or [answer.text]
        places = (_place(claim, answer, known) for claim in distinct(answer.claims)[:_PLACES])
        return [*_lines(before), *joined(places)]
    short = headline(answer)
    first = [] if short is None else [short_block(short, known)]
    said = _by_parts(answer, known) if answer.parts else _by_claims(answer, known)
    return [*first, *joined(said)]


def quotations(evidence: Iterable[Evidence], known: Sequence[NumberedSource]) -> list[FlowBlock]:
    """Units of the material, each by itself."""
    return joined(unit_block(found, numbers([found.citation()], known)) for found in evidence)


def short_block(short: ShortAnswer, known: Sequence[NumberedSource]) -> FlowBlock:
    """The short answer, which stands large: it must be a sure one."""
    return FlowBlock(BlockLook.SHORT, (FlowSentence(short.text, tuple(numbers([short.citation], known))),))


def _by_parts(answer: Answer, known: Sequence[NumberedSource]) -> Iterator[FlowBlock]:
    for part in answer.parts:
        if part.shape is Shape.LINE:
            yield from _lines(part.text.splitlines())
        elif part.shape is Shape.TABLE:
            yield _table(part, answer, known)
        else:
            yield from _sentences(part, answer, known)


def _sentences(part: AnswerPart, answer: Answer, known: Sequence[NumberedSource]) -> Iterator[FlowBlock]:
    """A paragraph or an item; rows and code among its claims stand by themselves."""
    look, lead = _LOOKS[part.shape], part.text or _number(part, answer)
    flowing: list[Claim] = []
    for claim in (answer.claims[index] for index in part.claims):
        unit = _set_unit(claim, answer)
        if unit is None:
            flowing.append(claim)
            continue
        if flowing or lead:
            yield _block(look, flowing, known, answer, lead)
        flowing, lead = [], ""
        yield unit_block(unit, numbers(claim.citations, known))
    if flowing or lead:
        yield _block(look, flowing, known, answer, lead)


def _number(part: AnswerPart, answer: Answer) -> str:
    """The number that an item has in the answer's text; "" for none."""
    lead = _lead(answer.claims[part.claims[0]], answer) if part.shape is Shape.ITEM and part.claims else ""
    return lead if item_count(lead) else ""


def _table(part: AnswerPart, answer: Answer, known: Sequence[NumberedSource]) -> FlowBlock:
    def cited(claims: Sequence[int]) -> tuple[int, ...]:
        found = (citation for index in claims for citation in answer.claims[index].citations)
        return tuple(numbers(found, known))

    rows = tuple(
        cited_once(tuple(FlowSentence(cell.text, cited(cell.claims)) for cell in row)) for row in part.rows
    )
    return FlowBlock(BlockLook.TABLE, rows=rows, lead=part.text)


def _by_claims(answer: Answer, known: Sequence[NumberedSource]) -> Iterator[FlowBlock]:
    claims = distinct(answer.claims)
    before, after = around(answer)
    yield from _lines(before)
    # Places to go to, items of a list, or documents that disagree.
    if answer.from_catalogue or answer.task is Task.LIST or before:
        yield from (_alone(claim, answer, known) for claim in claims)
    else:
        yield from _prose(claims, answer, known)
    yield from _lines(after)
    if not claims:
        yield from quotations(answer.evidence[:SHOWN], known)


def _prose(claims: Sequence[Claim], answer: Answer, known: Sequence[NumberedSource]) -> Iterator[FlowBlock]:
    """The claims as they stand together: prose in one paragraph, each item of a list, row or code by itself."""
    flowing: list[Claim] = []
    for claim in claims:
        unit = _set_unit(claim, answer)
        listed = claim.source is Source.EVIDENCE and is_listed(claim.text)
        if unit is None and not listed:
            flowing.append(claim)
            continue
        if flowing:
            yield _block(BlockLook.PARAGRAPH, flowing, known, answer)
        flowing = []
        yield _alone(claim, answer, known)
    if flowing:
        yield _block(BlockLook.PARAGRAPH, flowing, known, answer)


def _alone(claim: Claim, answer: Answer, known: Sequence[NumberedSource]) -> FlowBlock:
    """A claim with what stands before it in the answer's text: the number of an item, the document that says it."""
    unit = _set_unit(claim, answer)
    if unit is not None:
        return unit_block(unit, numbers(claim.citations, known))
    lead = _lead(claim, answer)
    listed = bool(lead) or (claim.source is Source.EVIDENCE and is_listed(claim.text))
    return _block(BlockLook.ITEM if listed else BlockLook.PARAGRAPH, [claim], known, answer, lead)


def _place(claim: Claim, answer: Answer, known: Sequence[NumberedSource]) -> FlowBlock:
    """A place that may answer, as it stands in the material."""
    unit = _set_unit(claim, answer)
    cited = numbers(claim.citations, known)
    if unit is not None:
        return unit_block(unit, cited)
    said = called(readable(claim.text), beside(claim.citations, known))
    return FlowBlock(BlockLook.PARAGRAPH, (FlowSentence(said, tuple(cited)),), quoted=True)


def _lead(claim: Claim, answer: Answer) -> str:
    text = plain_line(claim.text)
    line = next((line for line in answer.text.splitlines() if text in line), "")
    before = line[: line.index(text)].strip() if line else ""
    own = item_count(text) if not before and answer.task is Task.LIST and line else ""
    return own or before


def _block(
    look: BlockLook, claims: Sequence[Claim], known: Sequence[NumberedSource], answer: Answer, lead: str = ""
) -> FlowBlock:
    mixed = any(claim.source is Source.MODEL for claim in answer.claims)
    sentences = tuple(_sentence(claim, known, mixed) for claim in claims)
    return FlowBlock(look, sentences, lead, quoted=_is_quotation(answer))


def _sentence(claim: Claim, known: Sequence[NumberedSource], mixed: bool) -> FlowSentence:
    cited = tuple(numbers(claim.citations, known))
    if claim.source is Source.EVIDENCE:
        said = called(readable(claim.text), beside(claim.citations, known))
        return FlowSentence(said, cited, quote=mixed)
    return FlowSentence(" ".join(claim.text.split()), cited, claim.verdict, claim.reasons)


def _is_quotation(answer: Answer) -> bool:
    """Whether an answer is all in the material's words. What the catalogue lists are names, no quotations."""
    return not answer.from_catalogue and all(claim.source is Source.EVIDENCE for claim in answer.claims)


def _set_unit(claim: Claim, answer: Answer) -> Evidence | None:
    """The row, code or formula that a claim quotes whole, and nothing else."""
    units = (found for found in answer.evidence if found.cells or found.kind in (Kind.CODE, Kind.FORMULA))
    return next((found for found in units if _is_whole(found, claim)), None)


def _is_whole(found: Evidence, claim: Claim) -> bool:
    pairs = zip(found.citations(), claim.citations, strict=False)
    same = all(mine.holds(cited) and cited.holds(mine) for mine, cited in pairs)
    return same and len(claim.citations) == len(found.citations())


def _lines(lines: Iterable[str]) -> list[FlowBlock]:
    return [FlowBlock(BlockLook.LINE, (FlowSentence(line),)) for line in lines if line.strip()]
