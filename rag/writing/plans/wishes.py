"""What is said beside an answer that a wish for another form of it was not, or not wholly, met by."""

from dataclasses import replace

from rag.evidence.definitions import is_example
from rag.language.tables import phrase
from rag.question.question import Question
from rag.question.wanted.wish import WishKind
from rag.question.wishing import word_count
from rag.values import Answer, Shape, Source
from rag.writing.plans.side_by_side import side_by_side


def with_remark(answer: Answer, question: Question, writes: bool) -> Answer:
    """`answer` with a notice where the wish of the `question` is not met, or what it asks for cannot be made; `writes`
    says that a model words answers. A comparison that is wanted in a table is set as one."""
    sides = question.sides.names if question.sides is not None else ()
    beside = side_by_side(answer, sides) if sides and _lacks_table(answer, question) else None
    said = _remark(answer, question, writes) if answer.claims and not question.places else ""
    said = "side_by_side" if beside is not None else said
    if not said:
        return answer
    remark = phrase("frame", said, question.search.language)
    return replace(beside or answer, notice=f"{answer.notice} {remark}".strip())


def _remark(answer: Answer, question: Question, writes: bool) -> str:
    """The key in the list "frame" of what is to be remarked; "" for nothing."""
    if question.undone is not None:
        return f"no_{question.undone.value}"
    kind = None if question.wish is None else question.wish.kind
    if kind is WishKind.SIMPLER and all(claim.source is not Source.MODEL for claim in answer.claims):
        fewer = "no_simpler" if _is_shorter(answer, question) else "not_fewer"
        return "not_simpler" if writes else fewer
    if kind is WishKind.SHORTER and not _is_shorter(answer, question):
        return "no_shorter"
    if _lacks_table(answer, question):
        return "no_table"
    spoken = question.search.language
    if kind is WishKind.EXAMPLE and not any(is_example(claim.text, spoken) for claim in answer.claims):
        return "no_example"
    return ""


def _is_shorter(answer: Answer, question: Question) -> bool:
    """Whether the answer has fewer words than the one before it, where that is known."""
    before = question.extent.before
    return not before or word_count(answer.text) < before


def _lacks_table(answer: Answer, question: Question) -> bool:
    wanted = question.wish is not None and question.wish.kind is WishKind.TABLE and not question.places
    return wanted and all(part.shape is not Shape.TABLE for part in answer.parts)
