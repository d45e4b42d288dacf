"""Vectors that came with course packs, by the hash of the text that each is of: who has the text need not embed it."""

import hashlib
import json
import logging
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

log = logging.getLogger(__name__)

_BYTES = 16  # of a SHA-256


def keep_vectors(target: Path, fingerprint: str, texts: Sequence[str], vectors: Sequence[np.ndarray]) -> None:
    """Write the `vectors` of `texts`, made by the embedder of `fingerprint`."""
    np.savez_compressed(
        target,
        embedder=np.frombuffer(json.dumps(fingerprint).encode(), dtype=np.uint8),
        keys=np.frombuffer(b"".join(map(_key, texts)), dtype=np.uint8).reshape(-1, _BYTES),
        vectors=np.array(vectors, dtype=np.float32),
    )


class KnownVectors:
    """Those in the files of a folder that were made by the embedder of `fingerprint`. A file that cannot be read is
    passed over: what is in it can be embedded."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._rows: dict[bytes, np.ndarray] = {}
        for path in sorted(folder.glob("*.npz")):
            try:
                with np.load(path, allow_pickle=False) as kept:
                    if json.loads(kept["embedder"].tobytes()) != fingerprint:
                        continue
                    self._rows.update(zip(map(bytes, kept["keys"]), kept["vectors"], strict=True))
            except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
                log.warning("%s is passed over: %s", path, error)

    def of(self, text: str) -> np.ndarray | None:
        """The vector (d,) of a text, None where it is not known."""
        return self._rows.get(_key(text)) if self._rows else None


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_BYTES]
