"""How libraries of 10 thousand, 100 thousand and a million passages fare, with each kind of index of vectors.

    python -m benchmarks.growth [--data ../shared/data] [--sizes 10000 100000 1000000] [--kinds flat clusters]
        [--folder DIR] [--out growth.json] [--questions 51]

A library is written once and kept in FOLDER. For each kind its index is made anew, then opened and asked, by processes
of their own, so that memory is told apart. Results are added to OUT as they come, and what is there is not measured
again. `python -m benchmarks.growth.plots growth.json FOLDER` draws them.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.growth.material import material, questions
from benchmarks.growth.measuring import make_index, measure
from benchmarks.growth.multiplied import Multiplied
from benchmarks.growth.writing import as_json, write
from rag.common.files import replacing
from rag.models.embedding.embedder import load_embedder
from rag.settings import Settings, cache_folder
from rag.store.index import nearest

SIZES = (10_000, 100_000, 1_000_000)
KINDS = {"flat": sys.maxsize, "clusters": 0}
"""Kinds of index, and the number of vectors up to which all are compared, by which each is had."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--folder", type=Path, default=cache_folder() / "growth")
    parser.add_argument("--out", type=Path, default=Path("growth.json"))
    parser.add_argument("--questions", type=int, default=51, help="the first of which is not timed")
    parser.add_argument(
        "--step", choices=("make", "ask"), help="one step of one size and kind, in this process"
    )
    options = parser.parse_args()
    if options.step:
        _say(_step(options))
        return 0
    results = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    for size in options.sizes:
        of_size = results.setdefault(str(size), {})
        if not _folder(options, size).exists():
            of_size["written"] = _write(options, size)
        for kind in options.kinds:
            if kind not in of_size:
                of_size[kind] = _in_process(options, size, kind, "make") | _in_process(
                    options, size, kind, "ask"
                )
            with replacing(options.out.resolve()) as file:
                file.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    _say(results)
    return 0


def _write(options: argparse.Namespace, size: int) -> dict[str, object]:
    embedder = load_embedder(Settings().models)
    grown = Multiplied(material(options.data, embedder))
    return as_json(write(_folder(options, size), grown, size, embedder.fingerprint))


def _step(options: argparse.Namespace) -> dict[str, Any]:
    (kind,), (size,) = options.kinds, options.sizes
    nearest.MOST_FLAT = KINDS[kind]
    if options.step == "make":
        return make_index(_folder(options, size))
    embedder = load_embedder(Settings().models)
    return measure(_folder(options, size), questions(options.data, options.questions), embedder)


def _in_process(options: argparse.Namespace, size: int, kind: str, step: str) -> dict[str, Any]:
    sys.stderr.write(f"\n{size} chunks, {kind}: {step}\n")
    command = [
        sys.executable,
        "-m",
        "benchmarks.growth",
        "--step",
        step,
        "--sizes",
        str(size),
        "--kinds",
        kind,
    ]
    command += ["--data", str(options.data), "--folder", str(options.folder)]
    command += ["--questions", str(options.questions)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _folder(options: argparse.Namespace, size: int) -> Path:
    folder: Path = options.folder / f"library-{size}"
    return folder


def _say(found: object) -> None:
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
