"""Pages that OCR read, kept as files until the document is in the library: reading goes on where it was stopped."""

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.readers.ocr.values import SeenLine, SeenPage, SeenWord
from rag.common.files import replacing

log = logging.getLogger(__name__)

_VERSION = 2
"""It grows with every change of what is read: what was kept before is read again."""


def kept(folder: Path | None, name: str) -> SeenPage | None:
    """The page of that name, None where it has not been kept."""
    if folder is None:
        return None
    try:
        body = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return _page(body["page"]) if body["version"] == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):  # not there, or damaged: it is read again
        return None


def keep(folder: Path | None, name: str, page: SeenPage) -> None:
    """Keep a page; where that fails it is read again another time."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / f"{name}.json") as temporary:
            temporary.write_text(json.dumps({"version": _VERSION, "page": asdict(page)}), encoding="utf-8")
    except OSError as error:
        log.debug("%s is not kept: %s", name, error)


def _page(body: dict[str, Any]) -> SeenPage:
    lines = tuple(
        SeenLine(**{**line, "words": tuple(_word(word) for word in line["words"])}) for line in body["lines"]
    )
    return SeenPage(**{**body, "lines": lines, "rules": tuple(tuple(rule) for rule in body["rules"])})


def _word(body: dict[str, Any]) -> SeenWord:
    return SeenWord(**{**body, "box": tuple(body["box"]), "upright": tuple(body["upright"])})
