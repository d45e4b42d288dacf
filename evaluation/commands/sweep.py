"""`python -m evaluation sweep TESTSET --set retrieval.alpha=0.3,0.5,0.7 …`: a run for every combination."""

import argparse
from pathlib import Path

from evaluation.commands import session
from evaluation.commands.options import say, say_json
from evaluation.reports.export import sweep_html
from evaluation.reports.report import Report
from evaluation.reports.sweep import figure_names, grid, rows, sweep
from evaluation.reports.table import sweep_table
from rag.compose import open_assistant
from rag.settings import Settings

HELP = "run a test set once for every combination of settings"
DEFAULT_METRICS = ("right", "weighted_score", "answered", "unsure", "silent", "contains", "balanced_accuracy")


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    session.add(parser)
    parser.add_argument("--metric", action="append", choices=figure_names(), metavar="METRIC")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the table and its plot")


def run(arguments: argparse.Namespace) -> int:
    """Run all combinations, write and print the table. Returns the exit status."""
    folder = session.folder_of(arguments)
    trials = grid(Settings.load(folder), arguments.set)

    def one(name: str, settings: Settings) -> Report:
        assistant = open_assistant(folder, settings)
        try:
            return session.prepare(arguments, assistant).run(
                assistant, name or "settings as they are", resume=True
            )
        finally:
            assistant.library.close()

    metrics = arguments.metric or list(DEFAULT_METRICS)
    done = sweep(trials, one)
    if arguments.html:
        arguments.html.write_text(sweep_html(done, metrics), encoding="utf-8")
    table = rows(done, metrics)
    if arguments.json:
        say_json({"metrics": metrics, "rows": table})
    else:
        say(sweep_table(table, metrics))
    return 0
