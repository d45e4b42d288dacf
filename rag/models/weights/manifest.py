"""A folder of a model's files: it appears whole or not at all, and its manifest has the size and SHA-256 of each."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag.common.files import sha256
from rag.models.weights.hashing import remembered_sha256

_MANIFEST = "manifest.json"


@contextmanager
def made_whole(folder: Path, version: int, **about: object) -> Iterator[Path]:
    """A new folder to write files to. With its manifest it takes the place of `folder` when the block ends well.

    `version` is that of what makes the files; `about` is kept in the manifest. The parent of `folder` must be there,
    and nobody else may make the same folder meanwhile.
    """
    for left in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)  # of a process that was killed
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        yield new
        files = {
            path.name: {"size": path.stat().st_size, "sha256": sha256(path)} for path in sorted(new.iterdir())
        }
        manifest = {"version": version, **about, "files": files}
        (new / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def is_intact(folder: Path, version: int, check: Callable[[Path], str] = remembered_sha256) -> bool:
    """Whether the manifest is there, of this version, and every file is as it says.

    `check` hashes a file: the default one reads a file again only if its size or time has changed.
    """
    try:
        return is_complete(folder, version) and all(
            check(folder / name) == entry["sha256"] for name, entry in _files(folder).items()
        )
    except (OSError, KeyError, TypeError):
        return False


def is_complete(folder: Path, version: int) -> bool:
    """Like `is_intact`, but of the files only their sizes are looked at: at once, however large they are."""
    try:
        return _manifest(folder)["version"] == version and all(
            (folder / name).stat().st_size == entry["size"] for name, entry in _files(folder).items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _files(folder: Path) -> dict[str, Any]:
    files: dict[str, Any] = _manifest(folder)["files"]
    return files


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    return manifest
