"""The real passages and questions that libraries are grown from, each text embedded once and kept in the cache."""

import hashlib
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation.bench.dataset import Dataset, DatasetText, load
from ingest.blocks import plain
from ingest.splitter import split
from ingest.stages import embed
from ingest.units.embedded import embedded_units
from ingest.units.units import units
from rag.common.files import replacing
from rag.models.embedding.embedder import Embedder
from rag.settings import cache_folder
from rag.store.library import embedded_text

SETS = ("squad2_half", "clapnq", "pubmedqa", "mtrag_un", "chunking_eval")
CHUNK_TOKENS = 64  # small, so that there are many of them
_FORMAT = 1
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Original:
    """A passage of a real text: its header and the texts of its units, in order."""

    header: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """n real passages with their vectors `chunks` (n, d) float32, and those of their units one after another, `units`
    (m, d) float32; `first` (n + 1,) is where those of each passage begin. `fingerprint` names the embedder."""

    originals: Sequence[Original]
    chunks: np.ndarray
    units: np.ndarray
    first: np.ndarray
    fingerprint: str


def questions(data: Path, count: int) -> list[str]:
    """That many real questions, the same each time, as many of each set."""
    chance = random.Random(0)
    found: list[str] = []
    for number, name in enumerate(SETS):
        texts = [question.text for question in load(data / name).questions if not question.history]
        found += chance.sample(texts, min(len(texts), (count + number) // len(SETS)))
    return found


def material(data: Path, embedder: Embedder) -> Material:
    """The passages of all sets below `data`, as kept, or made now. Raises InvalidTestSet where a set is not there."""
    sets = [load(data / name) for name in SETS]
    parts = [str(_FORMAT), embedder.fingerprint, str(CHUNK_TOKENS), *(found.corpus_hash for found in sets)]
    folder = cache_folder() / "growth"
    kept = folder / f"material-{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:16]}"
    if not kept.with_suffix(".npz").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _keep(_made(sets, embedder), kept)
    lines = kept.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    originals = [
        Original(line["header"], tuple(line["units"])) for line in (json.loads(line) for line in lines)
    ]
    with np.load(kept.with_suffix(".npz"), allow_pickle=False) as arrays:
        return Material(originals, arrays["chunks"], arrays["units"], arrays["first"], embedder.fingerprint)


def _keep(made: Material, path: Path) -> None:
    lines = [json.dumps({"header": one.header, "units": one.units}) for one in made.originals]
    with replacing(path.with_suffix(".jsonl")) as file:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    with replacing(path.with_suffix(".npz")) as file, file.open("wb") as stream:
        np.savez(stream, chunks=made.chunks, units=made.units, first=made.first)


def _made(sets: Sequence[Dataset], embedder: Embedder) -> Material:
    originals: list[Original] = []
    texts: list[str] = []
    of_units: list[str] = []
    for text in (text for found in sets for text in found.texts):
        for original, embedded, embedded_of_units in _passages(text, embedder):
            originals.append(original)
            texts.append(embedded)
            of_units += embedded_of_units
    first = np.cumsum([0, *(len(one.units) for one in originals)])
    vectors = embed([*texts, *of_units], embedder, _BATCH, _progress(len(texts) + len(of_units)))
    return Material(originals, vectors[: len(texts)], vectors[len(texts) :], first, embedder.fingerprint)


def _passages(text: DatasetText, embedder: Embedder) -> list[tuple[Original, str, list[str]]]:
    """The passages of a text, what is embedded for each, and for each of its units."""
    pages = tuple(replace(page, blocks=tuple(plain.blocks(page.text))) for page in text.pages)
    found = units(pages)
    embedded = embedded_units(pages, found)
    words = {page.number: page.text for page in pages}
    made = []
    for chunk in split(pages, text.title, "", embedder, CHUNK_TOKENS, units=found):
        here = [
            number
            for number, unit in enumerate(found)
            if unit.page == chunk.page and chunk.start <= unit.start < chunk.end
        ]
        said = tuple(" ".join(words[chunk.page][found[i].start : found[i].end].split()) for i in here)
        if said:
            made.append(
                (
                    Original(chunk.header, said),
                    embedded_text(chunk.header, chunk.text),
                    [embedded[i] for i in here],
                )
            )
    return made


def _progress(count: int):  # type: ignore[no-untyped-def]
    def told(share: float) -> None:
        sys.stderr.write(f"\rembedding {share:4.0%} of {count} texts")

    return told
