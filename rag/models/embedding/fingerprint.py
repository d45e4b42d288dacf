"""Which model made a vector: the same on every machine, by any engine."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from rag.models.weights.hashing import remembered_sha256


def fingerprint_of(name: str, max_tokens: int, weights: Sequence[Path]) -> str:
    """Short name, and a hash of the weights' bytes and the token limit."""
    digest = hashlib.sha256(str(max_tokens).encode())
    for path in weights:
        digest.update(remembered_sha256(path).encode())
    return f"{Path(name).name or name}-{digest.hexdigest()[:12]}"
