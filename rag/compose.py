"""Where the parts are put together: the library, the models and the street that joins them."""

import logging
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from rag.assistant import Assistant
from rag.errors import ModelUnavailable
from rag.evidence.judge import Judge
from rag.language import identify
from rag.models.catalogue.automatic import with_ready_writer
from rag.models.catalogue.entries import EMBEDDED, catalogue
from rag.models.elsewhere.loading import load_taught
from rag.models.embedding.embedder import load_embedder
from rag.models.generation.generator import load_generator
from rag.settings import Models, Settings, database_url, default_library, elsewhere
from rag.store.library import Library
from rag.writing.reader import Reader

log = logging.getLogger(__name__)


def open_assistant(folder: Path | None = None, settings: Settings | None = None) -> Assistant:
    """The assistant of the library in `folder` (None: the default one), with its settings and models."""
    folder = folder or default_library()
    settings = settings or with_ready_writer(Settings.load(folder))
    library = Library.open(folder, database_url())
    embedder = load_embedder(settings.models)
    settings, generator = load_writer(settings) if settings.answering.write else (settings, None)
    judge, reader = load_judge_and_reader(settings.models)
    identify.prepare()
    return Assistant(library, embedder, generator, settings, judge, reader)


def load_writer(settings: Settings) -> tuple[Settings, BaseChatModel]:
    """The model that writes; where that of the catalogue cannot be had, the embedded one, and the settings say so."""
    models = settings.models
    try:
        return settings, load_generator(models)
    except ModelUnavailable as error:
        if models.base_url or models.generator == EMBEDDED or models.generator not in catalogue():
            raise
        log.warning("%s The embedded model writes instead.", error)
    settings = settings.changed("models.generator", EMBEDDED)
    return settings, load_generator(settings.models)


def load_judge_and_reader(models: Models) -> tuple[Judge, Reader] | tuple[None, None]:
    """The judge and the reader of the settings; None for both where they are switched off."""
    if not models.adapter:
        return None, None
    loaded = load_taught(models, elsewhere())
    return (None, None) if loaded is None else (Judge(loaded[1]), Reader(loaded[0]))
