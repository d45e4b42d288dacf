"""How many pages a second are read of each format, here and by other readers, on the same files in one run.

    python -m benchmarks.reading.reading_speed FOLDER... [--files 3] [--rounds 3] [--with NAME=PYTHON ...]

Of each kind of file (by its ending) the largest FILES are read ROUNDS times by each reader, in turns, so that all have
the same load. A page is one as Lectern counts them (slide, section, sheet); for all readers the same count. Seconds are
those of the processor: what else runs on the machine makes the clock's longer, not these. Each reader runs in a process
of its own, which has loaded what it needs and read a small file before; Lectern's sweeps its garbage as seldom as the
process does that reads files. `--with pypdf=PYTHON`,
`--with markitdown=PYTHON` and `--with docling=PYTHON` name interpreters that have these packages; the latter two are
not installed with Lectern.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = "lectern"
_LIMIT = 300.0

_ASKED = """
import json, sys, time, warnings, logging
warnings.simplefilter("ignore"); logging.disable()
out = sys.stdout; sys.stdout = sys.stderr
{load}
for line in sys.stdin:
    began, clock = time.process_time(), time.monotonic()
    try:
        text, pages = read(json.loads(line))
        found = {{"letters": len(text), "pages": pages}}
    except Exception as error:
        found = {{"error": type(error).__name__}}
    found.update(cpu=time.process_time() - began, clock=time.monotonic() - clock)
    print(json.dumps(found), file=out, flush=True)
"""

_LOAD = {
    _HERE: """
from pathlib import Path
from ingest.child import sweep_seldom
from ingest.readers import reader_for
from ingest.units.units import units
sweep_seldom()
def read(path):
    found = reader_for(Path(path)).read(Path(path), 5000, lambda done, total: None)
    units(found.pages)
    return "".join(page.text for page in found.pages), len(found.pages)
""",
    "pypdf": """
from pypdf import PdfReader
def read(path):
    pages = PdfReader(path).pages
    return "\\n".join(page.extract_text() for page in pages), len(pages)
""",
    "markitdown": """
from markitdown import MarkItDown
reader = MarkItDown()
def read(path):
    return reader.convert(path).text_content, None
""",
    "docling": """
from docling.document_converter import DocumentConverter
reader = DocumentConverter()
def read(path):
    return reader.convert(path).document.export_to_markdown(), None
""",
}


@dataclass(frozen=True, slots=True)
class TimedReading:
    """A file read once: seconds of the processor and of the clock; `error` where it could not be read."""

    reader: str
    path: Path
    cpu: float
    clock: float
    letters: int = 0
    pages: int | None = None
    error: str = ""


class TimedReader:
    """A reader in a process of its own."""

    def __init__(self, name: str, python: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [python, "-c", _ASKED.format(load=_LOAD[name])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
        )

    def read(self, path: Path) -> TimedReading:
        """The file, read. Raises RuntimeError where the process has ended."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(str(path)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} cannot be started, or ended while it read {path.name}")
        return TimedReading(self.name, path, **json.loads(line))

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def main() -> int:
    """Print pages a second by format and reader."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.reading_speed", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--files", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--with", dest="others", action="append", default=[], metavar="NAME=PYTHON")
    options = parser.parse_args()
    kinds = _chosen(options.folders, options.files)
    readers = [TimedReader(_HERE, sys.executable)]
    readers += [TimedReader(*other.split("=", 1)) for other in options.others]
    found: dict[str, list[TimedReading]] = defaultdict(list)
    for kind, paths in kinds.items():
        for reader in readers:
            reader.read(min(paths, key=lambda path: path.stat().st_size))
        for _ in range(options.rounds):
            found[kind] += [reader.read(path) for path in paths for reader in readers]
        _report(kind, found[kind], [reader.name for reader in readers])
    for reader in readers:
        reader.close()
    sys.stdout.write(f"load at the end: {' '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    return 0


def _chosen(folders: Sequence[Path], count: int) -> dict[str, list[Path]]:
    """The largest files of each kind."""
    kinds: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        kinds[path.suffix.lower().lstrip(".")].append(path)
    return {
        kind: sorted(paths, key=lambda path: -path.stat().st_size)[:count] for kind, paths in kinds.items()
    }


def _report(kind: str, readings: Sequence[TimedReading], readers: Sequence[str]) -> None:
    pages = {reading.path: reading.pages for reading in readings if reading.reader == _HERE and reading.pages}
    sys.stdout.write(f"{kind}: {len(pages)} files, {sum(pages.values())} pages\n")
    for reader in readers:
        own = [reading for reading in readings if reading.reader == reader and reading.path in pages]
        good = [reading for reading in own if not reading.error]
        rates = [(pages[one.path] or 0) / max(one.cpu, 1e-4) for one in good]
        clock = [(pages[one.path] or 0) / max(one.clock, 1e-4) for one in good]
        if rates:
            sys.stdout.write(
                f"  {reader}: {statistics.median(rates):.1f} pages a second of the processor "
                f"({statistics.median(clock):.1f} by the clock), median of {len(rates)}\n"
            )
        for name, error in sorted({(one.path.name, one.error) for one in own if one.error}):
            sys.stdout.write(f"  {reader} cannot read {name}: {error}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
