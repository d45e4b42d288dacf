"""Whether answers are the same by models on servers as by those of this computer.

    LECTERN_JUDGE_URL=… LECTERN_READER_URL=… [LECTERN_EMBEDDER_URL=…] \\
        python -m benchmarks.elsewhere ../shared/data/squad2_half [--limit 60] [--library DIR] [--out FILE]

Each question is asked of the whole corpus twice, first of the models here. No model writes, for what is written does
not change what came of a question. What differs is printed; FILE gets a JSON
line a question, as it is done.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import DatasetQuestion, load, sample
from rag.assistant import Assistant
from rag.compose import open_assistant
from rag.models.embedding.embedder import load_embedder
from rag.settings import Settings, elsewhere
from rag.values import Answer

_ADDRESSES = ("LECTERN_JUDGE_URL", "LECTERN_READER_URL", "LECTERN_EMBEDDER_URL")


def main() -> int:
    """0 where every question had the same outcome both ways, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.elsewhere", description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--library", type=Path, metavar="DIR", help="its corpus, as the bench keeps it")
    parser.add_argument("--out", type=Path, metavar="FILE")
    options = parser.parse_args()
    served = elsewhere()
    if not (served.judge or served.reader or served.embedder):
        parser.error(f"set one of {', '.join(_ADDRESSES)}")
    dataset, settings = load(options.dataset), Settings().changed("answering.write", False)
    questions = sample(dataset.questions, options.limit, 0)
    addresses = {name: os.environ.pop(name) for name in _ADDRESSES if name in os.environ}
    tokens = settings.ingestion.chunk_tokens
    folder = options.library or library_folder(dataset, load_embedder(settings.models), tokens, _progress)
    here = open_assistant(folder, settings)
    os.environ.update(addresses)
    there = open_assistant(folder, settings)
    rows = []
    for number, question in enumerate(questions, start=1):
        rows.append(_both(question, here, there))
        if options.out:
            with options.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(rows[-1], ensure_ascii=False) + "\n")
        _progress("asked", number, len(questions))
    found = _summary(rows)
    sys.stdout.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return int(found["same outcome"] < len(rows))


def _both(question: DatasetQuestion, here: Assistant, there: Assistant) -> dict[str, Any]:
    began = time.perf_counter()
    local = here.answer(question.text, COLLECTION, question.history)
    between = time.perf_counter()
    served = there.answer(question.text, COLLECTION, question.history)
    seconds = (between - began, time.perf_counter() - between)
    both = list(zip(local.evidence, served.evidence, strict=False))
    return {
        "question": question.text,
        "outcome": [local.outcome.value, served.outcome.value],
        "same text": local.text == served.text,
        "same short answer": _short(local) == _short(served),
        "same evidence": [e.text for e in local.evidence] == [e.text for e in served.evidence],
        "score": max((abs(a.score - b.score) for a, b in both), default=0),
        "confidence": abs((local.confidence or 0) - (served.confidence or 0)),
        "judged by": served.judged_by,
        "seconds": seconds,
    }


def _summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    same = ("same text", "same short answer", "same evidence")
    alike = [row["score"] for row in rows if row["same evidence"]]
    return {
        "questions": len(rows),
        "same outcome": sum(len(set(row["outcome"])) == 1 for row in rows),
        **{name: sum(row[name] for row in rows) for name in same},
        "outcomes here": dict(Counter(row["outcome"][0] for row in rows)),
        "most that a confidence differs": max(row["confidence"] for row in rows),
        "most that a score differs where the evidence is the same": max(alike, default=None),
        "judged by": dict(Counter(row["judged by"] for row in rows)),
        "seconds here, median": round(statistics.median(row["seconds"][0] for row in rows), 2),
        "seconds there, median": round(statistics.median(row["seconds"][1] for row in rows), 2),
        "different": [row for row in rows if len(set(row["outcome"])) > 1 or not row["same text"]],
    }


def _short(answer: Answer) -> str:
    return answer.short.text if answer.short else ""


def _progress(stage: str, done: int, whole: int) -> None:
    if done == whole or not done % 5:
        sys.stderr.write(f"{stage}: {done} of {whole}\n")


if __name__ == "__main__":
    sys.exit(main())
