"""Where nobody chose a model that writes: which one does, what `lectern prepare` says of it and what it may fetch."""

import os
from pathlib import Path

from rag.common.machine import memory_bytes
from rag.errors import LecternError
from rag.models.catalogue.entries import ModelEntry, entry_of, fetches_by_itself
from rag.models.catalogue.places import gigabytes
from rag.models.catalogue.preparing import Readiness, prepare, readiness, ready_names
from rag.models.catalogue.progress import Listener
from rag.models.catalogue.recommending import NONE, recommended
from rag.settings import Settings

_SWITCH = "LECTERN_WRITER"


def writer_prepared(library: Path, tell: Listener) -> str:
    """Which model writes in the library, and why, in one line.

    Where the table of models lets it (`automatic`), and neither LECTERN_WRITER nor models.writer is "none", the
    recommended one is prepared, fetched if need be, and writes from then on. What fails is said, and the small model
    goes on.
    """
    settings = Settings.load(library)
    if not settings.models.small:
        return f"{settings.models.generator}, as it is set (models.generator)."
    name, why = recommended(memory_bytes(), ready_names())
    if name == NONE or not _wanted(settings):
        return (
            why
            if name == NONE
            else f"none, as it is set (models.writer or {_SWITCH}): answers are quotations."
        )
    if not fetches_by_itself():
        return f"none, answers are quotations. {why} {_get(entry_of(name))}"
    try:
        prepare(name, tell)
    except LecternError as error:
        return f"none, answers are quotations. {error}"
    return f"{name}. {why}"


def with_ready_writer(settings: Settings) -> Settings:
    """The settings, in which the recommended model writes if it is ready here and nobody chose another one or none."""
    if not settings.models.small or not fetches_by_itself() or not _wanted(settings):
        return settings
    ready = ready_names()
    name, _ = recommended(memory_bytes(), ready)
    return settings.changed("models.generator", name) if name in ready else settings


def _wanted(settings: Settings) -> bool:
    return NONE not in (os.environ.get(_SWITCH, ""), settings.models.writer)


def _get(entry: ModelEntry) -> str:
    here = readiness(entry) in (Readiness.READY, Readiness.FETCHED)
    cost = "" if here else f" (fetches {gigabytes(entry.bytes)})"
    return f"To have it write: lectern models prepare {entry.name} --use{cost}, or its button under Settings."
