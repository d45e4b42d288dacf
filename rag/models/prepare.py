"""`python -m rag.models.prepare`: make the models of the settings ready, so that later starts are quick."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rag.errors import LecternError, ModelUnavailable
from rag.models.catalogue.automatic import writer_prepared
from rag.models.catalogue.bar import ModelBar
from rag.models.catalogue.entries import EMBEDDED, catalogue, entry_of
from rag.models.catalogue.preparing import Readiness, prepared, readiness
from rag.models.catalogue.preparing import prepare as prepare_entry
from rag.models.embedding.embedder import load_embedder
from rag.models.embedding.engine import engine_folder
from rag.models.weights.hashing import remembered_sha256
from rag.models.weights.packaged import EMBEDDER, packaged_path
from rag.models.weights.weights import converted, prepare
from rag.settings import Models, ServedModel, Settings, default_library, elsewhere, provider_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 with the reason and the remedy on standard error."""
    parser = argparse.ArgumentParser(prog="python -m rag.models.prepare", description=__doc__)
    parser.add_argument("--library", type=Path, default=default_library(), help="whose settings to use")
    library: Path = parser.parse_args(arguments).library
    try:
        models = Settings.load(library).models
        _step(f"Embedder ({models.embedder})", lambda: _prepare_embedder(models))
        _step(f"Generator ({models.generator})", lambda: _prepare_generator(models))
        for place in _served(models):
            _step(f"Server ({place.shown})", partial(_asked, place))
        with ModelBar() as bar:
            line = writer_prepared(library, bar.tell)
        _say(f"Writer: {line}\n")
    except LecternError as error:
        _say(f"{error}\n")
        return 1
    return 0


def _served(models: Models) -> list[ServedModel]:
    """The models that the environment has on servers and the settings use."""
    served = elsewhere()
    judging = [served.judge, served.reader] if models.adapter else []
    embedding = [] if provider_of(models.embedder) else [served.embedder]
    return [place for place in (*judging, *embedding) if place is not None]


def _asked(place: ServedModel) -> str:
    from rag.models.elsewhere.client import checked  # an extra

    checked(place)
    return place.model


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
    if models.generator == EMBEDDED:
        return prepare().name
    if models.generator in catalogue():
        return _prepare_writer(models.generator)
    if models.generator.lower().endswith(".gguf"):
        return converted(Path(models.generator).expanduser()).name
    from rag.models.generation.generator import load_generator

    return str(load_generator(models).name)


def _prepare_writer(name: str) -> str:
    """A model of the catalogue whose file is here is made ready; it is not fetched, which nobody asked for now."""
    embedded = prepare().name  # judges, and writes where the other one cannot
    if readiness(entry_of(name)) not in (Readiness.READY, Readiness.FETCHED):
        return f"{embedded}, for {name} is not prepared here. Run: lectern models prepare {name}"
    try:
        with ModelBar() as bar:
            prepare_entry(name, bar.tell)
        return prepared(name).name
    except ModelUnavailable as error:
        return f"{embedded}, for {error}"


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
