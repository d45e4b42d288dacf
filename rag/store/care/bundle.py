"""One file of many parts, each with its SHA-256: what backups and course packs are.

It is a ZIP whose first part, `manifest.json`, lists the others. A part that is not what the manifest says is refused,
and nothing is taken that the manifest does not list, so that no part can be put in, left out or exchanged.
"""

import hashlib
import json
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from rag.common.files import replacing, sha256
from rag.errors import LecternError

_MANIFEST = "manifest.json"
_LEFT = 3600.0  # seconds
_LARGEST_MANIFEST = 50_000_000  # bytes
_SMALL = 500_000_000  # bytes that any bundle may unpack to
_DENSEST = 60  # how many times its size a larger one may; one of text and vectors is below ten
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


class DamagedBundle(LecternError):
    """A backup or a course pack that is not whole, or not what it says it is."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle: `head` is what its maker says of it, `parts` the SHA-256 of each part by its name."""

    path: Path
    head: Mapping[str, Any]
    parts: Mapping[str, str]

    def take(self, part: str, target: Path) -> None:
        """Write a part to `target`, whole or not at all. Raises DamagedBundle where it is not what was put in."""
        try:
            with zipfile.ZipFile(self.path) as archive, replacing(target) as temporary:
                with archive.open(part) as source, temporary.open("wb") as file:
                    digest = _copied(source, file)
                if digest != self.parts[part]:
                    raise _not_whole(self.path, f"{part} was changed")
        except _BROKEN as error:
            raise _not_whole(self.path, f"{part} cannot be read") from error

    def check(self) -> None:
        """Raise DamagedBundle unless every part is what was put in."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                for part, expected in self.parts.items():
                    with archive.open(part) as source:
                        if _copied(source, None) != expected:
                            raise _not_whole(self.path, f"{part} was changed")
        except _BROKEN as error:
            raise _not_whole(self.path, "a part of it cannot be read") from error


def write_bundle(target: Path, head: Mapping[str, Any], parts: Mapping[str, Path]) -> None:
    """Put files into a bundle at `target` by their names in it, whole or not at all. Raises OSError."""
    for left in target.parent.glob(f"{target.name}.*.new"):
        if time.time() - left.stat().st_mtime > _LEFT:  # by a process that was killed
            left.unlink(missing_ok=True)
    hashes = {name: sha256(path) for name, path in parts.items()}
    manifest = json.dumps({"head": head, "parts": hashes}, ensure_ascii=False)
    with replacing(target) as temporary:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_MANIFEST, manifest)
            for name, path in parts.items():
                archive.write(path, name)
        # A file that changed while it was packed would make a bundle that cannot be opened.
        open_bundle(temporary, str(head.get("kind"))).check()


def open_bundle(path: Path, kind: str) -> Bundle:
    """The bundle at `path`, whose head says that it is of that `kind`. Its parts are checked when they are taken.

    Raises DamagedBundle where it is none, or of another kind.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [entry.filename for entry in archive.infolist()]
            check_size(archive, path)
            if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
                raise _not_whole(path, "its list of contents is too long")
            manifest = json.loads(archive.read(_MANIFEST))
        head, parts = dict(manifest["head"]), {str(k): str(v) for k, v in manifest["parts"].items()}
    except DamagedBundle:
        raise
    except OSError as error:
        raise DamagedBundle(
            f"{path} cannot be opened ({error.strerror or error}). Check the path."
        ) from error
    except (*_BROKEN, TypeError, AttributeError) as error:
        raise DamagedBundle(
            f"{path} is no file that Lectern made, or it is damaged. Fetch or make it again."
        ) from error
    if head.get("kind") != kind:
        raise DamagedBundle(f"{path} is no {kind}, but a {head.get('kind')}. Choose another file.")
    if sorted(names) != sorted([_MANIFEST, *parts]):
        raise _not_whole(path, "its parts are not those of its list of contents")
    if not all(_is_safe(name) for name in parts):
        raise _not_whole(path, "a part of it would be written elsewhere")
    return Bundle(path, head, parts)


def check_size(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise DamagedBundle where the archive at `path` says that its parts are far more than it could have been made of:
    they would fill the disk. No part gives more than it says."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > max(_SMALL, _DENSEST * path.stat().st_size):
        raise _not_whole(path, f"it would unpack to {unpacked / 1e9:.1f} GB")


@contextmanager
def explained(what: str, target: Path) -> Iterator[None]:
    """Say in words that `what` cannot be written to `target`."""
    try:
        yield
    except OSError as error:
        raise LecternError(
            f"{what} cannot be written to {target} ({error.strerror or error}). Free some space, or choose another "
            "place. Nothing was changed."
        ) from error


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    digest = hashlib.sha256()
    write: Callable[[bytes], Any] = (lambda block: None) if target is None else target.write
    while block := source.read(1 << 20):
        digest.update(block)
        write(block)
    return digest.hexdigest()


def _not_whole(path: Path, why: str) -> DamagedBundle:
    return DamagedBundle(f"{path} is damaged: {why}. Fetch or make it again. Nothing was changed.")
