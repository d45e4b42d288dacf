"""Cells → Case: what each value may look like."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from evaluation.formats.alternatives import joined, parted, plain_text
from evaluation.formats.row import Row
from evaluation.formats.turns import in_a_cell, turns
from rag.errors import InvalidTestSet
from rag.store.testsets import Case
from rag.values import Task

MAX_QUESTION = 2000
MAX_ANSWER = 20_000
_YES = frozenset(
    ["yes", "y", "true", "t", "1", "x", "ja", "wahr", "oui", "vrai", "si", "sí", "verdadero", "是", "نعم"]
)
_NO = frozenset(["no", "n", "false", "f", "0", "nein", "falsch", "non", "faux", "falso", "否", "لا"])


def case_of(row: Row) -> Case:
    """The case of a row. Raises InvalidTestSet with the line and the remedy."""
    try:
        if row.problem:
            raise InvalidTestSet(row.problem)
        return case_from_cells(row.cells)
    except InvalidTestSet as problem:
        raise InvalidTestSet(f"Line {row.line}: {problem}") from problem


def case_from_cells(cells: Mapping[str, Any]) -> Case:
    """The case that cells (by our column names) make, wherever a person wrote them. Raises InvalidTestSet with
    the remedy."""
    values = {name: _READ[name](value) for name, value in cells.items() if value is not None}
    question = values.get("question", "")
    if not any(character.isprintable() and not character.isspace() for character in question):
        raise InvalidTestSet("the question is empty. Write one, or delete the case.")
    if len(question) > MAX_QUESTION:
        raise InvalidTestSet(
            f"the question has {len(question):,} characters, but at most {MAX_QUESTION:,} are allowed. "
            "Is a quotation mark missing?",
        )
    if values.get("page") and not values.get("document"):
        raise InvalidTestSet(
            "a page is given without a document. Name the document's file, or leave the page empty."
        )
    known = values.get("answers") or values.get("points") or values.get("document")
    if values.get("answerable") is None and known:
        values["answerable"] = True
    return Case(**values)


def texts_of(case: Case) -> list[str]:
    """A case as a row of a table, in the order of `header.NAMES`."""
    known = {True: "yes", False: "no", None: ""}[case.answerable]
    page = "" if case.page is None else str(case.page)
    task = "" if case.task is None else case.task.value
    return [
        case.question,
        joined(case.answers),
        case.document,
        page,
        known,
        case.note,
        joined(case.points),
        in_a_cell(case.history),
        task,
    ]


def _text(value: Any) -> str:
    if isinstance(value, (list, dict)):
        raise InvalidTestSet(f"{value!r:.60} stands where a text is expected. Write a text.")
    return plain_text(value)


def _answers(value: Any) -> tuple[str, ...]:
    return _several(value, "an answer")


def _points(value: Any) -> tuple[str, ...]:
    return _several(value, "a point")


def _several(value: Any, what: str) -> tuple[str, ...]:
    """The texts of a cell, each once, none empty."""
    listed = isinstance(value, list)
    texts = [_text(entry) for entry in value if entry is not None] if listed else parted(_text(value))
    too_long = max((len(text) for text in texts), default=0)
    if too_long > MAX_ANSWER:
        raise InvalidTestSet(f"{what} has {too_long:,} characters, but at most {MAX_ANSWER:,} are allowed.")
    return tuple(dict.fromkeys(text for text in texts if text))


def _page(value: Any) -> int | None:
    text = _text(value)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if isinstance(value, bool) or not (number.is_integer() and 1 <= number <= 1_000_000):
        raise InvalidTestSet(f'the page is "{text[:40]}", but must be one whole number from 1 on (or empty).')
    return int(number)


def _task(value: Any) -> Task | None:
    text = _text(value).casefold()
    if not text:
        return None
    try:
        return Task("summarise" if text == "summarize" else text)
    except ValueError as error:
        tasks = ", ".join(task.value for task in Task)
        raise InvalidTestSet(f'the task is "{text[:40]}", but must be one of {tasks} (or empty).') from error


def _answerable(value: Any) -> bool | None:
    text = _text(value).casefold()
    if not text:
        return None
    if text not in _YES | _NO:
        raise InvalidTestSet(f'answerable is "{text[:40]}", but must be yes or no (or empty).')
    return text in _YES


_READ: dict[str, Callable[[Any], Any]] = {
    "question": _text,
    "answers": _answers,
    "document": _text,
    "page": _page,
    "answerable": _answerable,
    "note": _text,
    "points": _points,
    "history": turns,
    "task": _task,
}
