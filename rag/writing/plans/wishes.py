"""What is said beside an answer that a wish for another form of it was not, or not wholly, met by."""

from dataclasses import replace

from rag.evidence.definitions import is_example
from rag.question.question import Question
from rag.question.wanted.wish import WishKind
from rag.question.wishing import word_count
from rag.values import Answer, Shape, Source
from rag.writing.plans.side_by_side import side_by_side

NO_SIMPLER = "Simpler words need a model that writes. These are fewer of the material's own words."
NOT_FEWER = "Simpler words need a model that writes, so these are the material's own words."
NO_SHORTER = "I can say this no shorter in the material's own words."
NOT_SIMPLER = "No simpler wording was carried by the material, so these are its own words."
NO_EXAMPLE = "I found nothing that the material calls an example of this. This is what it says of it."
SIDE_BY_SIDE = "The material does not have this as a table: what it says of each stands side by side."
NO_TABLE = "The material does not have this as a table, so its sentences are shown."


def with_remark(answer: Answer, question: Question, writes: bool) -> Answer:
    """`answer` with a notice where the wish of the `question` is not met; `writes` says that a model words answers. A
    comparison that is wanted in a table is set as one."""
    sides = question.sides.names if question.sides is not None else ()
    beside = side_by_side(answer, sides) if sides and _lacks_table(answer, question) else None
    if beside is not None:
        return replace(beside, notice=f"{answer.notice} {SIDE_BY_SIDE}".strip())
    remark = _remark(answer, question, writes) if answer.claims and not question.places else ""
    return replace(answer, notice=f"{answer.notice} {remark}".strip()) if remark else answer


def _remark(answer: Answer, question: Question, writes: bool) -> str:
    kind = None if question.wish is None else question.wish.kind
    if kind is WishKind.SIMPLER and all(claim.source is not Source.MODEL for claim in answer.claims):
        fewer = NO_SIMPLER if _is_shorter(answer, question) else NOT_FEWER
        return NOT_SIMPLER if writes else fewer
    if kind is WishKind.SHORTER and not _is_shorter(answer, question):
        return NO_SHORTER
    if _lacks_table(answer, question):
        return NO_TABLE
    spoken = question.search.language
    if kind is WishKind.EXAMPLE and not any(is_example(claim.text, spoken) for claim in answer.claims):
        return NO_EXAMPLE
    return ""


def _is_shorter(answer: Answer, question: Question) -> bool:
    """Whether the answer has fewer words than the one before it, where that is known."""
    before = question.extent.before
    return not before or word_count(answer.text) < before


def _lacks_table(answer: Answer, question: Question) -> bool:
    wanted = question.wish is not None and question.wish.kind is WishKind.TABLE and not question.places
    return wanted and all(part.shape is not Shape.TABLE for part in answer.parts)
