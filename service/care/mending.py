"""What the app does about a damaged library: a copy restored, or the originals read anew."""

from pathlib import Path

from ingest.pipeline import outdated
from ingest.rebuilding import begin_anew
from rag.settings import Settings
from rag.store.care.salvage import Salvaged
from rag.store.library import Library
from service.inbox import Inbox


def read_anew(folder: Path) -> Salvaged:
    """Begin the library in `folder` anew, and queue its originals to be read as uploads are.

    An engine that has it open finds the new one by itself. Raises LecternError with nothing changed.
    """
    salvaged = begin_anew(folder)
    library = Library.open(folder)
    try:
        inbox = Inbox(library, Settings.load(folder).ingestion)
        for document in outdated(library):
            if library.original(document.id) is not None:
                inbox.read_again(document)
    finally:
        library.close()
    return salvaged
