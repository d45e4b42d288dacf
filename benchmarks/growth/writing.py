"""A library of the size asked, written as any other: document by document, a transaction each."""

import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.growth.multiplied import Multiplied
from rag.store.library import Library

_PARTS = 10


@dataclass(frozen=True, slots=True)
class Written:
    """How the writing of a library of `chunks` went. `seconds` are those in the store alone, without the making of
    texts and noise; `parts` (10,) those of each tenth, in order. Bytes of the database when all was in it; `load` is
    that of the machine, before and after."""

    chunks: int
    units: int
    seconds: float
    parts: tuple[float, ...]
    processor: float
    bytes: int
    load: tuple[float, float]


def write(folder: Path, grown: Multiplied, chunks: int, fingerprint: str) -> Written:
    """Write a library of about `chunks` to `folder`, which is not there yet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
    library = Library.open(making)
    load = os.getloadavg()[0]
    kept = units = 0
    parts, processor = [0.0] * _PARTS, 0.0
    try:
        for one in grown.documents(chunks):
            began, worked = time.perf_counter(), time.process_time()
            library.add_document(
                one.new,
                one.pages,
                one.chunks,
                one.vectors,
                fingerprint,
                None,
                one.units,
                one.unit_vectors,
            )
            parts[min(_PARTS - 1, kept * _PARTS // chunks)] += time.perf_counter() - began
            processor += time.process_time() - worked
            kept += len(one.chunks)
            units += len(one.units)
            if kept % 10_000 == 0:
                sys.stderr.write(f"\r{kept} of {chunks} chunks, {sum(parts):.0f} s")
    finally:
        library.close()
    size = (making / "library.db").stat().st_size
    os.replace(making, folder)
    rounded = tuple(round(part, 2) for part in parts)
    return Written(
        kept,
        units,
        round(sum(parts), 1),
        rounded,
        round(processor, 1),
        size,
        (load, os.getloadavg()[0]),
    )


def as_json(written: Written) -> dict[str, object]:
    """As it is kept."""
    return asdict(written)
