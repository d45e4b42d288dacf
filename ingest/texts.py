"""What is read from files, printed and kept nowhere: `python -m ingest --text PATH...`."""

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from ingest.archives.names import is_archive_name
from ingest.files import find
from ingest.readers import kind_of
from ingest.readers.base import ReadFile
from ingest.reading import FileReader
from ingest.transport import page_to_json, unit_to_json
from rag.errors import Refusal, UnreadableFile
from rag.settings import Ingestion
from rag.values import Unit

READ = "read"
"""The outcome of a file that could be read; of others it is a `rag.errors.Refusal`."""


def print_texts(paths: Iterable[Path], settings: Ingestion, out: TextIO) -> int:
    """Write a JSON line for each file to `out` as it is done. The exit status: 1 where one could not be read."""
    status = 0
    found = find(paths)
    with FileReader(settings) as reader:
        for path in [*(path for path, _ in found.files), *found.unsupported]:
            for line in _lines(path, reader):
                status = status if line["outcome"] == READ else 1
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                out.flush()
    return status


def _lines(path: Path, reader: FileReader) -> Iterator[dict[str, Any]]:
    """One of a file; of an archive one of each file in it, or one of itself where nothing can be taken out."""
    if not is_archive_name(path.name):
        yield text_of(path, reader)
        return
    with TemporaryDirectory(prefix="lectern-") as folder:
        try:
            unpacked = reader.unpack(path, path.name, Path(folder))
        except UnreadableFile as error:
            yield _refused(str(path), error.refusal, str(error))
            return
        if unpacked is None:
            yield text_of(path, reader)
            return
        for inner, name in unpacked.files:
            yield {**text_of(inner, reader), "file": str(path.parent / name)}
        for name, refusal, message in unpacked.refused:
            yield _refused(str(path.parent / name), refusal, message)
        for name in unpacked.other_kinds:
            yield _refused(str(path.parent / name), Refusal.REFUSED, "It is of a kind that cannot be read.")


def _refused(file: str, refusal: Refusal, message: str) -> dict[str, Any]:
    line = {"file": file, "outcome": refusal.value, "message": message, "title": "", "kind": ""}
    return {**line, "pages": [], "health": [], "seconds": 0.0}


def text_of(path: Path, reader: FileReader) -> dict[str, Any]:
    """What is read from a file: {"file", "outcome", "message", "title", "kind", "pages", "health", "seconds"}."""
    began = time.monotonic()
    line: dict[str, Any] = {"file": str(path), "outcome": READ, "message": "", "title": "", "kind": ""}
    pages: list[dict[str, Any]] = []
    health: tuple[str, ...] = ()
    try:
        line["kind"] = kind_of(path).label
        read = reader.read(path)
        line["title"], pages, health = read.title, _pages(read), read.problems
    except UnreadableFile as error:
        line |= {"outcome": error.refusal.value, "message": str(error)}
    except OSError as error:
        line |= {"outcome": "damaged", "message": f"It cannot be opened: {error.strerror}."}
    return {**line, "pages": pages, "health": list(health), "seconds": round(time.monotonic() - began, 3)}


def _pages(read: ReadFile) -> list[dict[str, Any]]:
    units: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in read.units:
        units[unit.page].append(unit)
    return [
        {
            "page": page.number,
            "label": page.label or str(page.number),
            "text": page.text,
            "blocks": [{"headings": [], **block} for block in page_to_json(page)["blocks"]],
            "units": [unit_to_json(unit) for unit in units[page.number]],
        }
        for page in read.pages
    ]
