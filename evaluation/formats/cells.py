"""Cells → Case: what each value may look like."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from evaluation.formats.row import Row
from rag.errors import InvalidTestSet
from rag.store.testsets import Case

MAX_QUESTION = 2000
MAX_ANSWER = 20_000
_BETWEEN = re.compile(r"\s+\|\s+")
_YES = frozenset(
    ["yes", "y", "true", "t", "1", "x", "ja", "wahr", "oui", "vrai", "si", "sí", "verdadero", "是", "نعم"]
)
_NO = frozenset(["no", "n", "false", "f", "0", "nein", "falsch", "non", "faux", "falso", "否", "لا"])
_FORMULA = ("=", "+", "-", "@")


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
    if values.get("answerable") is None and (values.get("answers") or values.get("document")):
        values["answerable"] = True
    return Case(**values)


def plain_text(value: Any) -> str:
    """A cell as text: without control characters, and without the mark that keeps spreadsheets from computing."""
    text = _written(value)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _written(value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(
        value, float
    ):  # NaN is how pandas writes an empty cell; 15 digits are what a spreadsheet keeps
        return "" if math.isnan(value) else f"{value:.15g}"
    if isinstance(value, datetime) and value == datetime(value.year, value.month, value.day):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def joined(answers: tuple[str, ...]) -> str:
    """Answers in one cell, as `case_of` reads them."""
    return " | ".join(answer.replace(" | ", r" \| ") for answer in answers)


def texts_of(case: Case) -> list[str]:
    """A case as a row of a table, in the order of `header.NAMES`."""
    known = {True: "yes", False: "no", None: ""}[case.answerable]
    page = "" if case.page is None else str(case.page)
    return [case.question, joined(case.answers), case.document, page, known, case.note]


def _text(value: Any) -> str:
    if isinstance(value, (list, dict)):
        raise InvalidTestSet(f"{value!r:.60} stands where a text is expected. Write a text.")
    return plain_text(value)


def _answers(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        texts = [_text(entry) for entry in value if entry is not None]
    else:
        parts = _BETWEEN.split(_text(value))
        texts = [plain_text(part).replace(r" \| ", " | ") for part in parts]
    too_long = max((len(text) for text in texts), default=0)
    if too_long > MAX_ANSWER:
        raise InvalidTestSet(
            f"an answer has {too_long:,} characters, but at most {MAX_ANSWER:,} are allowed."
        )
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
}
