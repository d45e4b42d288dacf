"""Files written whole or not at all, and known by their contents."""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHA256 = re.compile("[0-9a-f]{64}")


PRIVATE = 0o600
"""The mode of a file that nobody else on the computer reads."""


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else on the computer opens; one that is there stays as it is."""
    folder.mkdir(0o700, parents=True, exist_ok=True)


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_sha256(text: object) -> bool:
    """Whether it is a SHA-256 as `sha256` writes it: 64 hex digits, and nothing that leads to another folder."""
    return isinstance(text, str) and _SHA256.fullmatch(text) is not None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to. It takes the place of `path` when the block ends well, else it is removed.

    So a reader sees the old file or the new one, and never a part, even after a power cut. The folder must be there.
    The file is its writer's alone, whatever the account of the computer makes of new files.
    """
    temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.new")
    try:
        temporary.touch(PRIVATE, exist_ok=False)
        yield temporary
        temporary.chmod(PRIVATE)  # it may have been made anew
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)  # where the disk was full
