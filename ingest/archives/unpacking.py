"""Takes the files out of a ZIP, within bounds: how many, how large, how deep. Nothing is written under its own name."""

import lzma
import shutil
import struct
import uuid
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest.archives.names import entry_name, is_archive_name, is_hidden, is_plain, within
from ingest.files import ARCHIVE
from ingest.readers import SUFFIXES
from ingest.readers.sniffing import sniff
from rag.errors import Refusal, UnreadableFile

_FILES = 500
_ENTRIES = 20_000  # of all kinds, folders too
_DEPTH = 2  # archives in archives
_TOGETHER = 5  # all files of an archive may be so many times as large as one file
_FACTOR, _SMALL = 200, 1_000_000  # what is not small and grows by more is no file of a course
_LOCKED = 0x1
_ARCHIVES = frozenset({"zip", "bytes", "words"})
"""What a file that is called an archive can be, if it is not a file of a kind that is read."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, OverflowError, KeyError,
)  # fmt: skip
"""What is raised while a damaged ZIP is read."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of an archive: where each was put, and what it is called in the library.

    `other_kinds` are the names of files that are of kinds that cannot be read; `refused` are names of files that were
    not taken for another reason, of which kind it is (`Refusal`), and the reason in words.
    """

    files: tuple[tuple[Path, str], ...]
    other_kinds: tuple[str, ...] = ()
    refused: tuple[tuple[str, Refusal, str], ...] = ()


@dataclass(slots=True)
class _Taken:
    """What was taken so far of an archive and of those in it. `bytes` are still allowed."""

    target: Path
    largest: int
    bytes: int
    entries: int = _ENTRIES
    files: list[tuple[Path, str]] = field(default_factory=list)
    other_kinds: list[str] = field(default_factory=list)
    refused: list[tuple[str, Refusal, str]] = field(default_factory=list)


def is_archive(path: Path) -> bool:
    """Whether a file is called an archive and is one, whole or broken; not where it is a document of another name."""
    if not is_archive_name(path.name):
        return False
    try:
        return sniff(path) in _ARCHIVES
    except UnreadableFile:
        return True


def unpack(path: Path, name: str, target: Path, megabytes: int) -> Unpacked:
    """Take the files out of the archive at `path`, called `name` in the library, into the folder `target`.

    A file in it may have `megabytes`, all together five times as many. Raises UnreadableFile where nothing can be taken
    from it, or it is locked, broken or not safe.
    """
    largest = megabytes * 1_000_000
    taken = _Taken(target, largest, largest * _TOGETHER)
    _take(path, name, taken, 0)
    if not taken.files:
        raise _nothing(taken)
    return Unpacked(tuple(taken.files), tuple(taken.other_kinds), tuple(taken.refused))


def _take(path: Path, name: str, taken: _Taken, depth: int) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _take_from(archive, name, taken, depth)
    except BROKEN as error:
        raise UnreadableFile(
            "It is damaged: it cannot be unpacked. Download it again, or unpack it on your computer and add the files."
        ) from error


def _take_from(archive: zipfile.ZipFile, name: str, taken: _Taken, depth: int) -> None:
    entries = archive.infolist()
    taken.entries -= len(entries)
    if taken.entries < 0:
        raise _too_many()
    named = [(entry, entry_name(entry)) for entry in entries if is_plain(entry)]
    named = [(entry, inner) for entry, inner in named if not is_hidden(inner)]
    full = within(name, [inner for _, inner in named])
    wanted = []
    for (entry, inner), whole in zip(named, full, strict=True):
        if PurePosixPath(inner).suffix.lower() in (*SUFFIXES, ARCHIVE):
            wanted.append((entry, whole))
        else:
            taken.other_kinds.append(whole)
    if len(taken.files) + len(wanted) > _FILES:
        raise _too_many()
    if any(entry.flag_bits & _LOCKED for entry, _ in wanted):
        raise UnreadableFile(
            "It is protected with a password. Type its password, or unpack it on your computer and add the files.",
            Refusal.PASSWORD,
        )
    _check_sizes([entry for entry, _ in wanted], taken)
    for entry, whole in wanted:
        _take_entry(archive, entry, _unique(whole, taken), taken, depth)


def _check_sizes(entries: list[zipfile.ZipInfo], taken: _Taken) -> None:
    """Refuse what would fill the disk. `zipfile` gives no more of an entry than the size that is stated here."""
    sizes = [entry.file_size for entry in entries if entry.file_size <= taken.largest]
    swollen = any(
        entry.file_size > _SMALL and entry.file_size > _FACTOR * max(1, entry.compress_size)
        for entry in entries
    )
    if sum(sizes) > taken.bytes or swollen:
        raise UnreadableFile(
            f"It unpacks to {sum(entry.file_size for entry in entries) / 1e6:,.0f} MB, which is not safe to read. "
            "Unpack it on your computer and add the files that you need.",
            Refusal.REFUSED,
        )


def _take_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, taken: _Taken, depth: int
) -> None:
    inner = is_archive_name(name)
    if inner and depth == _DEPTH:
        message = "It is an archive too deep in other archives. Unpack it on your computer and add the files."
        taken.refused.append((name, Refusal.REFUSED, message))
        return
    if entry.file_size > taken.largest:
        size, most = entry.file_size / 1e6, taken.largest // 1_000_000
        message = f"It has {size:.0f} MB, more than the {most} MB allowed. Split it."
        taken.refused.append((name, Refusal.REFUSED, message))
        return
    path = taken.target / f"{uuid.uuid4().hex}{PurePosixPath(name).suffix.lower()}"
    taken.bytes -= entry.file_size
    try:
        with archive.open(entry) as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except BROKEN:
        path.unlink(missing_ok=True)
        message = "It is damaged: it cannot be taken out of the archive. Add the archive or this file again."
        taken.refused.append((name, Refusal.DAMAGED, message))
        return
    if inner and is_archive(path):
        _take_inner(path, name, taken, depth + 1)
    else:
        taken.files.append((path, name))


def _take_inner(path: Path, name: str, taken: _Taken, depth: int) -> None:
    """The files of an archive in an archive; one that cannot be unpacked is told of, or handed on to be unlocked."""
    try:
        _take(path, name, taken, depth)
    except UnreadableFile as error:
        if error.refusal is Refusal.PASSWORD:
            taken.files.append((path, name))
            return
        taken.refused.append((name, error.refusal, str(error)))
    path.unlink(missing_ok=True)


def _unique(name: str, taken: _Taken) -> str:
    """The name, with a number where another file has it already: an archive can have two of one name."""
    known = {other for _, other in taken.files}
    pure, number, made = PurePosixPath(name), 2, name
    while made in known:
        made, number = str(pure.with_name(f"{pure.stem} ({number}){pure.suffix}")), number + 1
    return made


def _too_many() -> UnreadableFile:
    return UnreadableFile(
        f"It has more than {_FILES} files. Unpack it on your computer and add its folders one after another.",
        Refusal.REFUSED,
    )


def _nothing(taken: _Taken) -> UnreadableFile:
    """Why there is no file: each was refused, none is of a kind that is read, or there is none at all."""
    if taken.refused:
        name, refusal, message = taken.refused[0]
        return UnreadableFile(f"No file of it can be read. Of {PurePosixPath(name).name}: {message}", refusal)
    if taken.other_kinds:
        listed = ", ".join(PurePosixPath(name).name for name in taken.other_kinds[:5])
        return UnreadableFile(
            f"No file in it is of a kind that Lectern reads ({listed}{', …' if taken.other_kinds[5:] else ''}). "
            "Save them as another kind and add that.",
            Refusal.REFUSED,
        )
    return UnreadableFile("There is no file in it. Download it or make it again.", Refusal.EMPTY)
