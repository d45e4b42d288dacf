"""An index of vectors in a file: a line of JSON (format, library, generation, checksum), and then as FAISS writes it.

Read and written in pieces: an index may be a large part of the memory. Nothing of it is pickled.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import faiss

from rag.common.files import replacing
from rag.store.index.nearest import Nearest, of_index

_FAISS: Any = faiss  # its types lack a part of it
_FORMAT = 2
_PIECE = 1 << 20  # bytes
_LONGEST_HEAD = 4096  # bytes


def write_index(nearest: Nearest, path: Path, library: str, generation: int) -> None:
    """Write the file, whole or not at all. Raises OSError."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.write(_head(library, generation, "0" * 64))  # as long as what comes into its place
        checksum = hashlib.sha256()

        def put(piece: bytes) -> None:
            checksum.update(piece)
            file.write(piece)

        _FAISS.write_index(nearest.index, _FAISS.PyCallbackIOWriter(put, _PIECE))
        file.seek(0)
        file.write(_head(library, generation, checksum.hexdigest()))


def read_index(path: Path, library: str) -> Nearest:
    """The index of that library, of whatever generation. Raises OSError, and ValueError where it is not whole, of
    another library or of another format."""
    with path.open("rb") as file:
        head = file.readline(_LONGEST_HEAD)
        stamp = json.loads(head)
        begins = file.tell()
        checksum = hashlib.file_digest(file, "sha256").hexdigest()  # from here on
        generation = stamp.get("generation") if isinstance(stamp, dict) else None
        if not isinstance(generation, int) or head != _head(library, generation, checksum):
            raise ValueError("its stamp does not fit")
        file.seek(begins)
        try:
            return of_index(_read(file))
        except RuntimeError as error:
            raise ValueError(str(error)) from error


def drop_later(path: Path, library: str, generation: int) -> None:
    """Delete the index of a later state of the library than it is in, as after a restore: keys are given again then,
    for other vectors."""
    try:
        with path.open("rb") as file:
            stamp = json.loads(file.readline(_LONGEST_HEAD))
        if stamp["library"] == library and stamp["generation"] > generation:
            path.unlink()
    except (OSError, ValueError, KeyError, TypeError):
        return  # nothing is there, or nothing that would be read


def _read(file: Any) -> Any:
    return _FAISS.read_index(_FAISS.PyCallbackIOReader(file.read, _PIECE))


def _head(library: str, generation: int, checksum: str) -> bytes:
    stamp = {"format": _FORMAT, "library": library, "generation": generation, "sha256": checksum}
    return json.dumps(stamp).encode() + b"\n"
