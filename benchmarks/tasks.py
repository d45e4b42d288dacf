"""What the questions of two data sets are taken for: a table of what they want against what is told from their words.

    python -m benchmarks.tasks DATA [--half measured] [--page docs/tasks.md] [--show]

`DATA` is the folder that holds `longform` and `field`; `benchmarks/tasks.csv` says by hand what some of their questions
want. Half of them ("seen") may be looked at while the word lists are written, the other half ("measured") is for this
table. No library is opened: a question is taken for one about the documents where it can be one by its words.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.question.understanding import understand
from rag.values import Task, Turn

_LABELS = Path(__file__).parent / "tasks.csv"
_FILES = {"longform": "questions.jsonl", "field": "cases.jsonl"}


@dataclass(frozen=True, slots=True)
class ToldTask:
    """A question, what it wants, and what it is taken for."""

    question: str
    wanted: Task
    told: Task


def told(data: Path, half: str) -> Iterator[ToldTask]:
    """The labelled questions of a half ("" for both), in the order of the labels."""
    asked = {
        (folder, row["id"]): row
        for folder, name in _FILES.items()
        for row in map(json.loads, (data / folder / name).read_text(encoding="utf-8").splitlines())
    }
    with _LABELS.open(encoding="utf-8", newline="") as file:
        for label in csv.DictReader(file):
            row = asked.get((label["data"], label["id"]))
            if row is not None and half in ("", label["half"]):
                yield ToldTask(row["question"], Task(label["task"]), _task(row))


def _task(row: dict[str, object]) -> Task:
    question = understand(str(row["question"]), list(_history(row.get("history") or [])))
    return Task.ABOUT if question.about and question.task is not Task.SUMMARISE else question.task


def _history(turns: object) -> Iterator[Turn]:
    """Turns are {"role", "text"} in one set and [role, text] in the other."""
    assert isinstance(turns, list)
    for turn in turns:
        role, text = (turn["role"], turn["text"]) if isinstance(turn, dict) else turn
        yield Turn("user" if role == "user" else "assistant", text)


def as_table(found: list[ToldTask]) -> str:
    """A Markdown table: a row for each task that is wanted, a column for each that it is taken for."""
    counts = Counter((one.wanted, one.told) for one in found)
    tasks = list(Task)
    lines = [["wanted", *(task.value for task in tasks), "right"], ["---"] * (len(tasks) + 2)]
    for wanted in tasks:
        row = [counts[wanted, task] for task in tasks]
        if sum(row):
            share = f"{counts[wanted, wanted]} of {sum(row)}"
            lines.append([wanted.value, *(str(count or "") for count in row), share])
    right = sum(one.wanted is one.told for one in found)
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"{table}\n\n{right} of {len(found)} as they are wanted.\n"


def main() -> int:
    """Prints the table; exit status 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("seen", "measured"), default="")
    parser.add_argument("--page", type=Path, help="a page whose tables are made anew")
    parser.add_argument(
        "--show", action="store_true", help="name the questions that are taken for something else"
    )
    options = parser.parse_args()
    found = list(told(options.data, options.half))
    sys.stdout.write(as_table(found))
    if options.show:
        for one in found:
            if one.wanted is not one.told:
                sys.stdout.write(f"{one.wanted.value} taken for {one.told.value}: {one.question}\n")
    if options.page is not None:
        seen, measured = (as_table(list(told(options.data, half))) for half in ("seen", "measured"))
        before = options.page.read_text(encoding="utf-8").partition("<!-- tables -->")[0]
        page = f"{before}<!-- tables -->\n\nMeasured:\n\n{measured}\nSeen:\n\n{seen}"
        options.page.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
