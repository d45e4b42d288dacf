"""What is said beside an answer that a wish for another form of it was not, or not wholly, met by."""

from dataclasses import replace

from rag.evidence.definitions import is_example
from rag.question.question import Question
from rag.question.wanted.wish import WishKind
from rag.values import Answer, Shape, Source

NO_SIMPLER = (
    "Simpler words need a model that writes. This is the shortest answer in the material's own words."
)
NOT_SIMPLER = "No simpler wording was carried by the material, so these are its own words."
NO_EXAMPLE = "I found nothing that the material calls an example of this. This is what it says of it."
NO_TABLE = "The material does not have this as a table, so its sentences are shown."


def with_remark(answer: Answer, question: Question, writes: bool) -> Answer:
    """`answer` with a notice where the wish of the `question` is not met; `writes` says that a model words answers."""
    remark = _remark(answer, question, writes) if answer.claims and not question.places else ""
    return replace(answer, notice=f"{answer.notice} {remark}".strip()) if remark else answer


def _remark(answer: Answer, question: Question, writes: bool) -> str:
    kind = None if question.wish is None else question.wish.kind
    if kind is WishKind.SIMPLER and all(claim.source is not Source.MODEL for claim in answer.claims):
        return NOT_SIMPLER if writes else NO_SIMPLER
    if kind is WishKind.TABLE and all(part.shape is not Shape.TABLE for part in answer.parts):
        return NO_TABLE
    spoken = question.search.language
    if kind is WishKind.EXAMPLE and not any(is_example(claim.text, spoken) for claim in answer.claims):
        return NO_EXAMPLE
    return ""
