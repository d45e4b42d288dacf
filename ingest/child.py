"""The process that reads files: `python -m ingest.child`, driven by `ingest.reading`.

A request is {"path", "pages", "ocr_seconds", "keep", "left_out"} (see `ingest.readers.desk`). It tells {"done",
"total"} after each page, and {"slow", "seconds"} before one that is read by OCR; when all are read, {"done", "total",
"page", "place"} for each in turn; it answers {"file"} or {"error", "refusal"}. It takes files out of archives, too:
{"unpack", "name", "target", "megabytes"} answers {"files", "other_kinds", "refused"}, or {"archive": False} where the
file is none. Nothing heavy is imported here, so that it starts in a fraction of a second.
"""

import gc
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.archives.unpacking import is_archive, unpack
from ingest.readers import reader_for
from ingest.readers.desk import Desk, at
from ingest.transport import file_to_json, page_to_json
from ingest.units.units import units
from rag.common.serving import Told, serve
from rag.errors import Refusal, UnreadableFile

_UNSWEPT = 100_000
"""New objects before the garbage is swept: a page has thousands of characters, none of which refers to itself."""

_NICE = 5  # whoever asks goes first; where nobody does, this changes nothing


def main() -> None:
    """Read files until there is no parent any more."""
    sweep_seldom()
    give_way = getattr(os, "nice", None)  # Windows has none
    if give_way is not None:
        give_way(_NICE)
    serve(_answered)


def sweep_seldom() -> None:
    """Have Python look for garbage as seldom as a process that reads should."""
    gc.set_threshold(_UNSWEPT, *gc.get_threshold()[1:])


def _read(request: dict[str, Any], tell: Told) -> dict[str, Any]:
    def progress(done: int, total: int) -> None:
        tell({"done": done, "total": total})

    own = Desk(
        request["ocr_seconds"],
        Path(request["keep"]) if request["keep"] else None,
        frozenset(request["left_out"]),
        lambda name, seconds: tell({"slow": name, "seconds": seconds}),
    )
    path = Path(request["path"])
    with at(own):
        read = reader_for(path).read(path, request["pages"], progress)
    found = tuple(units(read.pages))
    count = len(read.pages)
    for place, page in enumerate(read.pages):
        tell({"done": count, "total": count, "page": page_to_json(page), "place": place})
    return {"file": file_to_json(replace(read, units=found))}


def _unpack(request: dict[str, Any]) -> dict[str, Any]:
    path = Path(request["unpack"])
    if not is_archive(path):
        return {"archive": False}
    found = unpack(path, request["name"], Path(request["target"]), request["megabytes"])
    return {
        "files": [(str(path), name) for path, name in found.files],
        "other_kinds": found.other_kinds,
        "refused": found.refused,
    }


def _answered(request: dict[str, Any], tell: Told) -> dict[str, Any]:
    try:
        return _unpack(request) if "unpack" in request else _read(request, tell)
    except UnreadableFile as error:
        return {"error": str(error), "refusal": error.refusal.value}
    except OSError as error:
        return {"error": f"It cannot be opened: {error.strerror or error}.", "refusal": Refusal.DAMAGED.value}
    except RecursionError:
        message = "It is damaged: it refers to itself without end. Try another copy of it."
        return {"error": message, "refusal": Refusal.DAMAGED.value}


if __name__ == "__main__":
    main()
