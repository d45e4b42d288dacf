"""Once a day, at night where the app runs then: everything checked, and a copy of the database kept if it is whole."""

import logging
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from rag.common.files import private_folder, replacing
from rag.store.care.backup import copy_database
from rag.store.care.check import check

log = logging.getLogger(__name__)

_LOOK = 600.0  # seconds between two looks at the clock
_DAY = 20 * 3600.0  # seconds after which the next time is due
_HOURS = range(2, 6)  # local time
_UP = 3600.0  # a computer that is off at night is looked after when the app has run for an hour
_LATEST, _BEFORE = "library.night.db", "library.night-before.db"
_ROOM = 3  # so many times the size of the database stay free


class Night:
    """Looks after the library in `folder` on a thread. `damage` says what was found the last time, "" for nothing."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.damage = ""
        self._folder = folder
        self._clock = clock
        self._started = clock()
        self._looked = 0.0
        self._ending = threading.Event()

    def start(self) -> "Night":
        """Begin to look."""
        threading.Thread(target=self._run, name="night", daemon=True).start()
        return self

    def close(self) -> None:
        """End the thread at its next look."""
        self._ending.set()

    def is_due(self) -> bool:
        """Whether it is time: a day after the last copy, at night or after an hour."""
        now = self._clock()
        try:
            last = (self._folder / "copies" / _LATEST).stat().st_mtime
        except OSError:
            last = 0.0
        by_night = time.localtime(now).tm_hour in _HOURS
        return now - max(last, self._looked) > _DAY and (by_night or now - self._started > _UP)

    def look(self) -> None:
        """Check everything; keep a copy where it is whole."""
        self._looked = self._clock()
        try:
            found = check(self._folder, full=True)
            self.damage = " ".join(f"{damage.text}." for damage in found)
            if any(damage.broken for damage in found):
                log.error("The library in %s is damaged: %s", self._folder, self.damage)
                return
            self._keep_copy()
        except (OSError, sqlite3.Error) as error:
            log.warning("The library in %s could not be looked after: %s", self._folder, error)

    def _keep_copy(self) -> None:
        """The newest copy, and the one before it."""
        database, folder = self._folder / "library.db", self._folder / "copies"
        private_folder(folder)
        if shutil.disk_usage(folder).free < _ROOM * database.stat().st_size:
            log.warning("There is too little free space for a copy of %s", database)
            return
        with replacing(folder / _LATEST) as temporary:
            copy_database(database, temporary)
            if (folder / _LATEST).exists():
                os.replace(folder / _LATEST, folder / _BEFORE)

    def _run(self) -> None:
        while not self._ending.wait(_LOOK):
            if self.is_due():
                self.look()
