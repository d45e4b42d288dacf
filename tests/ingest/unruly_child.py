"""The real child process with a reader that does what the file's name says: hang, crash, eat memory, …"""

import ctypes
import os
import sys
import time
from pathlib import Path

import ingest.child
from ingest.readers.base import Progress, ReadFile
from ingest.readers.desk import PageTooLong, desk
from rag.values import Page


class UnrulyReader:
    calls = 0

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        self.progress = progress
        progress(1, 3)
        getattr(self, f"_{path.stem}")()
        return ReadFile(f"{os.getpid()}", "text/plain", (Page(1, path.read_text()),))

    def _good(self) -> None:
        pass

    def _noisy(self) -> None:
        os.write(1, b"noise of a library\n")
        sys.stdout.write("noise\n")
        sys.stdout.flush()
        sys.stderr.write("more noise\n")

    def _hang(self) -> None:
        time.sleep(60)

    def _slow(self) -> None:
        """Two pages by OCR, the first of which does not end."""
        for name in ("page-1", "page-2"):
            try:
                desk().begin(name)
            except PageTooLong:
                continue
            if name == "page-1":
                time.sleep(60)

    def _steps(self) -> None:
        """Three seconds, a page a second."""
        for done in (1, 2, 3):
            time.sleep(1.0)
            self.progress(done, 4)

    def _crash(self) -> None:
        ctypes.string_at(0)

    def _bug(self) -> None:
        raise KeyError("/Kids")

    def _huge(self) -> None:
        bytearray(600 * 1024**2)

    def _worn(self) -> None:
        UnrulyReader.calls += 1
        if UnrulyReader.calls > 1:
            raise MemoryError

    def _endless(self) -> None:
        self._endless()


ingest.child.reader_for = lambda path: UnrulyReader()  # type: ignore[assignment]

if __name__ == "__main__":
    ingest.child.main()
