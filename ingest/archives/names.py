"""What the files in an archive are called, and which of them nobody means to add."""

import stat
import struct
import zipfile
from pathlib import PurePosixPath

from ingest.files import ARCHIVE, library_name

_UTF8 = 0x800  # the flag that a name is UTF-8
_UNICODE_PATH = 0x7075  # the extra field of Info-ZIP that has the name in UTF-8
_NOISE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def is_archive_name(name: str) -> bool:
    """Whether a file of that name says that it is an archive."""
    return name.lower().endswith(ARCHIVE)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The path of an entry as its maker wrote it, safe to be shown: no drive, no way up, no controls."""
    return library_name(_unicode_path(entry) or _decoded(entry))


def is_hidden(name: str) -> bool:
    """Whether a file is one that an operating system or a program put there for itself."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$")) or part.lower() in _NOISE for part in parts)


def is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file: no folder, link, pipe or device."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return not entry.is_dir() and kind in (0, stat.S_IFREG)


def within(archive: str, names: list[str]) -> list[str]:
    """The names of an archive's files in the library: under its own name, which is not said twice where all that is
    in it lies in a folder of the same name."""
    stem = archive[: -len(ARCHIVE)] if is_archive_name(archive) else archive
    folder = PurePosixPath(stem).name
    if names and all(name.startswith(f"{folder}/") for name in names):
        names = [name[len(folder) + 1 :] for name in names]
    return [f"{stem}/{name}" for name in names]


def _decoded(entry: zipfile.ZipInfo) -> str:
    """UTF-8 where the name says so or is it anyway, as old programs of macOS and Linux write it; else CP437."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    try:
        return entry.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.orig_filename


def _unicode_path(entry: zipfile.ZipInfo) -> str:
    """The name in the extra field for it, "" where there is none."""
    extra, at = entry.extra, 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH and size > 5 and at + 4 + size <= len(extra):
            return extra[at + 9 : at + 4 + size].decode("utf-8", errors="replace")
        at += 4 + size
    return ""
