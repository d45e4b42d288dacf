"""`python -m rag.models.prepare`: make the models of the settings ready, so that later starts are quick."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rag.errors import LecternError
from rag.models.embedding.embedder import load_embedder
from rag.models.embedding.engine import engine_folder
from rag.models.weights.hashing import remembered_sha256
from rag.models.weights.packaged import EMBEDDER, packaged_path
from rag.models.weights.weights import converted, prepare
from rag.settings import Models, Settings, default_library


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 with the reason and the remedy on standard error."""
    parser = argparse.ArgumentParser(prog="python -m rag.models.prepare", description=__doc__)
    parser.add_argument("--library", type=Path, default=default_library(), help="whose settings to use")
    library: Path = parser.parse_args(arguments).library
    try:
        models = Settings.load(library).models
        _step(f"Embedder ({models.embedder})", lambda: _prepare_embedder(models))
        _step(f"Generator ({models.generator})", lambda: _prepare_generator(models))
    except LecternError as error:
        _say(f"{error}\n")
        return 1
    return 0


def _prepare_embedder(models: Models) -> str:
    if models.embedder == "embedded":
        # Hashed for the fingerprint, and converted for its engine, which takes torch once.
        engine_folder(packaged_path(*EMBEDDER))
        return remembered_sha256(packaged_path(*EMBEDDER) / "model.safetensors")[:12]
    return load_embedder(models).fingerprint


def _prepare_generator(models: Models) -> str:
    if models.base_url:
        from rag.models.generation.server import check_server

        check_server(models)
        return models.base_url
    if models.generator == "embedded":
        return prepare().name
    if models.generator.lower().endswith(".gguf"):
        return converted(Path(models.generator).expanduser()).name
    from rag.models.generation.generator import load_generator

    return str(load_generator(models).name)


def _step(title: str, work: Callable[[], str]) -> None:
    _say(f"{title}: preparing (half a minute the first time) … ")
    began = time.monotonic()
    found = work()
    _say(f"ready in {time.monotonic() - began:.1f} s ({found})\n")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
