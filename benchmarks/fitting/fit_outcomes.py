"""Fit the two thresholds of the outcome: from which confidence on a question is answered, and from which unsure.

    python -m benchmarks.fitting.fit_outcomes REPORT.json... [--records RECORDS.jsonl]...

REPORT.json is of `python -m evaluation run TESTSET --set answering.threshold=0 --out REPORT.json`, so that every
question has an answer; RECORDS.jsonl of `python -m evaluation bench DATASET --records`, of which the answerable ones
count. An answer is wrong if its sure short answer is, or if there is none and no sentence that is shown has the answer.
A silence costs 1 where the material answers, a wrong answer 3, an unsure one 1/3. Each set has the same weight. Chosen
are the least cautious thresholds whose cost is within one standard error of the lowest: what is fitted on so few
should not be timid.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

WRONG, UNSURE, SILENT = 3.0, 1 / 3, 1.0
_GRID = [step / 20 for step in range(21)]
_SURE, _LIKE = 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A question that was asked: the gate's confidence, and whether its answer is, or would be, right."""

    confidence: float
    answerable: bool
    right: bool

    def cost(self, unsure: float, answered: float) -> float:
        """What the outcome by these thresholds costs."""
        if self.confidence >= answered:
            return 0.0 if self.right else WRONG
        if self.confidence >= unsure:
            return UNSURE
        return SILENT if self.answerable else 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Two thresholds, with the mean cost of a question and its standard error."""

    unsure: float
    answered: float
    cost: float
    error: float


def main() -> int:
    options = _options()
    sets = [list(of_report(path)) for path in options.reports] + [
        list(of_records(p)) for p in options.records
    ]
    fits = [measured(sets, *thresholds) for thresholds in combinations_with_replacement(_GRID, 2)]
    for title, found in (("lowest cost", lowest(fits)), ("chosen", chosen(fits))):
        sys.stdout.write(
            f"{title}: unsure {found.unsure:.2f}, answered {found.answered:.2f}, "
            f"cost {found.cost:.3f} (standard error {found.error:.3f})\n"
        )
    return 0


def measured(sets: Sequence[Sequence[Example]], unsure: float, answered: float) -> Fit:
    """The mean over the sets of their mean costs, and its standard error over the questions."""
    means, variance = [], 0.0
    for examples in sets:
        costs = [example.cost(unsure, answered) for example in examples]
        mean = sum(costs) / len(costs)
        means.append(mean)
        variance += sum((cost - mean) ** 2 for cost in costs) / len(costs) ** 2
    return Fit(unsure, answered, sum(means) / len(means), math.sqrt(variance) / len(means))


def lowest(fits: Iterable[Fit]) -> Fit:
    """The fit of the lowest cost."""
    return min(fits, key=lambda fit: fit.cost)


def chosen(fits: Sequence[Fit]) -> Fit:
    """Of those within one standard error of the lowest: the lowest threshold to answer, then to show places."""
    best = lowest(fits)
    near = [fit for fit in fits if fit.cost <= best.cost + best.error]
    return min(near, key=lambda fit: (fit.answered, fit.unsure))


def of_report(path: Path) -> Iterator[Example]:
    """The examples of a report of `evaluation run`."""
    for record in json.loads(path.read_text(encoding="utf-8"))["records"]:
        answer, scores = record["answer"], record["scores"]
        short = answer["short"]
        sure = short is not None and short["citation"]["score"] >= _SURE
        answerable = record["case"]["answerable"]
        yield Example(answer["confidence"] or 0.0, answerable, answerable and _right(scores, sure))


def of_records(path: Path) -> Iterator[Example]:
    """The answerable examples of the records of `evaluation bench`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["answerable"]:
            scores = record["scores"]
            yield Example(record["confidence"] or 0.0, True, _right(scores, True) or _right(scores, False))


def _right(scores: dict[str, Any], sure: bool) -> bool:
    if sure:
        return scores["exact_match"] == 1.0 or (scores["token_f1"] or 0.0) >= _LIKE
    return bool(scores["contains"] == 1.0 or scores["sentence@3"] == 1.0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("reports", type=Path, nargs="*", metavar="REPORT.json")
    parser.add_argument("--records", type=Path, nargs="*", default=[], metavar="RECORDS.jsonl")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
