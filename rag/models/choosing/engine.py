"""The encoder with what the chooser learned, in CTranslate2's form: made once, kept in the cache folder."""

import shutil
import tempfile
from pathlib import Path

from safetensors.numpy import load_file, save_file

from rag.models.choosing.adapter import learned
from rag.models.embedding.engine import WEIGHTS, compiled_folder, convert
from rag.models.weights.hashing import remembered_sha256


def chooser_folder(encoder: Path, adapter: Path) -> Path:
    """Where the chooser lies for CTranslate2; it is made of the model in the folder `encoder` and of `adapter` where it
    is not there yet."""
    base, own = remembered_sha256(encoder / WEIGHTS), remembered_sha256(adapter)
    return compiled_folder(f"chooser-{base[:16]}-{own[:16]}", lambda target: _make(encoder, adapter, target))


def _make(encoder: Path, adapter: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        merged = Path(folder)
        for file in encoder.iterdir():
            if file.is_file() and file.suffix in (".json", ".txt"):
                shutil.copy(file, merged / file.name)
        weights = learned(adapter).merged(load_file(encoder / WEIGHTS))
        save_file(weights, merged / WEIGHTS, metadata={"format": "pt"})
        convert(merged, target)
