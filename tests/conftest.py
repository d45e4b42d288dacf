"""What every test has: no network, a library of its own, and the real models for those that ask.

Sockets to anywhere but this machine are refused: here by pytest-socket, whose options are in pyproject.toml,
in the processes that the tests start by tests/offline/sitecustomize.py.
"""

import os
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

# Before any of our modules is imported: nothing is fetched, and nobody's own library is touched.
os.environ["HF_HUB_OFFLINE"] = "1"
_LIBRARY = tempfile.TemporaryDirectory(prefix="lectern-tests-")  # removed when the tests end
os.environ["LECTERN_LIBRARY"] = _LIBRARY.name
os.environ.pop("LECTERN_API_KEY", None)
os.environ.pop("LECTERN_DATABASE", None)
for _task in ("JUDGE", "READER", "EMBEDDER"):
    os.environ.pop(f"LECTERN_{_task}_URL", None)
os.environ["LECTERN_WRITER"] = "none"  # whatever this computer has: tests say which model writes
_OFFLINE = str(Path(__file__).parent / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_OFFLINE, os.environ.get("PYTHONPATH")]))

_DATA = Path(os.environ.get("LECTERN_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def embedder() -> Any:
    """The embedded embedder."""
    from rag.models.embedding.embedder import load_embedder
    from rag.settings import Models

    return load_embedder(Models())


@pytest.fixture(scope="session")
def generator() -> Any:
    """The embedded language model."""
    from rag.models.generation.generator import load_generator
    from rag.settings import Models

    return load_generator(Models())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Any]:
    """An empty library."""
    from rag.store.library import Library

    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of development data, which is no part of the project."""
    if not _DATA.is_dir():
        pytest.skip(f"There is no development data at {_DATA}; LECTERN_DATA names another folder.")
    return _DATA


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `models` are skipped, saying so, where the packages of the models are not installed."""
    from rag.errors import ModelUnavailable
    from rag.models.weights.packaged import EMBEDDER, GENERATOR, packaged_path

    try:
        packaged_path(*EMBEDDER)
        packaged_path(*GENERATOR)
    except ModelUnavailable as error:
        for item in items:
            if item.get_closest_marker("models"):
                item.add_marker(pytest.mark.skip(reason=str(error)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With LECTERN_REQUIRE_BROWSER=1, as in CI, a browser test that is skipped has failed."""
    report = yield
    required = os.environ.get("LECTERN_REQUIRE_BROWSER") == "1"
    if required and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"LECTERN_REQUIRE_BROWSER=1, but this browser test was skipped: {report.longrepr}"
    return report
