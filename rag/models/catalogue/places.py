"""Where the files of models lie, and whether there is room for more of them."""

import shutil
from pathlib import Path

from rag.errors import ModelUnavailable
from rag.models.catalogue.entries import ModelEntry
from rag.settings import cache_folder

_ADAPTERS = Path(__file__).parents[1] / "adapters" / "writer"


def download_of(entry: ModelEntry) -> Path:
    """Where the publisher's file is kept. A person may put it there, too."""
    return cache_folder() / "downloads" / entry.file


def partial_of(entry: ModelEntry) -> Path:
    """The beginning of the file, as long as it is being fetched: whole parts, and maybe the beginning of one."""
    return download_of(entry).with_name(f"{entry.file}.partial")


def hub_of(entry: ModelEntry) -> Path:
    """A folder for the hub's client, which keeps there what it has fetched of the file so far."""
    return download_of(entry).with_name(f"{entry.file}.hub")


def adapter_of(entry: ModelEntry) -> Path | None:
    """The file of what the model was taught for Lectern; None where it was taught nothing."""
    return _ADAPTERS / f"{entry.name}.safetensors" if entry.taught else None


def model_of(entry: ModelEntry) -> Path:
    """The folder of the converted model: another one where it was taught something else."""
    taught = f"-{entry.taught[:6]}" if entry.taught else ""
    return cache_folder() / "models" / f"{entry.name}-{entry.sha256[:12]}{taught}-int8"


def check_space(folder: Path, needed: int, label: str) -> None:
    """Raise ModelUnavailable where fewer than `needed` bytes are free; `folder` must be there."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelUnavailable(
            f"{label} needs {gigabytes(needed)} of free disk, and {folder} has {gigabytes(free)}. Delete something, "
            "or set LECTERN_CACHE to a folder on another disk. Until then answers are written as before."
        )


def gigabytes(size: int) -> str:
    """A size in bytes as people say it: `491 MB`, `1.1 GB` (a GB is a thousand million bytes)."""
    if size < 1e6:
        return f"{size:,} bytes"
    return f"{size / 1e6:,.0f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"
