"""A file from its publisher's repository on the Hugging Face hub."""

import os
import shutil
import threading
from pathlib import Path
from typing import Any

from rag.errors import LecternError, ModelUnavailable
from rag.models.catalogue.entries import ModelEntry
from rag.models.catalogue.places import hub_of
from rag.models.catalogue.progress import Listener, PreparationStopped, Progress, Stage

_OFFLINE = ("1", "ON", "YES", "TRUE")


def hub_is_allowed() -> bool:
    """Whether the hub may be asked: HF_HUB_OFFLINE, which `lectern` sets to 1, is 0 or not set."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() not in _OFFLINE


def fetch_from_hub(entry: ModelEntry, target: Path, tell: Listener, stop: threading.Event) -> None:
    """Fetch the file to `target`, whose folder must be there; what an earlier call has fetched of it is kept.

    Raises ModelUnavailable, and PreparationStopped once `stop` is set.
    """
    folder = hub_of(entry)
    try:
        found = _download(
            entry.publisher,
            entry.file,
            revision=entry.revision,
            local_dir=folder,
            tqdm_class=_bar(entry, tell, stop),
        )
        os.replace(found, target)
        shutil.rmtree(folder, ignore_errors=True)
    except LecternError:
        raise
    except Exception as error:  # the hub's client raises its own errors, and those of what it connects with
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelUnavailable(f"{entry.publisher} on the hub cannot be had ({reason}).") from error


def _download(*arguments: Any, **options: Any) -> str:
    # Imported late: a second and a half.
    from huggingface_hub import hf_hub_download

    return str(hf_hub_download(*arguments, **options))


def _bar(entry: ModelEntry, tell: Listener, stop: threading.Event) -> type:
    """A bar that the hub's client moves, and that nobody sees."""
    from tqdm import tqdm

    class Told(tqdm):  # type: ignore[misc]
        """Tells how far the download is, and ends it."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            options.pop("name", None)  # the client's own
            super().__init__(*arguments, **{**options, "disable": True})
            self._come = int(options.get("initial", 0) or 0)

        def update(self, n: float | None = 1) -> None:
            if stop.is_set():
                raise PreparationStopped
            self._come += int(n or 0)
            done = min(self._come, entry.bytes)
            tell(Progress(Stage.FETCHING, done, entry.bytes, "fetching from its publisher"))

    return Told
