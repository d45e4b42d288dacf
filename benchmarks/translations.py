"""Questions of other languages asked of English paragraphs: recall@5 as asked, and put in English by a model.

    python -m benchmarks.translations [--model NAME] [--data ../shared/data] [--questions 60] [--out FILE]

The questions are those of `xquad` whose articles no run was taught by; so many of each language, of all paragraphs.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from evaluation.bench.corpus import COLLECTION, library_folder
from evaluation.bench.dataset import DatasetQuestion, load
from evaluation.metrics.retrieval import distinct
from rag.models.embedding.embedder import load_embedder
from rag.models.generation.generator import load_generator
from rag.question.question import Question, Scope
from rag.question.translating import Translator
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.settings import Models, Settings
from rag.store.library import Library
from training.material.rewordings import DocumentUse
from training.material.translations import LANGUAGES, use_of

_FIRST = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.translations", description=__doc__)
    parser.add_argument("--model", default="qwen-0.5b")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--out", type=Path, metavar="FILE")
    options = parser.parse_args()
    settings, english = Settings(), load(options.data / "xquad" / "en")
    embedder = load_embedder(settings.models)
    library = Library.open(library_folder(english, embedder, settings.ingestion.chunk_tokens, lambda *_: None))
    retriever = Retriever(library.search, embedder, settings.retrieval)
    translator = Translator(load_generator(Models(generator=options.model)))
    asked = {one.id: one for one in english.questions}
    rows: list[dict[str, object]] = []
    for language in LANGUAGES:
        for other in _asked(options.data, language, options.questions):
            original = asked[other.id]
            began = time.perf_counter()
            put = translator.put(understand(other.text, (), Scope(COLLECTION)), "en")
            rows.append(
                {
                    "language": language,
                    "asked": other.text,
                    "english": original.text,
                    "put": put.search.text if put is not None else "",
                    "seconds": time.perf_counter() - began,
                    "found as asked": _found(retriever, other.text, original),
                    "found in English": _found(retriever, original.text, original),
                    "found as put": _found(retriever, put.search.text if put else other.text, original),
                }
            )
    if options.out:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    sys.stdout.writelines(line + "\n" for line in _told(rows))
    return 0


def _asked(data: Path, language: str, most: int) -> list[DatasetQuestion]:
    kept = [
        question
        for question in load(data / "xquad" / language).questions
        if use_of(question.context.split("#")[0]) is DocumentUse.HELD_OUT
    ]
    return random.Random(0).sample(kept, min(most, len(kept)))


def _found(retriever: Retriever, text: str, wanted: DatasetQuestion) -> bool:
    """Whether the question's paragraph is among the first."""
    passages = retriever.retrieve(Question.of(text, Scope(COLLECTION)))
    return wanted.context in distinct([passage.document for passage in passages])[:_FIRST]


def _told(rows: list[dict[str, object]]) -> Iterator[str]:
    for language in LANGUAGES:
        own = [row for row in rows if row["language"] == language]
        figures = ", ".join(
            f"{name} {sum(bool(row[name]) for row in own) / len(own):.3f}"
            for name in ("found as asked", "found as put", "found in English")
        )
        seconds = sorted(float(str(row["seconds"])) for row in own)[len(own) // 2]
        put = sum(bool(row["put"]) for row in own)
        yield f"{language}: {len(own)} questions, put {put}; {figures}; {seconds:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
