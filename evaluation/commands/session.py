"""What `run` and `sweep` do alike: the library, the test set in it, and a run from begin to end."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.commands.options import add_settings, positive
from evaluation.commands.progress import Bars
from evaluation.reports.report import Report, report_of
from evaluation.runs.runner import Runner
from evaluation.testsets.keeping import keep
from evaluation.testsets.problems import problems_of
from evaluation.testsets.testset import load
from rag.assistant import Assistant
from rag.errors import InvalidTestSet, LecternError
from rag.settings import database_url, default_library
from rag.store.care.belonging import check_here
from rag.store.testsets import Case, TestSets


@dataclass(frozen=True, slots=True)
class TestSetSession:
    """A test set, to be run over a collection ("" for all)."""

    testset_id: int
    name: str
    collection: str
    cases: tuple[Case, ...]

    def run(self, assistant: Assistant, name: str, resume: bool = False) -> Report:
        """Run the cases, or (with `resume`) the rest of an unfinished run; progress on standard error."""
        runner = Runner(assistant)
        unfinished = runner.resumable(self.testset_id, self.collection, self.cases) if resume else None
        run = unfinished or runner.create(self.testset_id, name, self.collection, self.cases)
        bars = Bars()
        try:
            runner.work(run.id, on_record=lambda done, total, _: bars(name, done, total))
        finally:
            bars.close()
        return report_of(runner.runs, run.id, self.name, assistant.embedder.fingerprint)


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments that choose test set, library and cases."""
    parser.add_argument("testset", metavar="TESTSET", help="a CSV, JSONL or XLSX file, or a test set's name")
    parser.add_argument("--library", type=Path, default=None, metavar="DIR")
    parser.add_argument("--collection", metavar="NAME", help="ask over this collection only")
    parser.add_argument("--limit", type=positive, help="run the first N cases only")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_settings(parser)


def folder_of(arguments: argparse.Namespace) -> Path:
    """The library's folder. Raises LecternError where none is there: a run over a new one would be empty."""
    folder = Path(arguments.library or default_library())
    if database_url() is None:
        check_here(folder)
    if database_url() is None and not (folder / "library.db").exists():
        raise LecternError(
            f"There is no library in {folder}. Add material first: python -m ingest PATH --library {folder}"
        )
    return folder


def prepare(arguments: argparse.Namespace, assistant: Assistant) -> TestSetSession:
    """Read the test set, or find it by its name, and keep it in the library."""
    library = assistant.library
    sets = TestSets(library.database)
    collection = _collection(arguments.collection, assistant)
    path = Path(arguments.testset)
    stored = sets.find(arguments.testset) if not path.is_file() else None
    if stored is not None:
        cases: Sequence[Case] = [entry.case for entry in sets.cases(stored.id)]
        key, name = stored.id, stored.name
    elif path.is_file():
        read = load(path)
        cases, name = read.cases, read.name
        if read.ignored:
            sys.stderr.write(f"Columns that mean nothing here, left out: {', '.join(read.ignored)}\n")
        key = keep(sets, name, collection, cases)
    else:
        raise InvalidTestSet(
            f"{path} is neither a file nor the name of a test set in the library. Check the path."
        )
    cases = tuple(cases)[: arguments.limit]
    sys.stderr.writelines(f"{line}\n" for line in problems_of(cases, library.documents(collection or None)))
    return TestSetSession(key, name, collection, tuple(cases))


def _collection(wanted: str | None, assistant: Assistant) -> str:
    known = [collection.name for collection in assistant.library.collections()]
    if wanted is not None:
        assistant.library.documents(wanted)
        return wanted
    if not known:
        raise LecternError("The library is empty. Add material first: python -m ingest PATH")
    return known[0] if len(known) == 1 else ""
