"""What is looked at each time a library is opened: a quarter of a second at most, the rest behind what is done."""

import re
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from rag.store.care.remedies import damaged

_FOREGROUND = 0.25  # seconds; SQLite checks about 1 MB a millisecond
_PAGE = re.compile(r"\b[Pp]age (\d+)")
_STEPS = 20_000  # of SQLite's machine between two looks at the clock


def check_present(folder: Path) -> None:
    """Raise DamagedLibrary where the database is missing or empty, though originals of documents lie beside it:
    SQLite would take that for a new library."""
    database, files = folder / "library.db", folder / "files"
    if database.exists() and database.stat().st_size > 0:
        return
    originals = sum(1 for path in files.iterdir() if path.is_file()) if files.is_dir() else 0
    if originals:
        state = "is empty" if database.exists() else "is missing"
        beside = (
            "1 original of a document lies" if originals == 1 else f"{originals} originals of documents lie"
        )
        raise damaged(folder, f"library.db {state}, but {beside} beside it in files/")


class OpeningCheck:
    """The structure of a database, checked for a moment at once and, where it is large, to its end in the background.

    `damage` says what is wrong, "" while nothing is known to be.
    """

    def __init__(self, file: Path, foreground: float = _FOREGROUND) -> None:
        self.damage = ""
        self._file = file
        self._ending = threading.Event()
        deadline = time.monotonic() + foreground
        if not self._check(lambda: time.monotonic() > deadline):
            threading.Thread(
                target=self._check, args=(self._ending.is_set,), name="check", daemon=True
            ).start()

    def close(self) -> None:
        """Let the check in the background end."""
        self._ending.set()

    def _check(self, stop: Callable[[], bool]) -> bool:
        """Whether it came to an end before `stop()` was true."""
        try:
            with closing(sqlite3.connect(self._file, timeout=60)) as connection:
                connection.set_progress_handler(stop, _STEPS)
                self.damage = wrong_pages(connection)
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT
        return True


def wrong_pages(connection: sqlite3.Connection, indexes: bool = False) -> str:
    """What SQLite finds wrong with the pages of its file, "" for nothing; with `indexes` also whether each entry is in
    the indexes. Raises OperationalError where it is stopped or cannot read."""
    try:
        pragma = "integrity_check" if indexes else "quick_check"
        found = [row[0] for row in connection.execute(f"PRAGMA {pragma}(3)")]
    except sqlite3.OperationalError:
        raise
    except (
        sqlite3.DatabaseError,
        UnicodeDecodeError,
    ) as error:  # the latter: a garbled name in SQLite's message
        return f"library.db cannot be read ({error})"
    if found == ["ok"]:
        return ""
    pages = dict.fromkeys(_PAGE.findall("\n".join(found)))
    where = f"page {', '.join(pages)}" if pages else "; ".join(" ".join(line.split()) for line in found)
    return f"a part of library.db cannot be read ({where})"
