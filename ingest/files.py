"""Which files a command means, and what each is called in the library."""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.readers import is_readable


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, each with its name in the library, and the ones in folders that cannot be read."""

    files: tuple[tuple[Path, str], ...]
    unsupported: tuple[Path, ...]


def find(paths: Iterable[Path]) -> Found:
    """The files among `paths` and in the folders among them, folders in order of name; no hidden ones.

    A file is called by its name; where several have the same one, by its path from the folder that was given.
    """
    files: dict[Path, tuple[Path, Path]] = {}  # by real path: as found, and the folder given
    unsupported: list[Path] = []
    for root in paths:
        if not root.is_dir():
            files.setdefault(root.resolve(), (root, root.parent))
            continue
        for path in _inside(root):
            if is_readable(path):
                files.setdefault(path.resolve(), (path, root))
            else:
                unsupported.append(path)
    return Found(tuple(_named(list(files.values()))), tuple(unsupported))


def _inside(root: Path) -> Iterable[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def _named(files: list[tuple[Path, Path]]) -> Iterable[tuple[Path, str]]:
    """Each file with the shortest of its names that no other file has at the same length."""
    levels = [0] * len(files)
    for _ in range(3):
        same = defaultdict(list)
        for index, (path, root) in enumerate(files):
            same[_name(path, root, levels[index])].append(index)
        for group in same.values():
            for index in group if len(group) > 1 else ():
                levels[index] += 1
    for level, (path, root) in zip(levels, files, strict=True):
        yield path, _name(path, root, level)


def _name(path: Path, root: Path, level: int) -> str:
    inside = path.relative_to(root)
    choices = (
        path.name,
        inside.as_posix(),
        (root.resolve().name / inside).as_posix(),
        path.resolve().as_posix(),
    )
    # A name on disk need not be Unicode; in the library it must be.
    return choices[level].encode("utf-8", errors="replace").decode("utf-8")
