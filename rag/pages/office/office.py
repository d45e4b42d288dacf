"""Office files as PDF, made once in the background, where LibreOffice is installed; nothing depends on it."""

import logging
import queue
import shutil
import threading
from pathlib import Path

from rag.common.child import Child, TooLong

log = logging.getLogger(__name__)

SLIDES = frozenset({".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".odp"})
TEXTS = frozenset({".docx", ".docm", ".dotx", ".odt", ".rtf"})
_SECONDS = 60.0
_MEGABYTES = 4096
_GRACE = 10.0  # seconds that the child has to end what takes too long


class Office:
    """Gives the PDF of an office file once it is made. Safe to use from many threads."""

    def __init__(
        self, folder: Path, program: str | None = None, module: str = "rag.pages.office.child"
    ) -> None:
        """PDFs are kept in `folder`, which may be emptied at any time. `program` is looked for where none is given,
        "" for none."""
        found = program if program is not None else shutil.which("soffice") or shutil.which("libreoffice")
        self._program = found or ""
        self._folder = folder
        self._child = Child(module)
        self._wanted: queue.Queue[Path] = queue.Queue()
        self._asked: set[Path] = set()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def pdf(self, path: Path) -> Path | None:
        """The PDF of the file; None where there is none (yet), which is then made where that is possible.

        A file that could not be converted is not tried again by this process.
        """
        if not self._program or path.suffix.lower() not in SLIDES | TEXTS:
            return None
        made = self._folder / f"{path.stem}.pdf"
        if made.exists():
            return made
        with self._lock:
            if path not in self._asked:
                self._asked.add(path)
                self._wanted.put(path)
                self._start()
        return None

    def wait(self) -> None:
        """Until all that was asked for is made or given up."""
        self._wanted.join()

    def close(self) -> None:
        """End the conversion that is at work."""
        self._child.close()

    def _start(self) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="office files", daemon=True)
            self._worker.start()

    def _work(self) -> None:
        while True:
            path = self._wanted.get()
            try:
                self._convert(path)
            finally:
                self._wanted.task_done()

    def _convert(self, path: Path) -> None:
        request = {
            "program": self._program,
            "path": str(path.absolute()),
            "target": str((self._folder / f"{path.stem}.pdf").absolute()),
            "seconds": _SECONDS,
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            answer = self._child.ask(request, _SECONDS + _GRACE, _MEGABYTES)
        except (TooLong, OSError) as error:
            answer = {"error": repr(error)}
        if "made" not in answer:
            log.info("LibreOffice makes no PDF of %s: %s", path.name, answer)
