"""An answer as JSON: what `python -m rag ask --json` prints and what a stored message keeps."""

from dataclasses import asdict
from typing import Any

from rag.values import (
    Answer,
    Citation,
    Claim,
    Evidence,
    Passage,
    Seconds,
    ShortAnswer,
    Source,
    Task,
    Verdict,
)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The contract of DESIGN.md and, beside it, the rest of the answer; `answer_from_json` reads it back."""
    body = asdict(answer)
    body["answer"] = body.pop("text")
    body["outcome"] = answer.outcome
    return body


def answer_from_json(body: dict[str, Any]) -> Answer:
    """The answer that `answer_to_json` made `body` from."""
    short = body["short"]
    return Answer(
        question=body["question"],
        search_query=body["search_query"],
        abstained=body["abstained"],
        text=body["answer"],
        claims=tuple(_claim(claim) for claim in body["claims"]),
        short=None if short is None else ShortAnswer(short["text"], Citation(**short["citation"])),
        evidence=tuple(
            Evidence(**{**item, "marks": tuple((start, end) for start, end in item["marks"])})
            for item in body["evidence"]
        ),
        passages=tuple(Passage(**item) for item in body["passages"]),
        confidence=body["confidence"],
        notice=body["notice"],
        stopped=body["stopped"],
        seconds=Seconds(**body["seconds"]),
        task=Task(body.get("task", Task.FACT)),  # answers of the first wave have none
    )


def _claim(body: dict[str, Any]) -> Claim:
    return Claim(
        text=body["text"],
        verdict=Verdict(body["verdict"]),
        source=Source(body["source"]),
        citations=tuple(Citation(**citation) for citation in body["citations"]),
        reasons=tuple(body["reasons"]),
    )
