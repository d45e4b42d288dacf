"""Reports to hand in: CSV for a spreadsheet, one HTML file for a reader."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.formats.alternatives import joined
from evaluation.formats.csv import safe
from evaluation.reports.charts import Series, chart, histogram
from evaluation.reports.labels import (
    GROUP_HEADS,
    LABELS,
    OTHERS_MEAN,
    QUALITY_MEANS,
    by_quality,
    group_rows,
    outcome_rows,
    setting_label,
)
from evaluation.reports.report import Report
from evaluation.reports.rounding import LENGTHS, percent, rounded, written
from evaluation.reports.sweep import Trial, figure
from evaluation.reports.tradeoff import Tradeoff
from evaluation.runs import figures
from evaluation.runs.outcome import WORDS
from evaluation.runs.rightness import short_text
from evaluation.runs.runner import flat
from rag.values import Outcome
from rag.values.places import said

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "percent": percent,
    "rounded": rounded,
    "said": said,
    "written": lambda value, name: written(name, value),
}
TILES = (
    "points",
    "own_sentences",
    "contains",
    "token_f1",
    "document_correct",
    "page_correct",
    "all_supported",
    "recall@5",
    "page_recall@5",
)
GROUPS = (("By task", "by_task"), ("By outcome", "by_outcome"))
_COLUMNS = (
    "question", "expected", "given", "short", "reply", "outcome", "cause", "error", "confidence", "seconds", "task",
    "missing points",
)  # fmt: skip


def to_csv(report: Report) -> str:
    """A line a case, with every score; safe against formulas. An empty cell is "does not apply". `reply` is answered,
    unsure or silent, `outcome` what that was worth."""
    names = list(dict.fromkeys(name for record in report.records for name in record.scores))
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *names])
    for record in report.records:
        answer = record.answer
        known = {
            "question": record.case.question,
            "expected": joined(record.case.answers or record.case.points),
            "given": answer.text if answer else "",
            "short": short_text(answer) if answer and answer.outcome is Outcome.ANSWERED else "",
            "reply": answer.outcome.value if answer else "",
            "outcome": record.outcome.value,
            "cause": record.cause.value if record.cause else "",
            "error": record.error,
            "confidence": _number(answer.confidence if answer else None),
            "seconds": _number(answer.seconds.total if answer else None),
            "task": record.case.task.value if record.case.task else "",
            "missing points": joined(record.missing),
        }
        cells = [known[name] for name in _COLUMNS]
        writer.writerow([safe(cell) for cell in cells] + [_number(record.scores.get(name)) for name in names])
    return target.getvalue()


def to_html(report: Report) -> str:
    """The whole report in one file: no script, nothing loaded from anywhere."""
    summary = report.summary()
    trade = Tradeoff(report.records)
    upper, lower = _thresholds(report.settings)
    seconds = [record.answer.seconds.total or 0.0 for record in report.records if record.answer]
    page = _TEMPLATES.get_template("report.html")
    return page.render(
        report=report,
        summary=summary,
        created=_date(report.created),
        figures=[(LABELS[name], summary[name]) for name in figures.NAMES],
        tiles=[(LABELS.get(name, name), summary["scores"].get(name)) for name in TILES],
        labels=LABELS,
        words={kind.value: word for kind, word in WORDS.items()},
        rows=outcome_rows(summary),
        heads=GROUP_HEADS,
        groups=[(title, group_rows(summary[name])) for title, name in GROUPS],
        scores=zip((QUALITY_MEANS, OTHERS_MEAN), by_quality(summary), strict=True),
        curve=None
        if trade.empty
        else chart(
            {
                "answered": [(point.threshold, point.answered) for point in trade.by_threshold(lower)],
                "right of the answered": [
                    (point.threshold, point.right) for point in trade.by_threshold(lower)
                ],
            },
            "how sure Lectern has to be to answer",
        ),
        costs=None
        if trade.empty
        else chart(
            {
                "answer from here on": [
                    (p.threshold, p.cost / figures.WORST) for p in trade.by_threshold(lower)
                ],
                "show places from here on": [
                    (p.lower, p.cost / figures.WORST) for p in trade.by_lower(upper)
                ],
            },
            "how sure Lectern has to be",
        ),
        latency=histogram(seconds, 20, 0.0, max(seconds, default=1.0) or 1.0),
        settings=[(setting_label(name), name, value) for name, value in flat(report.settings).items()],
    )


def sweep_html(trials: Sequence[Trial], metrics: Sequence[str]) -> str:
    """The table and the plot of a sweep in one file."""
    summaries = [trial.report.summary() for trial in trials]
    labels = [", ".join(trial.values.values()) for trial in trials]
    series: dict[str, Series] = {
        LABELS.get(name, name): [
            (float(i), _value(figure(summary, name))) for i, summary in enumerate(summaries)
        ]
        for name in metrics
        if name not in LENGTHS
    }
    page = _TEMPLATES.get_template("sweep.html")
    return page.render(
        trials=trials,
        metrics=metrics,
        labels=LABELS,
        figures=[[figure(summary, name) for name in metrics] for summary in summaries],
        curve=chart(series, ", ".join(trials[0].values) if trials else "", labels),
    )


def _thresholds(settings: Mapping[str, Any]) -> tuple[float, float]:
    """The gate's upper and lower threshold of a run; runs from before the lower one had nothing unsure."""
    answering = settings.get("answering", {})
    upper = float(answering.get("threshold", 1.0))
    return upper, float(answering.get("unsure", upper))


def _value(interval: Mapping[str, float] | None) -> float | None:
    return None if interval is None else max(0.0, min(1.0, interval["value"]))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _date(created: float) -> str:
    return datetime.fromtimestamp(created, UTC).strftime("%Y-%m-%d %H:%M UTC")
