"""How the library of `benchmarks.growth` fares with its database on a server of PostgreSQL, and its vectors there, too.

    python -m benchmarks.growth.on_server ADDRESS [--data ../shared/data] [--size 17450] [--out on_server.json]
        [--questions 51]

ADDRESS is that of an empty database, as a role that may make the extension `vector`. Up to 17,457 passages all are real
ones, each once. Measured are three ways to search the vectors: in memory (as without pgvector), in the database with
all compared, and by its index, which is made to be asked of every number of passages.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.growth.material import material, questions
from benchmarks.growth.measuring import measure
from benchmarks.growth.multiplied import Multiplied
from rag.common.files import replacing
from rag.models.embedding.embedder import load_embedder
from rag.settings import Settings
from rag.store.copying.vectors import search_in_memory, search_on_server
from rag.store.index import server_vectors
from rag.store.library import Library

WAYS = {"compared": sys.maxsize, "index": 0}
"""Ways to search in the database, and the number of passages up to which all are compared, by which each is had."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth.on_server",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--size", type=int, default=17_450)
    parser.add_argument("--out", type=Path, default=Path("on_server.json"))
    parser.add_argument("--questions", type=int, default=51, help="the first of which is not timed")
    options = parser.parse_args()
    embedder = load_embedder(Settings().models)
    texts = questions(options.data, options.questions)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "library"
        found: dict[str, Any] = {"size": options.size}
        found["written"] = _timed(lambda: _write(folder, options, embedder.fingerprint))
        found["memory"] = measure(folder, texts, embedder, options.address)
        found["made"] = _timed(lambda: search_on_server(options.address, folder))
        for way, most in WAYS.items():
            server_vectors.MOST_COMPARED = most
            found[way] = measure(folder, texts, embedder, options.address)
            _keep(options.out, found)
        search_in_memory(options.address, folder)
    return 0


def _write(folder: Path, options: argparse.Namespace, fingerprint: str) -> None:
    grown = Multiplied(material(options.data, load_embedder(Settings().models)))
    library = Library.open(folder, options.address)
    for one in grown.documents(options.size):
        kept = (one.new, one.pages, one.chunks, one.vectors, fingerprint, None)
        library.add_document(*kept, one.units, one.unit_vectors)
    library.close()


def _timed(act: Any) -> dict[str, float]:
    """Seconds of the clock and of this process's processor (the server's own is not in it), and the load after."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    clock, processor = time.perf_counter() - began, time.process_time() - worked
    return {"seconds": round(clock, 1), "processor": round(processor, 1), "load": os.getloadavg()[0]}


def _keep(out: Path, found: dict[str, Any]) -> None:
    with replacing(out.resolve()) as file:
        file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
