"""A test set run once for every combination of some settings."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.metrics import abstention
from evaluation.reports.report import Report
from evaluation.runs import figures
from evaluation.runs.gold import Gold
from evaluation.runs.scoring import retrieval_scores, score
from rag.errors import InvalidSetting
from rag.settings import Settings
from rag.values import Answer, Outcome

MAX_RUNS = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """One combination, `values` by setting name, with the report of its run."""

    values: Mapping[str, str]
    report: Report


def grid(settings: Settings, assignments: Sequence[str]) -> list[tuple[dict[str, str], Settings]]:
    """Every combination of `["retrieval.alpha=0.3,0.5", …]` with its settings, the last one varying fastest.

    Raises InvalidSetting for unknown names and values, before anything is run.
    """
    axes = [_axis(assignment) for assignment in assignments]
    combinations = [dict(values) for values in itertools.product(*axes)]
    if len(combinations) > MAX_RUNS:
        raise InvalidSetting(
            f"These are {len(combinations)} runs, but at most {MAX_RUNS} are made. Give fewer values."
        )
    return [(values, settings.changed_all(values)) for values in combinations]


def sweep(
    trials: Sequence[tuple[dict[str, str], Settings]], run: Callable[[str, Settings], Report]
) -> list[Trial]:
    """Run each combination; `run` is given a name for it and its settings."""
    return [
        Trial(values, run(", ".join(f"{name}={value}" for name, value in values.items()), settings))
        for values, settings in trials
    ]


def rows(trials: Sequence[Trial], metrics: Sequence[str]) -> list[dict[str, Any]]:
    """For each trial its values and the means (with intervals) of `metrics`, by `figure`'s names."""
    table = []
    for trial in trials:
        summary = trial.report.summary()
        table.append({"values": dict(trial.values), **{name: figure(summary, name) for name in metrics}})
    return table


def figure_names() -> list[str]:
    """Every name that `figure` knows."""
    nothing = Answer("", "", Outcome.SILENT, text="")
    scores = retrieval_scores(Gold(), ()) | score(Gold(), nothing)
    return [*figures.NAMES, *scores, *abstention.NAMES]


def figure(summary: Mapping[str, Any], name: str) -> Any:
    """A figure of a report's summary by name: "right", "weighted_score" or the share of an outcome ("unsure"), a score
    ("token_f1"), or an abstention measure ("balanced_accuracy", "wrongly_silent", …). `None` where it does not
    apply; unknown names raise InvalidSetting."""
    if name in figures.NAMES:
        return summary[name]
    if name not in figure_names():
        raise InvalidSetting(f'There is no figure "{name}". There are: {", ".join(figure_names())}.')
    return summary["abstention" if name in abstention.NAMES else "scores"].get(name)


def _axis(assignment: str) -> list[tuple[str, str]]:
    name, equals, values = assignment.partition("=")
    found = [value.strip() for value in values.split(",") if value.strip()]
    if not equals or not found:
        raise InvalidSetting(f'"{assignment}" is not a setting with values. Write group.name=value,value.')
    return [(name.strip(), value) for value in dict.fromkeys(found)]
