"""Draw what `python -m benchmarks.growth` measured, in seconds of a processor, which hardly depend on others; with that
of `python -m benchmarks.growth.on_server` beside it, whose seconds are those of the asking process and the server.

python -m benchmarks.growth.plots growth.json FOLDER [on_server.json]
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

_DRAWN = {
    "evidence.svg": ("evidence of all", "Evidence for a question: seconds of a processor (median)"),
    "words.svg": ("words", "Search by words alone: seconds of a processor (median)"),
    "vectors.svg": ("vectors", "Search by meaning alone: seconds of a processor (median)"),
}
_KINDS = {"flat": "flat", "clusters": "inverted file", "index": "PostgreSQL, pgvector"}
"""By their names in the results those in the pictures."""


def main() -> int:
    results, folder = _read(sys.argv[1]), Path(sys.argv[2])
    for size, found in (_read(sys.argv[3]) if len(sys.argv) > 3 else {}).items():
        results.setdefault(size, {})["index"] = found["index"]
    results = dict(sorted(results.items(), key=lambda of_size: int(of_size[0])))
    folder.mkdir(parents=True, exist_ok=True)
    for name, (measure, title) in _DRAWN.items():
        figure = Figure(figsize=(6, 3.5))
        axes = figure.subplots()
        for kind, told in _KINDS.items():
            points = {
                int(size): found[kind][measure]["processor"]
                for size, found in results.items()
                if kind in found
            }
            if points:
                axes.plot(list(points), list(points.values()), marker="o", label=told)
        _finish(axes, title)
        axes.legend()
        figure.savefig(folder / name, bbox_inches="tight")
    figure = Figure(figsize=(6, 3.5))
    axes = figure.subplots()
    seconds = _written(results)
    axes.plot(list(seconds), list(seconds.values()), marker="o")
    _finish(axes, "A library of so many passages written: seconds of a processor")
    figure.savefig(folder / "writing.svg", bbox_inches="tight")
    return 0


def _read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


def _written(results: Mapping[str, Any]) -> dict[int, float]:
    return {int(size): found["written"]["processor"] for size, found in results.items() if "written" in found}


def _finish(axes: Any, title: str) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("passages")
    axes.set_title(title)
    axes.grid(True, which="major", alpha=0.3)


if __name__ == "__main__":
    sys.exit(main())
