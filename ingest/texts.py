"""What is read from files, printed and kept nowhere: `python -m ingest --text PATH...`."""

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from ingest.files import find
from ingest.readers import kind_of
from ingest.readers.base import ReadFile
from ingest.reading import FileReader
from ingest.transport import page_to_json, unit_to_json
from rag.errors import UnreadableFile
from rag.settings import Ingestion

READ = "read"
"""The outcome of a file that could be read; of others it is a `rag.errors.Refusal`."""


def print_texts(paths: Iterable[Path], settings: Ingestion, out: TextIO) -> int:
    """Write a JSON line for each file to `out` as it is done. The exit status: 1 where one could not be read."""
    status = 0
    found = find(paths)
    with FileReader(settings) as reader:
        for path in [*(path for path, _ in found.files), *found.unsupported]:
            line = text_of(path, reader)
            status = status if line["outcome"] == READ else 1
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
    return status


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
    return [
        {
            "page": page.number,
            "label": page.label or str(page.number),
            "text": page.text,
            "blocks": [{"headings": [], **block} for block in page_to_json(page)["blocks"]],
            "units": [unit_to_json(unit) for unit in read.units if unit.page == page.number],
        }
        for page in read.pages
    ]
