"""A library made anew from the originals of its documents; see rag/store/care/salvage.py for what is taken over."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ingest.pipeline import Ingester, Listener, Summary
from rag.errors import LibraryUnavailable
from rag.models.embedding.embedder import Embedder
from rag.settings import Settings
from rag.store.care.salvage import Salvaged, salvage
from rag.store.library import Library


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was taken over of the damaged library, and what became of each original that was read."""

    salvaged: Salvaged
    summary: Summary


def begin_anew(folder: Path) -> Salvaged:
    """The library in `folder` without what cannot be read, its documents marked as to be read again.

    Raises LibraryUnavailable, with nothing changed, where that cannot be written.
    """
    try:
        return salvage(folder)
    except (OSError, sqlite3.Error) as error:
        raise LibraryUnavailable(
            f"The library in {folder} cannot be made anew ({error}). Nothing was changed. Free some space there, see "
            "that the folder can be written, and do it again."
        ) from error


def rebuild(
    folder: Path, embedder: Embedder, settings: Settings, on_event: Listener = lambda event: None
) -> Rebuilt:
    """Make the library in `folder` anew. Stopped in between, `--reread` goes on with it."""
    salvaged = begin_anew(folder)
    library = Library.open(folder)
    try:
        with Ingester(library, embedder, settings) as ingester:
            return Rebuilt(salvaged, ingester.reread(on_event))
    finally:
        library.close()
