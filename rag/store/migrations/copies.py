"""A copy of the database as it was, kept before its format is changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rag.common.files import private_folder, replacing
from rag.errors import LibraryUnavailable

_KEPT = 3


def keep_copy(database: Path, number: int) -> Path:
    """Copy the database of format `number` to `copies/` beside it, in place of an earlier copy of that format; the
    copies of the newest three formats stay. Returns its path.

    Raises LibraryUnavailable where it cannot be written.
    """
    folder = database.parent / "copies"
    target = folder / f"{database.stem}.format-{number}{database.suffix}"
    try:
        private_folder(folder)
        with replacing(target) as temporary:
            _copy(database, temporary)
        _forget_older(folder, f"{database.stem}.format-*{database.suffix}")
    except (OSError, sqlite3.Error) as error:
        raise LibraryUnavailable(
            f"The library at {database} is of an older format. Before that is changed, a copy of it is kept, which "
            f"cannot be written to {folder} ({error}). Free some space there, and do it again. Nothing was changed."
        ) from error
    return target


def _copy(database: Path, target: Path) -> None:
    """Also of what is still in the write-ahead log, which a copy of the file alone would miss."""
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)


def _forget_older(folder: Path, pattern: str) -> None:
    copies = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime)
    for path in copies[:-_KEPT]:
        path.unlink()
