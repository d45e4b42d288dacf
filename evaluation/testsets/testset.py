"""Test sets: read from a file a person made, and written back.

Columns: question (required), answers, document, page, answerable, note, points, history, task; a table says what else
they may be called. Alternatives of an answer, points and turns are set apart by " | ". A file is taken whole or not at
all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evaluation.formats import csv, jsonl, workbook
from evaluation.formats.cells import case_from_cells, case_of
from evaluation.formats.earlier import without_foreign
from rag.errors import InvalidTestSet
from rag.store.testsets import Case

__all__ = [
    "MAX_BYTES", "MAX_CASES", "Case", "TestSet", "case_from_cells", "load", "parse", "to_csv", "to_jsonl", "to_xlsx",
]  # fmt: skip

MAX_BYTES = 50 * 1024 * 1024
MAX_CASES = 20_000
_SHOWN = 10
_READERS = (
    (workbook.looks_like, workbook.rows),
    (jsonl.looks_like, jsonl.rows),
    (csv.looks_like, csv.rows),
)
to_csv = csv.write
to_jsonl = jsonl.write
to_xlsx = workbook.write


@dataclass(frozen=True, slots=True)
class TestSet:
    """Cases read from a file. `ignored` are the columns that mean nothing here; `lines` the 1-based line (in
    a workbook: row) of each case."""

    __test__ = False  # not a test class, whatever pytest makes of the name

    name: str
    cases: tuple[Case, ...]
    lines: tuple[int, ...] = ()
    ignored: tuple[str, ...] = ()


def load(path: Path) -> TestSet:
    """Read a test set file. Raises InvalidTestSet."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise InvalidTestSet(f"{path} cannot be read ({error.strerror}). Check the path.") from error
    _check_size(path.name, size)
    return parse(path.name, content)


def parse(file_name: str, content: bytes) -> TestSet:
    """Read a test set. What the content looks like decides how, not the ending of the name.

    Raises InvalidTestSet, which names up to ten wrong lines, each with its remedy.
    """
    _check_size(file_name, len(content))
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InvalidTestSet(
            f"{file_name} is empty. The first line names the columns, for example: question,answers"
        )
    reader = next((rows for looks_like, rows in _READERS if looks_like(content)), None)
    if reader is None:
        raise InvalidTestSet(f"{file_name} is not a test set. Save it as CSV (UTF-8), JSONL or XLSX.")
    cases: list[Case] = []
    problems: list[str] = []
    lines: list[int] = []
    ignored: dict[str, None] = {}
    read = list(islice(reader(file_name, content), MAX_CASES + 1))
    if len(read) > MAX_CASES:
        raise InvalidTestSet(f"{file_name} has more than {MAX_CASES:,} cases. Split it.")
    for row in without_foreign(read):
        ignored |= dict.fromkeys(row.ignored)
        try:
            cases.append(case_of(row))
            lines.append(row.line)
        except InvalidTestSet as problem:
            problems.append(str(problem))
    if problems:
        raise InvalidTestSet(_all_of(file_name, problems))
    if not cases:
        raise InvalidTestSet(
            f"{file_name} has a header, but no questions below it. Add a line for each question."
        )
    return TestSet(Path(file_name).stem, tuple(cases), tuple(lines), tuple(ignored))


def _check_size(file_name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise InvalidTestSet(f"{file_name} has {size / 2**20:.0f} MB, but at most 50 MB are read. Split it.")


def _all_of(file_name: str, problems: Sequence[str]) -> str:
    more = len(problems) - _SHOWN
    tail = [f"… and {more} more."] if more > 0 else []
    return "\n".join([f"Nothing was imported from {file_name}:", *problems[:_SHOWN], *tail])
