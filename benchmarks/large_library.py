"""Time evidence in a library of 10,000 chunks: seconds from the question to the sentences on screen.

    python -m benchmarks.large_library [--data ../shared/data] [--questions 60]

The library holds the texts of all question sets, in chunks small enough to be that many. Each question
is asked of all of them.
"""

import argparse
import hashlib
import json
import random
import statistics
import sys
import time
from pathlib import Path

from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import Dataset, load
from rag.evidence import ranking
from rag.models.embedding.embedder import load_embedder
from rag.question.question import Question, Scope
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library

_SETS = ("squad2_half", "clapnq", "pubmedqa", "mtrag_un", "chunking_eval")
_CHUNK_TOKENS = 64


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_library", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    settings = Settings()
    embedder = load_embedder(settings.models)
    everything = _together([load(options.data / name) for name in _SETS])
    library = Library.open(library_folder(everything, embedder, _CHUNK_TOKENS, _progress))
    retriever = Retriever(library.search, embedder, settings.retrieval)
    asked = random.Random(0).sample(everything.questions, options.questions + 1)
    seconds = []
    for question in asked:
        began = time.perf_counter()
        whole = Question.of(question.text, Scope(COLLECTION))
        passages = retriever.retrieve(whole)
        ranking.select(whole, passages, library.units, embedder, settings.answering.evidence)
        seconds.append(time.perf_counter() - began)
    # The first question opens the index.
    ordered = sorted(seconds[1:])
    found = {
        "chunks": sum(document.chunks for document in library.documents(COLLECTION)),
        "questions": len(ordered),
        "median": round(statistics.median(ordered), 3),
        "95th percentile": round(ordered[int(len(ordered) * 0.95)], 3),
        "first": round(seconds[0], 3),
    }
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0


def _together(sets: list[Dataset]) -> Dataset:
    hashes = "".join(dataset.corpus_hash for dataset in sets)
    return Dataset(
        name="all",
        texts=tuple(text for dataset in sets for text in dataset.texts),
        questions=tuple(question for dataset in sets for question in dataset.questions),
        corpus_hash=hashlib.sha256(hashes.encode()).hexdigest(),
    )


def _progress(_stage: str, done: int, total: int) -> None:
    if done % 500 == 0 or done == total:
        sys.stderr.write(f"{done}/{total}\n")


if __name__ == "__main__":
    sys.exit(main())
