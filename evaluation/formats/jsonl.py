"""JSON Lines: one object a line; a JSON array of objects is taken too."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from evaluation.formats.csv import decoded
from evaluation.formats.header import columns
from evaluation.formats.row import Row
from rag.errors import InvalidTestSet
from rag.store.testsets import Case, case_values


def looks_like(content: bytes) -> bool:
    """Whether the first character that shows is that of an object or array."""
    plain = content.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return plain.startswith((b"{", b"[")) and not plain.startswith(b"{\\rtf")


def rows(file_name: str, content: bytes) -> Iterator[Row]:
    """A row an object. A line that is no object is a row with that problem."""
    text = decoded(file_name, content)
    if text.lstrip().startswith("["):
        yield from _array(file_name, text)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _row(file_name, number, _object(line))
        except (ValueError, RecursionError) as error:
            yield Row(number, problem=f"it is not a JSON object ({error}). Write one object a line.")


def write(cases: Sequence[Case]) -> str:
    """Cases as JSON Lines."""
    return "".join(json.dumps(case_values(case), ensure_ascii=False) + "\n" for case in cases)


class _Twice(ValueError):
    """A key stands twice in an object."""


def _object(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(f'"{next(key for key in keys if keys.count(key) > 1)}" stands twice')
    return found


def _array(file_name: str, text: str) -> Iterator[Row]:
    try:
        entries = _object(text)
    except (ValueError, RecursionError) as error:
        raise InvalidTestSet(
            f"{file_name} is not a JSON array ({error}). Mend it, or write one object a line."
        ) from error
    for number, entry in enumerate(entries, 1):
        yield _row(file_name, number, entry)


def _row(file_name: str, number: int, entry: Any) -> Row:
    if not isinstance(entry, dict):
        return Row(number, problem=f'{entry!r:.60} is not a JSON object. Write {{"question": …}}.')
    try:
        names = columns(file_name, list(entry))
    except InvalidTestSet as error:
        return Row(number, problem=str(error).split(": ", 1)[1])
    cells = {name: value for name, value in zip(names, entry.values(), strict=True) if name}
    titles = {name: key for key, name in zip(entry, names, strict=True) if name}
    return Row(
        number, cells, tuple(key for key, name in zip(entry, names, strict=True) if not name), titles=titles
    )
