"""Reading a file in a child process, so that a broken one costs only itself."""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.archives.names import is_archive_name
from ingest.archives.unpacking import Unpacked
from ingest.pace import Pace
from ingest.readers.base import Progress, ReadFile
from ingest.transport import file_from_json, page_from_json
from ingest.unlocking import unlock
from rag.common.child import Child, TooLong
from rag.errors import Refusal, UnreadableFile
from rag.settings import Ingestion
from rag.values import Page

_LEFT_OUT = 20
"""Pages at most that are left out of a file because each ended the child; it is started anew for each."""


class Stopped(Exception):
    """Somebody asked to stop; nothing of the file has been kept."""


class FileReader:
    """Reads files one after another, within the limits of `settings`. Use as a context, or close it."""

    def __init__(self, settings: Ingestion, module: str = "ingest.child", threads: int | None = None) -> None:
        """`threads` is how many the process computes with, None for one a core."""
        self._settings = settings
        self._child = Child(module, threads=threads)

    def read(
        self,
        path: Path,
        progress: Progress = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
        keep: Path | None = None,
    ) -> ReadFile:
        """The file's title, pages and problems. Pages that are read slowly are kept in the folder `keep` meanwhile, so
        that reading goes on where it was stopped.

        Raises UnreadableFile, with the remedy, where it cannot be read or exceeds a limit, and Stopped
        within a tenth of a second of `stop()` becoming true.
        """
        self._check_size(path)
        pace = Pace(self._settings, path.stat().st_size)
        left_out: list[str] = []
        while True:
            try:
                answer, pages = self._ask(path, pace, progress, until(stop), left_out, keep)
            except TooLong as late:
                if pace.slow is None or len(left_out) >= _LEFT_OUT:
                    raise UnreadableFile(pace.why(late.told), Refusal.REFUSED) from late
                left_out.append(pace.slow)
                continue
            self._check(answer)
            return file_from_json(answer["file"], pages)

    def unpack(
        self, path: Path, name: str, target: Path, stop: Callable[[], bool] = lambda: False
    ) -> Unpacked | None:
        """The files of the archive at `path`, called `name` in the library, put into the folder `target`; None where
        it is no archive. Raises as `read` does."""
        if not is_archive_name(path.name):
            return None
        self._check_size(path)
        request = {"unpack": os.path.abspath(path), "name": name, "target": os.path.abspath(target)}
        pace = Pace(self._settings, path.stat().st_size)
        try:
            answer = self._child.ask(
                request | {"megabytes": self._settings.file_megabytes},
                pace.begin(),
                self._settings.megabytes,
                poll=until(stop),
            )
        except TooLong as late:
            raise UnreadableFile(pace.why(late.told), Refusal.REFUSED) from late
        self._check(answer)
        if "files" not in answer:
            return None
        return Unpacked(
            tuple((Path(where), inner) for where, inner in answer["files"]),
            tuple(answer["other_kinds"]),
            tuple((inner, Refusal(refusal), message) for inner, refusal, message in answer["refused"]),
        )

    def unlock(self, path: Path, password: str, target: Path) -> None:
        """Write the file at `path` to `target` as it is without its password; raises UnreadableFile where that is
        wrong, or does not help."""
        self._check_size(path)
        unlock(path, password, target)

    def _ask(
        self,
        path: Path,
        pace: Pace,
        progress: Progress,
        poll: Callable[[], None],
        left_out: list[str],
        keep: Path | None,
    ) -> tuple[dict[str, Any], list[Page]]:
        """The child's answer, and the pages that it told before."""
        limits = self._settings
        pages: list[Page] = []

        def told(said: dict[str, Any]) -> float:
            if "page" in said:
                del pages[said["place"] :]  # of a child that broke on the way
                pages.append(page_from_json(said["page"]))
            elif "done" in said:
                progress(said["done"], said["total"])
            return pace.after(said)

        request = {
            "path": os.path.abspath(path),
            "pages": limits.pages,
            "ocr_seconds": limits.ocr_seconds,
            "keep": os.path.abspath(keep) if keep else "",
            "left_out": left_out,
        }
        return self._child.ask(request, pace.begin(), limits.megabytes, told, poll), pages

    def close(self) -> None:
        """End the child process, if there is one."""
        self._child.close()

    def __enter__(self) -> "FileReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_size(self, path: Path) -> None:
        try:
            size = path.stat().st_size
        except OSError as error:
            raise UnreadableFile(f"It cannot be opened: {error.strerror}.") from error
        if size == 0:
            raise UnreadableFile("It is empty (0 bytes). Download or save it again.", Refusal.EMPTY)
        if size > self._settings.file_megabytes * 1_000_000:
            raise UnreadableFile(
                f"It has {size / 1e6:.0f} MB, more than the {self._settings.file_megabytes} MB allowed. "
                "Split it, or raise the setting ingestion.file_megabytes.",
                Refusal.REFUSED,
            )

    def _check(self, answer: dict[str, Any]) -> None:
        if answer.get("memory"):
            raise UnreadableFile(
                f"Reading it needs more than {self._settings.megabytes} MB of memory. "
                "Split it, or raise the setting ingestion.megabytes.",
                Refusal.REFUSED,
            )
        if "died" in answer:
            raise UnreadableFile(
                f"The reader crashed on it{answer['died']}. It is probably damaged: export or download it again. "
                f"If it is only large, raise the setting ingestion.megabytes (now {self._settings.megabytes})."
            )
        if "error" in answer:
            raise UnreadableFile(answer["error"], Refusal(answer["refusal"]))


def until(stop: Callable[[], bool]) -> Callable[[], None]:
    """What raises Stopped where `stop()` is true, and does nothing else."""

    def poll() -> None:
        if stop():
            raise Stopped

    return poll
