"""An answer as JSON: what `python -m rag ask --json` prints, and what the library keeps with its version."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from rag.errors import UnreadableAnswer
from rag.values import (
    Answer,
    AnswerCell,
    AnswerPart,
    Citation,
    Claim,
    Evidence,
    Kind,
    Outcome,
    Passage,
    Rest,
    Seconds,
    Shape,
    ShortAnswer,
    Source,
    Task,
    Verdict,
)
from rag.values.blocks_json import cells_from_json


def _with_task(body: dict[str, Any]) -> dict[str, Any]:
    """1 to 2: every question was one for a fact."""
    return {"task": Task.FACT.value, **body}


def _with_outcome(body: dict[str, Any]) -> dict[str, Any]:
    """2 to 3: an answer was given, or none; nothing was suggested."""
    return {
        **body,
        "suggestions": [],
        "outcome": (Outcome.SILENT if body["abstained"] else Outcome.ANSWERED).value,
    }


def _with_units(body: dict[str, Any]) -> dict[str, Any]:
    """3 to 4: evidence was sentences without context, of one page; pages had no labels."""
    unit: dict[str, Any] = {"kind": Kind.PARAGRAPH.value, "context": [], "cells": [], "rest": None}
    unit |= {"rest_text": "", "label": "", "leans_on": None}
    return {**body, "evidence": [{**unit, **item} for item in body["evidence"]]}


def _with_places(body: dict[str, Any]) -> dict[str, Any]:
    """4 to 5: all that was cited stood on pages; citations may still go without what is new of their places."""
    return {**body, "evidence": [{"method": "", "at": "", **item} for item in body["evidence"]]}


def _with_parts(body: dict[str, Any]) -> dict[str, Any]:
    """5 to 6: each claim stood by itself."""
    return {"parts": [], **body}


def _with_judge(body: dict[str, Any]) -> dict[str, Any]:
    """6 to 7: the judge was always that of the computer itself."""
    return {"judged_by": "", **body}


UPGRADES: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    _with_task,
    _with_outcome,
    _with_units,
    _with_places,
    _with_parts,
    _with_judge,
]
"""What makes a stored answer of version 1 one of version 2, that one of version 3, and so on.

Whoever changes what `answer_to_json` writes adds a function that makes the new form of the one before.
"""


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """What the command line prints: the answer with all that it was given from.

    Evidence that goes on over a page end is followed by its words on the next page, as evidence of the same rank.
    """
    body = _body(answer)
    for found in reversed(range(len(answer.evidence))):
        printed = body["evidence"][found]
        if (rest := printed["rest"]) is not None:
            goes_on = {
                **printed,
                **rest,
                "label": rest["label"] or str(rest["page"]),
                "at": "",
                "text": printed["rest_text"],
                "marks": (),
                "rest": None,
                "rest_text": "",
            }
            body["evidence"].insert(found + 1, goes_on)
    return body


def _body(answer: Answer) -> dict[str, Any]:
    body = asdict(answer)
    body["evidence"] = list(body["evidence"])
    body["answer"] = body.pop("text")
    body["abstained"] = answer.abstained
    return body


def answer_to_store(answer: Answer) -> dict[str, Any]:
    """What the library keeps: the same, with the number of this version."""
    return {"version": len(UPGRADES) + 1, **_body(answer)}


def answer_from_json(body: dict[str, Any]) -> Answer:
    """The answer that `body` was made from, by this version or an earlier one.

    Raises UnreadableAnswer where a later one made it, or something is missing in it.
    """
    try:
        return _answer(_upgraded(body))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableAnswer(
            f"This answer is damaged in the library ({error!r}), so its sources cannot be shown. Ask again."
        ) from error


def _upgraded(body: dict[str, Any]) -> dict[str, Any]:
    """`body` in the form of today. One without a number is of version 1, which did not have it yet."""
    version, newest = int(body.get("version", 1)), len(UPGRADES) + 1
    if version > newest:
        raise UnreadableAnswer(
            f"This answer was kept by a newer Lectern (version {version}, this one knows {newest}), so its sources "
            "cannot be shown. Update Lectern."
        )
    if version < 1:
        raise ValueError(f"there is no version {version}")
    for upgrade in UPGRADES[version - 1 :]:
        body = upgrade(body)
    return body


def _answer(body: dict[str, Any]) -> Answer:
    short = body["short"]
    return Answer(
        question=body["question"],
        search_query=body["search_query"],
        outcome=Outcome(body["outcome"]),
        text=body["answer"],
        claims=tuple(_claim(claim) for claim in body["claims"]),
        short=None if short is None else ShortAnswer(short["text"], Citation(**short["citation"])),
        evidence=tuple(_evidence(item) for item in body["evidence"]),
        passages=tuple(Passage(**item) for item in body["passages"]),
        confidence=body["confidence"],
        notice=body["notice"],
        stopped=body["stopped"],
        seconds=Seconds(**body["seconds"]),
        task=Task(body["task"]),
        suggestions=tuple(body["suggestions"]),
        parts=tuple(_part(part) for part in body["parts"]),
        judged_by=body["judged_by"],
    )


def _part(body: dict[str, Any]) -> AnswerPart:
    rows = tuple(tuple(AnswerCell(c["text"], tuple(c["claims"])) for c in row) for row in body["rows"])
    return AnswerPart(Shape(body["shape"]), tuple(body["claims"]), body["text"], rows)


def _evidence(body: dict[str, Any]) -> Evidence:
    made = {
        "marks": tuple((start, end) for start, end in body["marks"]),
        "kind": Kind(body["kind"]),
        "context": tuple(body["context"]),
        "cells": cells_from_json(body["cells"]),
        "rest": None if body["rest"] is None else Rest(**body["rest"]),
        "leans_on": None if body["leans_on"] is None else Citation(**body["leans_on"]),
    }
    return Evidence(**{**body, **made})


def _claim(body: dict[str, Any]) -> Claim:
    return Claim(
        text=body["text"],
        verdict=Verdict(body["verdict"]),
        source=Source(body["source"]),
        citations=tuple(Citation(**citation) for citation in body["citations"]),
        reasons=tuple(body["reasons"]),
    )
