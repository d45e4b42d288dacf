"""Which files a command means, and what each is called in the library."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.readers import is_readable
from rag.common.names import composed

ARCHIVE = ".zip"
"""How the names of archives end; see ingest/archives."""

_PART, _WHOLE = 150, 500  # characters of a folder's or a file's name, and of all together

# Line ends and controls, and marks that turn the direction of writing, so that a line tells of one file.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, each with its name in the library, and the ones in folders that cannot be read.

    A folder that cannot be listed is among the files, so that it is told of like a file that cannot be opened.
    `leading_out` are links in the folders to what lies outside of them, which nobody meant to give.
    """

    files: tuple[tuple[Path, str], ...]
    unsupported: tuple[Path, ...]
    leading_out: tuple[Path, ...] = ()


def find(paths: Iterable[Path]) -> Found:
    """The files among `paths` and in the folders among them, folders in order of name; no hidden ones.

    A file is called by its name; where several have the same one, by its path from the folder that was given.
    """
    files: dict[Path, tuple[Path, Path]] = {}  # by real path: as found, and the folder given
    unsupported: list[Path] = []
    leading_out: list[Path] = []
    for root in paths:
        if not os.path.isdir(root):  # Path.is_dir raises where a folder above is closed
            files.setdefault(_real(root), (root, root.parent))
            continue
        closed: list[Path] = []
        for path in _inside(root, closed):
            if path.is_symlink() and not _real(path).is_relative_to(_real(root)):
                leading_out.append(path)
            elif path.is_symlink() and path.is_dir():
                continue  # its files are found where they are
            elif is_readable(path) or path.suffix.lower() == ARCHIVE:
                files.setdefault(_real(path), (path, root))
            else:
                unsupported.append(path)
        files |= {_real(folder): (folder, root) for folder in closed}
    return Found(tuple(_named(list(files.values()))), tuple(unsupported), tuple(leading_out))


def library_name(raw: str) -> str:
    """A path as somebody else wrote it, as the name of a file in the library: no drive, no way up, on one line."""
    text = composed(_UNSEEN.sub(" ", raw.encode("utf-8", errors="replace").decode("utf-8")))
    parts = [part.strip() for part in text.replace("\\", "/").split("/")]
    if parts and re.fullmatch("[A-Za-z]:", parts[0]):
        parts = parts[1:]
    kept = [_short(part) for part in parts if part not in ("", ".", "..")]
    while len("/".join(kept)) > _WHOLE and len(kept) > 1:
        kept = kept[1:]
    return "/".join(kept) or "file"


def _short(part: str) -> str:
    if len(part) <= _PART:
        return part
    suffix = PurePosixPath(part).suffix[:20]
    return part[: _PART - len(suffix)] + suffix


def told_apart(names: Iterable[str]) -> list[str]:
    """Paths of files that were sent together, each as short as it can be and still be another one's."""
    given = [library_name(name) for name in names]
    levels = [1] * len(given)
    while True:
        shown = ["/".join(name.split("/")[-level:]) for name, level in zip(given, levels, strict=True)]
        same = {name for name, count in Counter(shown).items() if count > 1}
        longer = [
            level + (name in same and level < len(whole.split("/")))
            for level, name, whole in zip(levels, shown, given, strict=True)
        ]
        if longer == levels:
            return _numbered(shown)
        levels = longer


def _numbered(names: list[str]) -> list[str]:
    """With a number behind the second file of the same name, and so on."""
    known = set(names)
    made_names: list[str] = []
    taken: set[str] = set()
    for name in names:
        pure, number, made = PurePosixPath(name), 2, name
        while made in taken or (made != name and made in known):
            made, number = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}")), number + 1
        taken.add(made)
        made_names.append(made)
    return made_names


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises on links that lead in a circle


def _inside(root: Path, closed: list[Path]) -> Iterable[Path]:
    """The files in a folder; folders that cannot be listed are added to `closed`."""
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [
            name for name in folders if (Path(folder) / name).is_symlink()
        ]  # os.walk does not go into these
        for name in sorted(names + linked):
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
        (_real(root).name / inside).as_posix(),
        _real(path).as_posix(),
    )
    # A name on disk need not be Unicode; in the library it must be.
    return composed(_UNSEEN.sub(" ", choices[level].encode("utf-8", errors="replace").decode("utf-8")))
