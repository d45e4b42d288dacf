"""How well the units of longer answers are chosen, by hand-made labels (`training/choices`).

    python -m benchmarks.choices LIBRARY [--words 150]

LIBRARY is a folder that has the collections of the labels; their README says of what. Told are, of each file and in
all, with a 95% interval over questions: **core**, the share of the units that belong in the answer that were chosen,
and **precise**, the share of the chosen ones that belong there or may stand there. Without a judge.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.metrics.intervals import mean
from rag.evidence.ranking import select
from rag.models.embedding.embedder import load_embedder
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.retrieval.retriever import Retriever
from rag.settings import Settings
from rag.store.library import Library
from rag.values import Evidence, Kind
from rag.writing.explaining.choice import chosen

LABELS = Path("training/choices")
_AMONG = 48  # units that an answer is chosen among, as in rag/answering
Place = tuple[str, int, int]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.choices",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("library", type=Path)
    parser.add_argument("--words", type=int, default=150)
    options = parser.parse_args()
    every: list[tuple[float, float]] = []
    for file in sorted(LABELS.glob("*.jsonl")):
        found = list(measured(options.library, file, options.words))
        every += found
        _tell(file.stem, found)
    _tell("all", every)
    return 0


def measured(folder: Path, file: Path, words: int) -> Iterator[tuple[float, float]]:
    """Of each question of the file that has units which belong in its answer: core and precise, in [0, 1]."""
    settings, library = Settings(), Library.open(folder)
    encoder = load_embedder(settings.models)
    retriever = Retriever(library.search, encoder, settings.retrieval)
    for line in file.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        core, may = ({(name, page, start) for name, page, start in kept[key]} for key in ("two", "one"))
        if not core:
            continue
        question = understand(kept["question"], (), Scope(kept["collection"]))
        passages = retriever.retrieve(question)
        stored = {
            (unit.document_id, unit.unit.page, unit.unit.start): unit
            for found in library.units.of(passages)
            for unit in found
        }
        likely = select(question, passages, library.units, encoder, _AMONG)
        yield scores(chosen(likely, stored, words), core, may)


def scores(taken: Sequence[Evidence], core: set[Place], may: set[Place]) -> tuple[float, float]:
    """The share of `core` that was taken, and of what was taken that is in `core` or `may`."""
    places = {(one.document, one.page, one.start) for one in taken if one.kind is not Kind.HEADING}
    return len(places & core) / len(core), len(places & (core | may)) / max(1, len(places))


def _tell(name: str, found: Sequence[tuple[float, float]]) -> None:
    said = [f"{name:8} {len(found):4} questions"]
    for what, values in zip(("core", "precise"), zip(*found, strict=True), strict=True):
        known = mean(values)
        said.append("" if known is None else f"{what} {known.value:.3f} [{known.low:.3f}, {known.high:.3f}]")
    sys.stdout.write("  ".join(said) + "\n")


if __name__ == "__main__":
    sys.exit(main())
