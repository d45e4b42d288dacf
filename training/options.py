"""The command line of `python -m training`."""

import argparse
import sys
from pathlib import Path

from rag.models.span.loading import ADAPTER
from training.teaching.judge_runs import ASKED
from training.teaching.recipe import Recipe

SMOKE, LIMIT = 24, 300
"""Questions of each set in a smoke run, and by which an adapter is measured."""


def parser(description: str | None) -> argparse.ArgumentParser:
    """The subcommands and what they take."""
    options = argparse.ArgumentParser(prog="python -m training", description=description)
    commands = options.add_subparsers(dest="command", required=True)
    learn = commands.add_parser("train", help="train an adapter; go on with a run that was broken off")
    _add_recipe(learn)
    learn.add_argument("--smoke", action="store_true", help=f"{SMOKE} examples, to see that it runs")
    measure = commands.add_parser("measure", help="short answers and abstention on articles not trained on")
    measure.add_argument("dataset", type=Path)
    measure.add_argument("--adapter", type=Path, default=ADAPTER)
    measure.add_argument("--limit", type=int, default=LIMIT)
    asking = commands.add_parser("ask", help="teach the model to ask, and let it ask about documents")
    asking.add_argument("--epochs", type=float)
    asking.add_argument("--library", type=Path, metavar="DIR", help="ask about these documents, too")
    asking.add_argument("--sentences", type=int, default=6000, metavar="N", help="about so many at most")
    judging = commands.add_parser("judge", help="train an adapter to tell what does not answer")
    judging.add_argument("--epochs", type=float)
    judging.add_argument("--rate", type=float, default=3e-4, help="the learning rate")
    judging.add_argument("--asked", type=Path, metavar="FILE", help=f"the {ASKED} of a run of ask")
    judging.add_argument("--asked-limit", type=int, default=4000, metavar="N", help="so many of them at most")
    _add_writing(commands)
    mixing = commands.add_parser("mix", help="the adapter between two, one of which began as the other")
    mixing.add_argument("before", type=Path)
    mixing.add_argument("after", type=Path)
    mixing.add_argument("--share", type=float, default=0.7, help="of the way from the first to the second")
    mixing.add_argument("--out", type=Path, required=True, metavar="FILE")
    for run in (learn, asking, judging):
        run.add_argument("datasets", type=Path, nargs="+", metavar="DATASET_DIR")
        run.add_argument("--out", type=Path, required=True, metavar="RUN")
        run.add_argument("--limit", type=int, default=sys.maxsize, help="questions of each set at most")
    for run in (learn, judging):
        run.add_argument("--start", type=Path, metavar="ADAPTER", help="an adapter to go on from")
        for name, use in (
            ("--written", "sets to teach as a whole"),
            ("--watched", "sets to stop early by, as a whole"),
        ):
            run.add_argument(name, type=Path, nargs="*", default=[], metavar="DATASET_DIR", help=use)
    return options


def _add_writing(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    writing = commands.add_parser(
        "write", help="teach a model of the catalogue to reword, to check, to translate"
    )
    writing.add_argument(
        "--gguf", type=Path, required=True, metavar="FILE", help="the model, its digest checked"
    )
    writing.add_argument("--data", type=Path, default=Path("../shared/data"), help="the sets of the examples")
    writing.add_argument("--out", type=Path, required=True, metavar="RUN")
    writing.add_argument("--upper", type=int, default=8, metavar="N", help="of its layers are taught")
    writing.add_argument("--start", type=Path, metavar="ADAPTER", help="an adapter to go on from")
    writing.add_argument("--said", nargs="*", default=[], metavar="FILE", help="rewordings to teach, not all")
    writing.add_argument("--epochs", type=float)
    writing.add_argument("--rate", type=float, default=3e-4, help="the learning rate")
    writing.add_argument("--limit", type=int, default=sys.maxsize, help="lessons of each task at most")


def _add_recipe(learn: argparse.ArgumentParser) -> None:
    """What `recipe.py` tells of, with its defaults."""
    usual = Recipe()
    learn.add_argument("--epochs", type=float, default=usual.epochs)
    learn.add_argument("--rate", type=float, default=usual.learning_rate, help="the learning rate")
    for name, value, metavar in (
        ("--near-misses", usual.near_misses, "SHARE"),
        ("--alone", usual.alone, "SHARE"),
        ("--decision-weight", usual.decision_weight, "N"),
    ):
        learn.add_argument(name, type=float, default=value, metavar=metavar, help="see recipe.py")
    learn.add_argument("--answered", action="store_true", help="only questions with an answer; see recipe.py")
