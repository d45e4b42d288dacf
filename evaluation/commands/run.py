"""`python -m evaluation run`: a test set over the library; scores, report, and a threshold for CI."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.commands import session
from evaluation.commands.options import changed, say, say_json
from evaluation.reports.export import to_csv, to_html
from evaluation.reports.report import Report, to_json
from evaluation.reports.sweep import figure, figure_names
from evaluation.reports.table import run_table
from rag.compose import open_assistant
from rag.errors import LecternError
from rag.settings import Settings

HELP = "run a test set over the library"


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    session.add(parser)
    parser.add_argument("--out", type=Path, metavar="REPORT.json", help="write the report, for compare")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a line a case")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one page to hand in")
    parser.add_argument("--name", default="", help="what to call the run")
    parser.add_argument("--resume", action="store_true", help="go on with an unfinished run of the same kind")
    parser.add_argument(
        "--fail-under",
        type=_bound,
        action="append",
        default=[],
        metavar="METRIC=VALUE",
        help="exit with 1 unless the figure is at least VALUE, for example right=0.8",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run, write what was asked for, and print. Returns the exit status."""
    folder = session.folder_of(arguments)
    settings = changed(Settings.load(folder), arguments.set)
    assistant = open_assistant(folder, settings)
    try:
        chosen = session.prepare(arguments, assistant)
        report = chosen.run(assistant, arguments.name or chosen.name, arguments.resume)
    finally:
        assistant.library.close()
    for path, text in _files(arguments, report):
        _write(path, text)
    if arguments.json:
        say_json(to_json(report))
    else:
        say(run_table(report))
    shortfalls = _shortfalls(report.summary(), arguments.fail_under)
    sys.stderr.writelines(f"{line}\n" for line in shortfalls)
    failed = any(record.error for record in report.records)
    return 1 if shortfalls or failed else 0


def _files(arguments: argparse.Namespace, report: Report) -> list[tuple[Path, str]]:
    wanted = []
    if arguments.out:
        wanted.append((arguments.out, json.dumps(to_json(report), ensure_ascii=False, indent=1)))
    if arguments.csv:
        wanted.append((arguments.csv, "\ufeff" + to_csv(report)))
    if arguments.html:
        wanted.append((arguments.html, to_html(report)))
    return wanted


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise LecternError(f"{path} cannot be written ({error.strerror}). Choose another place.") from error


def _bound(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    if name not in figure_names():
        raise argparse.ArgumentTypeError(
            f'there is no figure "{name}"; there are: {", ".join(figure_names())}'
        )
    try:
        return name, float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{value}" is not a number; write METRIC=VALUE') from error


def _shortfalls(summary: Mapping[str, Any], bounds: Sequence[tuple[str, float]]) -> list[str]:
    found = []
    for name, least in bounds:
        interval = figure(summary, name)
        if interval is None:
            found.append(f"{name} does not apply to any case, but must be at least {least:g}.")
        elif interval["value"] < least:
            found.append(f"{name} is {interval['value']:.3f}, but must be at least {least:g}.")
    return found
