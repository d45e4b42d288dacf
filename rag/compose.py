"""Where the parts are put together: the library, the models and the street that joins them."""

from pathlib import Path

from rag.assistant import Assistant
from rag.models.embedding.embedder import load_embedder
from rag.models.generation.generator import load_generator
from rag.settings import Settings, default_library
from rag.store.library import Library
from rag.writing.reader import load_reader


def open_assistant(folder: Path | None = None, settings: Settings | None = None) -> Assistant:
    """The assistant of the library in `folder` (None: the default one), with its settings and models."""
    folder = folder or default_library()
    settings = settings or Settings.load(folder)
    library = Library.open(folder)
    embedder = load_embedder(settings.models)
    generator = load_generator(settings.models) if settings.answering.write else None
    return Assistant(library, embedder, generator, settings, load_reader(settings.models))
