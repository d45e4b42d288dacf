"""`python -m rag.models.prepare`: make the models of the settings ready, so that later starts are quick."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rag.errors import LecternError
from rag.models.embedder import load_embedder
from rag.models.weights import converted, prepare
from rag.settings import Models, Settings, default_library


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 with the reason and the remedy on standard error."""
    parser = argparse.ArgumentParser(prog="python -m rag.models.prepare", description=__doc__)
    parser.add_argument("--library", type=Path, default=default_library(), help="whose settings to use")
    library: Path = parser.parse_args(arguments).library
    try:
        models = Settings.load(library).models
        _step(f"Embedder ({models.embedder})", lambda: load_embedder(models).fingerprint)
        _step(f"Generator ({models.generator})", lambda: _prepare_generator(models))
    except LecternError as error:
        _say(f"{error}\n")
        return 1
    return 0


def _prepare_generator(models: Models) -> str:
    if models.base_url:
        from rag.models.server import check_server

        check_server(models)
        return models.base_url
    if models.generator == "embedded":
        return prepare().name
    if models.generator.lower().endswith(".gguf"):
        return converted(Path(models.generator).expanduser()).name
    from rag.models.generator import load_generator

    return str(load_generator(models).name)


def _step(title: str, work: Callable[[], str]) -> None:
    _say(f"{title}: preparing, the first time takes about half a minute … ")
    began = time.monotonic()
    found = work()
    _say(f"ready in {time.monotonic() - began:.1f} s ({found})\n")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
