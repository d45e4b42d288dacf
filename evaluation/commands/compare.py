"""`python -m evaluation compare A.json B.json`: two reports of `run --out` side by side."""

import argparse

from evaluation.commands.options import file, say, say_json
from evaluation.reports.compare import compare, to_json
from evaluation.reports.report import load
from evaluation.reports.table import comparison_table

HELP = "compare two reports of the same test set"


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("before", type=file, metavar="A.json")
    parser.add_argument("after", type=file, metavar="B.json")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print. Returns the exit status."""
    comparison = compare(load(arguments.before), load(arguments.after), arguments.seed)
    if arguments.json:
        say_json(to_json(comparison))
    else:
        say(comparison_table(comparison))
    return 0
