"""What a course pack says, checked before anything is changed: a pack may be of anybody, and its hashes are its own."""

import json
import math
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.common.files import is_sha256
from rag.errors import LecternError
from rag.store.care.bundle import Bundle, DamagedBundle
from rag.store.packs.making import SCORES, TESTSETS
from rag.store.testsets import Case, case_from

_SHAPELESS = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, zipfile.BadZipFile,
    sqlite3.Error,
)  # fmt: skip
_UNCHANGED = "Nothing was changed."
_LONGEST_TEXT = 500_000_000  # bytes of a part that is read as a whole


@dataclass(frozen=True, slots=True)
class PackedRun:
    """A finished run of a test set, with (0-based position, record) of each case."""

    name: str
    settings: Mapping[str, Any]
    fingerprint: str
    cases: tuple[Case, ...]
    records: tuple[tuple[int, Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class PackedTestSet:
    """A test set and its runs."""

    name: str
    cases: tuple[Case, ...]
    runs: tuple[PackedRun, ...]


@contextmanager
def well_formed(bundle: Bundle, what: str, so_far: str = _UNCHANGED) -> Iterator[None]:
    """Say in words that `what` in the pack has not the form that Lectern gives it, and what has become of the library
    `so_far`. Around reading alone."""
    try:
        yield
    except DamagedBundle:
        raise
    except (*_SHAPELESS, LecternError) as error:
        raise _wrong(bundle, what, so_far) from error


def check_head(bundle: Bundle) -> None:
    """Raise DamagedBundle where what the pack says of itself has not the form that it must have."""
    with well_formed(bundle, "what it says of itself"):
        head = bundle.head
        documents = head["documents"]
        fits = isinstance(head["made"], int | float) and math.isfinite(head["made"])
        fits = fits and isinstance(head["with_documents"], bool) and isinstance(documents, list)
        fits = fits and _is_text(head["collection"]) and all(
            _is_text(one["name"]) and is_sha256(one["sha256"]) for one in documents
        )  # fmt: skip
    if not fits:
        raise _wrong(bundle, "what it says of itself")


def packed_testsets(bundle: Bundle, folder: Path) -> Sequence[PackedTestSet]:
    """The test sets of a pack with their scores; `folder` is where parts of it may be put. Raises DamagedBundle."""
    with well_formed(bundle, "its test sets"):
        scores = [(str(score["testset"]), _run(score)) for score in _read(bundle, SCORES, folder)]
        return [
            PackedTestSet(
                str(one["name"]),
                tuple(_case(values) for values in one["cases"]),
                tuple(run for name, run in scores if name == str(one["name"])),
            )
            for one in _read(bundle, TESTSETS, folder)
        ]


def _run(score: Mapping[str, Any]) -> PackedRun:
    cases = tuple(_case(values) for values in score["cases"])
    records = tuple((int(position), dict(body)) for position, body in score["records"])
    return PackedRun(str(score["name"]), dict(score["settings"]), str(score["fingerprint"]), cases, records)


def _case(values: Mapping[str, Any]) -> Case:
    case = case_from(values)
    texts = (case.question, case.document, case.note, *case.answers, *case.points)
    texts += tuple(part for turn in case.history for part in (turn.role, turn.text))
    numbers = (case.page is None or isinstance(case.page, int)) and case.answerable in (None, True, False)
    if not (numbers and all(isinstance(text, str) for text in texts)):
        raise ValueError("a case of a test set is none")
    return case


def _read(bundle: Bundle, part: str, folder: Path) -> list[Any]:
    if part not in bundle.parts:
        return []
    bundle.take(part, folder / part)
    if (folder / part).stat().st_size > _LONGEST_TEXT:
        raise ValueError("too long")
    found = json.loads((folder / part).read_text(encoding="utf-8"))
    if not isinstance(found, list):
        raise ValueError("no list")
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _wrong(bundle: Bundle, what: str, so_far: str = _UNCHANGED) -> DamagedBundle:
    return DamagedBundle(f"{bundle.path} is damaged: {what} cannot be read. Fetch it again. {so_far}")
