"""`python -m evaluation bench`: measure a question set, ours beside the plain pipeline."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.bench.bench import Answered, Options, Parts, bench
from evaluation.bench.dataset import load
from evaluation.commands.options import (
    add_settings,
    changed,
    file,
    folder,
    positive,
    say,
    say_json,
)
from evaluation.commands.progress import Bars
from evaluation.reports.table import bench_table
from evaluation.runs.rightness import short_text
from rag.compose import open_assistant
from rag.models.embedding.embedder import load_embedder
from rag.models.generation.generator import load_generator
from rag.settings import Settings

HELP = "measure a question set (corpus.jsonl, questions.jsonl)"


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("dataset", type=folder, metavar="DATASET_DIR")
    parser.add_argument("--questions", type=file, help="another questions file for the same corpus")
    parser.add_argument("--limit", type=positive, help="ask at most so many, spread over the documents")
    parser.add_argument("--retrieval-only", action="store_true", help="measure the rankings and stop")
    parser.add_argument("--baseline", choices=["plain"], help="measure the plain LangChain pipeline too")
    parser.add_argument(
        "--context-doc",
        action=argparse.BooleanOptionalAction,
        help="ask only (or never) with just the question's own document to be found; default: both ways",
    )
    parser.add_argument("--fresh", action="store_true", help="index anew, ignoring the kept library")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--records", type=Path, metavar="FILE", help="write every answer, a JSON line each")
    add_settings(parser)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print. Returns the exit status."""
    settings = changed(Settings(), arguments.set)
    dataset = load(arguments.dataset, arguments.questions)
    options = Options(
        limit=arguments.limit,
        retrieval_only=arguments.retrieval_only,
        context=arguments.context_doc,
        baseline=arguments.baseline == "plain",
        fresh=arguments.fresh,
        seed=arguments.seed,
    )
    if options.retrieval_only:
        settings = settings.changed("answering.write", False)  # and no model is loaded
    generator = load_generator(settings.models) if options.baseline and not options.retrieval_only else None
    parts = Parts(load_embedder(settings.models), settings, open_assistant, generator)
    bars = Bars()
    try:
        report, asked = bench(dataset, parts, options, bars)
    finally:
        bars.close()
    if arguments.records:
        _write_records(arguments.records, asked)
    if arguments.json:
        say_json(report)
    else:
        say(bench_table(report))
    return 0


def _write_records(path: Path, asked: Mapping[str, Sequence[Answered]]) -> None:
    with path.open("w", encoding="utf-8") as target:
        for street, rows in asked.items():
            for row in rows:
                target.write(json.dumps({"street": street, **_record(row)}, ensure_ascii=False) + "\n")


def _record(row: Answered) -> dict[str, object]:
    question, answer = row.question, row.answer
    return {
        "id": question.id,
        "question": question.text,
        "search_query": answer.search_query,
        "expected": list(question.gold.answers),
        "relevant": sorted(question.gold.documents),
        "answerable": question.gold.answerable,
        "outcome": answer.outcome.value,
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "text": answer.text,
        "short": short_text(answer),
        "claims": [[c.text, c.verdict.value, c.source.value, *c.reasons] for c in answer.claims],
        "evidence": [[e.document, e.score, e.text] for e in answer.evidence],
        "passages": [[p.document, p.score] for p in answer.passages],
        "scores": row.scores,
        "seconds": answer.seconds.total,
    }
