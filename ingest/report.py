"""A summary of ingestion in words, and as JSON."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.pipeline import FileOutcome, FileResult, Summary
from ingest.rebuilding import Rebuilt

_LINKS = 5  # links that are named
_WORDS = {
    FileOutcome.ADDED: "read",
    FileOutcome.REPLACED: "replaced",
    FileOutcome.SKIPPED: "skipped",
    FileOutcome.FAILED: "NOT READ",
}


def in_words(summary: Summary, collection: str) -> str:
    """One line a file, with what is wrong with it below, and a line of totals."""
    width = min(48, max((len(result.name) for result in summary.results), default=0))
    lines = []
    for result in summary.results:
        lines.append(f"{_WORDS[result.state]:8}  {result.name:{width}}  {_detail(result)}".rstrip())
        lines += [
            f"{'':10}{problem}" for problem in result.problems if result.state is not FileOutcome.SKIPPED
        ]
    return "\n".join([*lines, _totals(summary, collection)]) + "\n"


def rebuilt_in_words(rebuilt: Rebuilt) -> str:
    """What was read, and below what was taken over of the damaged library and what is lost."""
    salvaged = rebuilt.salvaged
    lines = [in_words(rebuilt.summary, "the library made anew").rstrip("\n")]
    if salvaged.taken_over:
        lines.append(
            f"{counted(salvaged.taken_over, 'document')} without an original taken over as read before."
        )
    if salvaged.lost:
        names = ", ".join(salvaged.lost)
        lines.append(
            f"Lost, because neither the document nor its original can be read: {names}. Add them again."
        )
    if salvaged.damaged:
        lines.append(f"The damaged library is kept in {salvaged.damaged}.")
    return "\n".join(lines) + "\n"


def _detail(result: FileResult) -> str:
    if result.state in (FileOutcome.ADDED, FileOutcome.REPLACED):
        return f"{counted(result.pages, 'page')}, {counted(result.chunks, 'chunk')}, {result.seconds:.1f} s"
    return result.message


def _totals(summary: Summary, collection: str) -> str:
    parts = [
        f"{number} {word}"
        for word, states in (
            ("read", (FileOutcome.ADDED, FileOutcome.REPLACED)),
            ("skipped", (FileOutcome.SKIPPED,)),
            ("not read", (FileOutcome.FAILED,)),
        )
        if (number := summary.count(*states))
    ]
    line = (
        f'{counted(len(summary.results), "file")} for "{collection}": {", ".join(parts) or "nothing to do"}'
    )
    line += f", in {summary.seconds:.1f} s."
    if summary.unsupported:
        kinds = Counter(path.suffix.lower() or path.name for path in summary.unsupported)
        listed = ", ".join(f"{kind} ({number})" for kind, number in kinds.most_common(8))
        line += f"\nNot read, because their kind is not supported: {listed}."
    if summary.leading_out:
        names = ", ".join(_text(path) for path in summary.leading_out[:_LINKS])
        more = f" and {len(summary.leading_out) - _LINKS} more" if len(summary.leading_out) > _LINKS else ""
        line += f"\nNot followed, because these links lead out of the folder: {names}{more}. To read them, name them."
    return line


def counted(number: int, noun: str) -> str:
    """ "1 page", "2 pages"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(summary: Summary, collection: str, library: Path) -> dict[str, Any]:
    """The whole summary, with the paths as text."""
    return {
        "library": _text(library),
        "collection": collection,
        "files": [{**asdict(result), "path": _text(result.path)} for result in summary.results],
        "unsupported": [_text(path) for path in summary.unsupported],
        "leading_out": [_text(path) for path in summary.leading_out],
        **{outcome.value: summary.count(outcome) for outcome in FileOutcome},
        "seconds": summary.seconds,
    }


def _text(path: Path) -> str:
    """A path, which need not be Unicode, as text that is."""
    return str(path).encode("utf-8", errors="replace").decode("utf-8")
