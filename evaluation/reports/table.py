"""Reports as plain text for a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evaluation.reports.compare import Change, Difference, RunComparison, outcome_counts
from evaluation.reports.labels import (
    FIGURES,
    GROUP_HEADS,
    LABELS,
    SHARED,
    SILENCE,
    by_quality,
    group_rows,
    outcome_rows,
)
from evaluation.reports.report import Report
from evaluation.reports.rounding import LENGTHS, written
from evaluation.runs.outcome import WORDS, Cause, Grade
from evaluation.runs.summary import Block

_WIDTH = 44


def bench_table(report: Block) -> str:
    """The bench's report as text."""
    return "\n".join(_bench_lines(report)) + "\n"


def run_table(report: Report) -> str:
    """A run's report as text."""
    return "\n".join(_run_lines(report)) + "\n"


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns set apart by two spaces, the first to the left, the others to the right."""
    table = [list(head), *map(list, rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def cell(value: Mapping[str, float] | None, name: str = "") -> str:
    """The mean of the score `name` with its interval and count: "0.953 [0.941, 0.964] 1381"; "–" where it does not
    apply."""
    if value is None:
        return "–"
    mean, low, high = (written(name, value[bound]) for bound in ("value", "low", "high"))
    return f"{mean} [{low}, {high}] {value['count']:>4}"


def _bench_lines(report: Block) -> Iterator[str]:
    yield (
        f"{report['dataset']}: {report['questions']} of {report['of_questions']} questions "
        f"({report['answerable']} answerable), {report['documents']} documents, {report['chunks']} chunks"
    )
    yield f"embedder {report['embedder']} · mean [95% interval] count"
    streets = report.get("streets", {})
    plain = streets.get("plain", {}).get("retrieval")
    yield ""
    columns = {"retrieval": report["retrieval"]} | ({"plain": plain} if plain else {})
    names = [(name, name) for name in report["retrieval"]]
    yield _compared(columns, names)
    if streets:
        yield ""
        yield _compared({name: block["figures"] for name, block in streets.items()}, FIGURES, "outcomes")
        for name, block in streets.items():
            yield ""
            yield _three_columns(block, name)
        yield ""
        yield _compared({name: block["scores"] for name, block in streets.items()}, SHARED, "all questions")
        yield ""
        yield _compared(
            {name: block["scores_when_answered"] for name, block in streets.items()},
            SHARED,
            "answerable and answered",
        )
        yield ""
        yield _compared({name: block["abstention"] for name, block in streets.items()}, SILENCE, "abstention")
        yield ""
        yield from _street_lines(streets)
    yield ""
    yield f"index {report['indexing_seconds']:.1f} s, all {report['wall_seconds']:.1f} s"


def _compared(columns: Mapping[str, Block], names: Iterable[tuple[str, str]], corner: str = "") -> str:
    rows = [
        (label, *(cell(block.get(name), name) for block in columns.values()))
        for label, name in names
        if any(block.get(name) for block in columns.values())
    ]
    return grid((corner.ljust(_WIDTH), *columns), rows)


def _three_columns(block: Block, corner: str) -> str:
    """How many cases were answered, unsure and silent, by what the material has."""
    rows = [(label, *map(str, counts)) for label, *counts in outcome_rows(block)]
    return grid((corner.ljust(_WIDTH), "answered", "unsure", "silent"), rows)


def _street_lines(streets: Mapping[str, Block]) -> Iterator[str]:
    for name, block in streets.items():
        for source, shares in block["verdicts"].items():
            parts = ", ".join(f"{key} {value:.3f}" for key, value in shares.items() if key != "claims")
            yield f"{name}: {shares['claims']} claims from {source}: {parts}"
        quotes = block.get("quote_exact")
        if quotes and quotes["quotes"]:
            yield f"{name}: {quotes['exact']} of {quotes['quotes']} quotes equal the page ({quotes['share']:.2%})"
        times = ", ".join(
            f"{stage} {value['median']:.3f} (p90 {value['p90']:.3f})"
            for stage, value in block["seconds"].items()
            if value
        )
        yield f"{name}: seconds, median: {times}"


def _run_lines(report: Report) -> Iterator[str]:
    summary = report.summary()
    where = f'collection "{report.collection}"' if report.collection else "all collections"
    yield f"{report.name}: {summary['cases']} of {summary['of']} cases over {where}"
    if report.rescored:
        yield f"{report.rescored} answers of an earlier version, judged anew by today's rules"
    yield "; ".join(f"{count} {WORDS[Grade(name)]}" for name, count in summary["outcomes"].items() if count)
    causes = "; ".join(f"{count} {WORDS[Cause(name)]}" for name, count in summary["causes"].items() if count)
    if causes:
        yield f"wrong or without an answer: {causes}"
    yield ""
    yield _three_columns(summary, "cases")
    for corner, name in (("by task", "by_task"), ("by outcome", "by_outcome")):
        yield ""
        yield grid((corner.ljust(_WIDTH), *GROUP_HEADS), group_rows(summary[name]))
    yield ""
    for corner, figures in zip(
        ("quality of the answers", "everything else"), by_quality(summary), strict=True
    ):
        rows = [
            (LABELS.get(name, name), cell(value, name))
            for name, value in figures.items()
            if value is not None
        ]
        yield grid((corner.ljust(_WIDTH), "mean [95% interval] count"), rows)
        yield ""
    yield from _street_lines({"run": {"verdicts": summary["verdicts"], "seconds": summary["seconds"]}})
    failures = [record for record in report.records if record.error]
    for record in failures[:10]:
        yield f'failed: case {record.position + 1}, "{record.case.question[:60]}": {record.error}'


def comparison_table(comparison: RunComparison) -> str:
    """A comparison as text: settings that differ, scores, cases won and lost."""
    lines = [f"{comparison.before.name} → {comparison.after.name}", ""]
    lines += [f"{name}: {was} → {now}" for name, (was, now) in comparison.settings.items()] or [
        "same settings"
    ]
    lines += ["", ", ".join(f"{count} {name}" for name, count in comparison.counts().items() if count)]
    moved = outcome_counts(comparison).items()
    lines.append(", ".join(f"{name} {before} → {after}" for name, (before, after) in moved))
    if comparison.only_before or comparison.only_after:
        lines.append(
            f"not in both: {comparison.only_before} of the first, {comparison.only_after} of the second"
        )
    rows = [
        (
            LABELS.get(entry.name, entry.name),
            written(entry.name, entry.before.value),
            written(entry.name, entry.after.value),
            difference(entry),
            "clear" if entry.clear else "",
        )
        for entry in comparison.differences
    ]
    lines += ["", grid(("score".ljust(_WIDTH), "before", "after", "difference [95%]", ""), rows)]
    for change in (Change.LOST, Change.WON):
        pairs = [pair for pair in comparison.pairs if pair.change is change]
        lines += ["", f"{change.value}:"] if pairs else []
        lines += [
            f"  {pair.after.case.question[:90]} ({WORDS[pair.cause or pair.before.outcome]})"
            for pair in pairs[:20]
        ]
    return "\n".join(lines) + "\n"


def difference(entry: Difference) -> str:
    """A paired difference with its interval: "+0.050 [-0.010, +0.110]"."""
    digits = 0 if entry.name in LENGTHS else 3
    found = entry.difference
    return f"{found.value:+.{digits}f} [{found.low:+.{digits}f}, {found.high:+.{digits}f}]"


def sweep_table(rows: Sequence[Mapping[str, Any]], metrics: Sequence[str]) -> str:
    """A sweep's rows (see `evaluation.reports.sweep.rows`) as text."""
    names = list(rows[0]["values"]) if rows else []
    table = [
        (", ".join(row["values"].values()), *(cell(row[name], name) for name in metrics)) for row in rows
    ]
    return grid((", ".join(names), *(LABELS.get(name, name) for name in metrics)), table) + "\n"
