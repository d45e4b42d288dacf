"""Many questions, one JSON line each, with the models loaded once."""

import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from rag.assistant import Assistant
from rag.errors import LecternError
from rag.values import Turn
from rag.values_json import answer_to_json

_log = logging.getLogger(__name__)
BUG = "Something went wrong while answering, and it is Lectern's fault. The log says more."


def answer_lines(
    assistant: Assistant, lines: Iterable[str], collection: str | None = None
) -> Iterator[dict[str, Any]]:
    """For each line that is not blank the answer's JSON object with the line's `id`, as it is done.

    A line is `{"id", "question", "collection"?, "history"?: [{"role", "text"}]}`; without a collection of its own it
    is asked of `collection` (None: all). One that fails gives `{"id", "error"}`, and the others go on.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answered(assistant, line, number, collection)


def turns_of(history: Any) -> list[Turn]:
    """The conversation from its JSON. Raises KeyError or TypeError where it is something else."""
    return [Turn(turn["role"], turn["text"]) for turn in history]


def _answered(assistant: Assistant, line: str, number: int, collection: str | None) -> dict[str, Any]:
    key: Any = None
    try:
        asked = json.loads(line)
        key = asked["id"]
        question, where = asked["question"], asked.get("collection") or collection
        if not isinstance(question, str) or not question.strip():
            raise ValueError("the question is empty")
        history = turns_of(asked.get("history") or [])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        said = f'line {number} is not {{"id", "question", …}} ({error!r}). Mend it.'
        return {"id": key, "error": said}
    try:
        return {"id": key, **answer_to_json(assistant.answer(question, where, history))}
    except LecternError as error:
        return {"id": key, "error": str(error)}
    except Exception as error:  # noqa: BLE001 - one bad question must not lose the answers to all the others
        _log.exception("the question of line %d could not be answered", number)
        return {"id": key, "error": f"{BUG} ({error!r})"}
