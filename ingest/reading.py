"""Reading a file in a child process, so that a broken one costs only itself."""

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.readers.base import Progress, ReadFile, Section
from rag.common.child import Child, TooLong
from rag.errors import UnreadableFile
from rag.settings import Ingestion
from rag.values import Block, Cell, Kind, Page


class Stopped(Exception):
    """Somebody asked to stop; nothing of the file has been kept."""


class FileReader:
    """Reads files one after another, within the limits of `settings`. Use as a context, or close it."""

    def __init__(self, settings: Ingestion, module: str = "ingest.child") -> None:
        self._settings = settings
        self._child = Child(module)

    def read(
        self,
        path: Path,
        progress: Progress = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> ReadFile:
        """The file's title, pages and problems.

        Raises UnreadableFile, with the remedy, where it cannot be read or exceeds a limit, and Stopped
        within a tenth of a second of `stop()` becoming true.
        """
        self._check_size(path)

        def poll() -> None:
            if stop():
                raise Stopped

        limits = self._settings
        try:
            answer = self._child.ask(
                {"path": os.path.abspath(path), "pages": limits.pages},
                limits.seconds,
                limits.megabytes,
                lambda told: progress(told["done"], told["total"]),
                poll,
            )
        except TooLong as late:
            raise UnreadableFile(
                f"Reading it takes longer than {limits.seconds:g} seconds{_where(late.told)}. "
                "Split it, or raise the setting ingestion.seconds."
            ) from late
        return _file(answer["file"]) if "file" in answer else self._refuse(answer)

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
            raise UnreadableFile("It is empty (0 bytes). Download or save it again.")
        if size > self._settings.file_megabytes * 1_000_000:
            raise UnreadableFile(
                f"It has {size / 1e6:.0f} MB, more than the {self._settings.file_megabytes} MB allowed. "
                "Split it, or raise the setting ingestion.file_megabytes."
            )

    def _refuse(self, answer: dict[str, Any]) -> ReadFile:
        if answer.get("memory"):
            raise UnreadableFile(
                f"Reading it needs more than {self._settings.megabytes} MB of memory. "
                "Split it, or raise the setting ingestion.megabytes."
            )
        if "died" in answer:
            raise UnreadableFile(
                f"The reader crashed on it{answer['died']}. It is probably damaged: export or download it again. "
                f"If it is only large, raise the setting ingestion.megabytes (now {self._settings.megabytes})."
            )
        raise UnreadableFile(answer["error"])


def _where(told: dict[str, Any] | None) -> str:
    return f" (it got to page {told['done']} of {told['total']})" if told else ""


def _file(found: dict[str, Any]) -> ReadFile:
    return ReadFile(
        title=found["title"],
        media_type=found["media_type"],
        pages=tuple(_page(page) for page in found["pages"]),
        problems=tuple(found["problems"]),
        sections=tuple(Section(**section) for section in found["sections"]),
    )


def _page(found: dict[str, Any]) -> Page:
    return Page(
        **{
            **found,
            "problems": tuple(found["problems"]),
            "blocks": tuple(_block(block) for block in found["blocks"]),
            "glyphs": tuple((start, length, index) for start, length, index in found["glyphs"]),
        }
    )


def _block(found: dict[str, Any]) -> Block:
    return Block(
        **{
            **found,
            "kind": Kind(found["kind"]),
            "headings": tuple(found["headings"]),
            "cells": tuple(Cell(**cell) for cell in found["cells"]),
        }
    )
