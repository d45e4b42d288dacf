"""How the library of `benchmarks.growth` fares with its database on a server of PostgreSQL, and its vectors there, too.

    python -m benchmarks.growth.on_server ADDRESS [--data ../shared/data] [--size 17450] [--out on_server.json]
        [--questions 51] [--ways memory compared index] [--folder DIR]

ADDRESS is that of an empty database on this machine, as a role that may make the extension `vector`. Up to 17,500
passages are written document by document, what is more in bulk (see `filling`). Measured are three ways to search the
vectors: in memory (as without pgvector), in the database with all compared, and by its index, which is made to be asked
of every number of passages. Results are added to OUT, by size; seconds of the processor are those of the asking process
and of the server together.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from benchmarks.growth.filling import fill
from benchmarks.growth.material import material, questions
from benchmarks.growth.measuring import measure
from benchmarks.growth.multiplied import ON_A_PAGE, PAGES, Multiplied
from benchmarks.growth.server_process import ServerProcess
from rag.common.files import replacing
from rag.models.embedding.embedder import load_embedder
from rag.settings import Settings
from rag.store.copying.vectors import search_in_memory, search_on_server
from rag.store.index import server_vectors
from rag.store.library import Library

WAYS = {"memory": sys.maxsize, "compared": sys.maxsize, "index": 0}
"""Ways to search, and the number of passages up to which the database compares all, by which each is had."""
_SIZES = (
    "SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
    "AND relkind IN ('r', 'i') AND pg_relation_size(oid) > 1000000 ORDER BY 2 DESC"
)


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
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--folder", type=Path, help="where the library's files are kept, if they are to be")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        _measure(options, options.folder or Path(name) / "library")
    return 0


def _measure(options: argparse.Namespace, folder: Path) -> None:
    embedder = load_embedder(Settings().models)
    texts = questions(options.data, options.questions)
    engine = create_engine(options.address)
    with engine.connect() as connection:
        server = ServerProcess(connection)
    engine.dispose()
    found: dict[str, Any] = {}
    if not (folder / "library.id").exists():
        found["written"] = _timed(lambda: _write(folder, options, embedder.fingerprint))
    for way in options.ways:
        if way != "memory" and "made" not in found:
            found["made"] = _timed(lambda: search_on_server(options.address, folder))
        server_vectors.MOST_COMPARED = WAYS[way]
        found[way] = measure(
            folder, texts, embedder, options.address, lambda: time.process_time() + server.processor()
        )
        found[way]["server megabytes"] = round(server.memory() / 1e6)
        with engine.connect() as connection:
            found["bytes"] = dict(connection.exec_driver_sql(_SIZES).tuples().all())
        _keep(options.out, options.size, found)
    engine.dispose()
    search_in_memory(options.address, folder)


def _write(folder: Path, options: argparse.Namespace, fingerprint: str) -> None:
    grown = Multiplied(material(options.data, load_embedder(Settings().models)))
    whole = -(-grown.originals // (PAGES * ON_A_PAGE)) * PAGES * ON_A_PAGE  # each original is in it
    library = Library.open(folder, options.address)
    for one in grown.documents(min(options.size, whole)):
        kept = (one.new, one.pages, one.chunks, one.vectors, fingerprint, None)
        library.add_document(*kept, one.units, one.unit_vectors)
    library.close()
    if options.size > whole:
        engine = create_engine(options.address)
        connection = engine.raw_connection()
        fill(connection.driver_connection, grown, options.size)
        connection.close()
        engine.dispose()


def _timed(act: Any) -> dict[str, float]:
    """Seconds of the clock and of this process's processor (the server's own is not in it), and the load after."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    clock, processor = time.perf_counter() - began, time.process_time() - worked
    return {"seconds": round(clock, 1), "processor": round(processor, 1), "load": os.getloadavg()[0]}


def _keep(out: Path, size: int, found: dict[str, Any]) -> None:
    kept = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    kept[str(size)] = kept.get(str(size), {}) | found
    with replacing(out.resolve()) as file:
        file.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
