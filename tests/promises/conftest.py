"""One library, made by the command line; one app that serves a copy of it; and the assistant of the command line."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.browser.conftest import browser, over, phone, seat, served, tab
from tests.promises.commands import ingest
from tests.promises.connections import LOG
from tests.promises.material import write_library

# Fixtures of the browser tests, here over the app of the promises.
__all__ = ["browser", "phone", "seat", "tab"]

COLLECTION = "Course"


class Stock(NamedTuple):
    """A library of what `write_library` writes, with what the command line said of it.

    `environment` is that of the commands over it; `files` is the folder that was read; `connections` is the
    file in which they note whom they asked for.
    """

    environment: dict[str, str]
    files: Path
    connections: Path
    status: int
    report: dict[str, Any]

    @property
    def library(self) -> Path:
        return Path(self.environment["LECTERN_LIBRARY"])


@pytest.fixture(scope="package")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    folder = tmp_path_factory.mktemp("promises")
    files = write_library(folder / "files")
    connections = folder / "connections.log"
    environment = {**over(folder / "library"), LOG: str(connections)}
    return Stock(environment, files, connections, *ingest(environment, files, collection=COLLECTION))


class App(NamedTuple):
    """The app at work: its address, the id of its process, and the file in which it notes whom it asked for."""

    address: str
    process: int
    connections: Path


@pytest.fixture(scope="package")
def app(stock: Stock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app over a copy of the library, which a test may put something into."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(stock.library, folder / "library")
    connections = folder / "connections.log"
    running = served({**over(folder / "library"), LOG: str(connections)})
    with running as address:
        assert running.process is not None
        yield App(address, running.process.pid, connections)


@pytest.fixture(scope="package")
def server(app: App) -> str:
    """The address of the app."""
    return app.address


@pytest.fixture(scope="package")
def assistant(stock: Stock) -> Any:
    """What `python -m rag ask` asks; its models are loaded once for all questions."""
    from rag.compose import open_assistant

    return open_assistant(stock.library)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on two busy cores may miss a moment: its tests get a second try, which pytest reports."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.alone)
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.flaky(reruns=1))
