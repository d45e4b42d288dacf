"""Two answers to two questions in one, as one: each under its question, with its own claims."""

from collections.abc import Sequence, Set
from dataclasses import replace

from rag.language.layout import plain_line
from rag.question.question import Question
from rag.values import Answer, AnswerCell, AnswerPart, Citation, Claim, Evidence, Outcome, Passage, Shape

_HEAD = (
    20  # words of a question at most that stand over its answer: of longer ones each is told by its answer
)
_BEST = (Outcome.ANSWERED, Outcome.UNSURE, Outcome.SILENT)


def joined(question: Question, asked: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The `answers` to the parts `asked` of the question, in order; answered where one of them is."""
    passages: dict[tuple[int, str], Passage] = {}
    evidence: dict[tuple[int, int, int], Evidence] = {}
    claims: list[Claim] = []
    parts: list[AnswerPart] = []
    headed = all(len(part.split()) <= _HEAD for part in asked)
    for part, answer in zip(asked, answers, strict=True):
        for passage in answer.passages:
            passages.setdefault((passage.document_id, passage.chunk_id), passage)
        ranks = {key: rank for rank, key in enumerate(passages, 1)}
        keys = {p.rank: ranks[p.document_id, p.chunk_id] for p in answer.passages}
        for found in answer.evidence:
            ranked = replace(found, passage_rank=keys.get(found.passage_rank, found.passage_rank))
            evidence.setdefault((found.document_id, found.page, found.start), ranked)
        said = {claim.citations for claim in claims}
        new = [piece for whole in _headed(answer) for piece in _unsaid(whole, answer, said)]
        head = [AnswerPart(Shape.LINE, text=part)] if headed else []
        parts += [*head, *_shifted(new or answer.parts, len(claims))]
        claims += answer.claims
    sure = [answer.confidence for answer in answers if answer.confidence is not None]
    return Answer(
        question.text,
        question.search.text,
        min((answer.outcome for answer in answers), key=_BEST.index),
        as_text(parts, claims),
        tuple(claims),
        evidence=tuple(replace(found, rank=rank) for rank, found in enumerate(evidence.values(), 1)),
        passages=tuple(replace(passage, rank=rank) for rank, passage in enumerate(passages.values(), 1)),
        confidence=min(sure, default=None),
        notice=" ".join(dict.fromkeys(answer.notice for answer in answers if answer.notice)),
        stopped=any(answer.stopped for answer in answers),
        task=question.task,
        parts=tuple(parts),
    )


def _unsaid(part: AnswerPart, answer: Answer, said: Set[tuple[Citation, ...]]) -> list[AnswerPart]:
    """The part without the claims that stand in the answer to an earlier question; none where all do. A table stays
    whole."""
    left = tuple(index for index in part.claims if answer.claims[index].citations not in said)
    if part.claims and not left:
        return []
    return [part if part.shape is Shape.TABLE else replace(part, claims=left)]


def as_text(parts: Sequence[AnswerPart], claims: Sequence[Claim]) -> str:
    """The parts of an answer as plain text, each claim with its 1-based number in brackets."""
    lines: list[str] = []
    for part in parts:
        said = [f"{plain_line(claims[index].text)} [{index + 1}]" for index in part.claims]
        if part.shape is Shape.TABLE:
            lines += said
            continue
        numbered = part.text[:1].isdigit() and part.text.endswith(".")
        head = f"{part.text} " if numbered else f"{part.text}: " if part.text and said else part.text
        mark = "- " if part.shape is Shape.ITEM and not part.text else ""
        lines.append(f"{mark}{head}{' '.join(said)}")
    return "\n".join(lines)


def _headed(answer: Answer) -> tuple[AnswerPart, ...]:
    """The parts of an answer, a sure short answer before the first of its claims."""
    if answer.short is None or not answer.short.sure:
        return answer.parts
    first = next((i for i, p in enumerate(answer.parts) if p.shape is Shape.PARAGRAPH and not p.text), None)
    if first is None:
        return answer.parts
    headed = replace(answer.parts[first], text=answer.short.text)
    return (*answer.parts[:first], headed, *answer.parts[first + 1 :])


def _shifted(parts: Sequence[AnswerPart], by: int) -> list[AnswerPart]:
    """The parts with `by` more claims before theirs."""

    def moved(claims: Sequence[int]) -> tuple[int, ...]:
        return tuple(index + by for index in claims)

    return [
        replace(
            part,
            claims=moved(part.claims),
            rows=tuple(tuple(AnswerCell(c.text, moved(c.claims)) for c in row) for row in part.rows),
        )
        for part in parts
    ]
