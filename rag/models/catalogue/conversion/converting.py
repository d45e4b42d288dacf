"""A checked GGUF file becomes a folder that `ctranslate2.Generator` opens: all of it, or nothing."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.common.child import Child, TooLong
from rag.common.machine import memory_bytes
from rag.errors import ModelUnavailable
from rag.models.catalogue.entries import ModelEntry
from rag.models.catalogue.places import adapter_of, gigabytes, model_of
from rag.models.catalogue.progress import Listener, PreparationStopped, Progress, Stage
from rag.models.weights.manifest import made_whole

VERSION = 1
"""Of the conversion itself: a higher one makes every older folder stale."""

_SECONDS = 1800.0
_ADDRESSES = 65_536  # MB of addresses, of which most are never touched: torch takes many
_MODULE = "rag.models.catalogue.conversion.child"

Convert = Callable[[dict[str, Any], Callable[[dict[str, Any]], None], Callable[[], None]], dict[str, Any]]
"""Given a request of `conversion.child`, what is to be told, what is to be called often; gives the answer."""


def convert(
    entry: ModelEntry, gguf: Path, tell: Listener, stop: threading.Event, run: Convert | None = None
) -> Path:
    """The folder of the model. Raises ModelUnavailable, and PreparationStopped once `stop` is set."""
    memory = memory_bytes()
    if memory is not None and memory < entry.conversion_memory:
        raise ModelUnavailable(
            f"{entry.label} cannot be prepared here: that takes {gigabytes(entry.conversion_memory)} of memory, and "
            f"this computer has {gigabytes(memory)}. Answers are written as before."
        )

    def told(steps: dict[str, Any]) -> None:
        done, whole = int(steps["done"]), int(steps["whole"])
        doing = f"converting layer {done} of {whole}" if done else "converting, reading its words"
        tell(Progress(Stage.CONVERTING, done, whole, doing if done < whole or not done else "saving"))

    def poll() -> None:
        if stop.is_set():
            raise PreparationStopped

    folder = model_of(entry)
    folder.parent.mkdir(parents=True, exist_ok=True)
    about = {
        "name": entry.name,
        "source": entry.file,
        "source_sha256": entry.sha256,
        "context": entry.context,
        "taught": entry.taught,
    }
    with made_whole(folder, VERSION, **about) as new:
        adapter = adapter_of(entry)
        request = {
            "gguf": str(gguf.resolve()),
            "folder": str(new),
            "context": entry.context,
            "adapter": str(adapter) if adapter else "",
        }
        _say_what_failed(entry, (run or _in_a_child)(request, told, poll))
    return folder


def _say_what_failed(entry: ModelEntry, answer: dict[str, Any]) -> None:
    """Raise ModelUnavailable unless the answer is that it is done."""
    why = answer.get("error") or answer.get("died", "").strip(" ()")
    if why:
        raise ModelUnavailable(f"{entry.label} cannot be converted: {why}. Answers are written as before.")
    if "done" not in answer:  # it ended without a word, as where the memory did not suffice
        raise ModelUnavailable(
            f"The conversion of {entry.label} ended before it was done. It takes "
            f"{gigabytes(entry.conversion_memory)} of memory: close other programs and try again. The file is kept."
        )


def _in_a_child(
    request: dict[str, Any], told: Callable[[dict[str, Any]], None], poll: Callable[[], None]
) -> dict[str, Any]:
    child = Child(_MODULE)
    try:
        return child.ask(request, _SECONDS, _ADDRESSES, told, poll)
    except TooLong:
        return {"died": f"it took more than {_SECONDS / 60:.0f} minutes"}
    finally:
        child.close()
