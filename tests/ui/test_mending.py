"""A damaged library in the app: said in words, mended by a button."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.store.care.backup import put_aside
from service.engine import Engine
from tests.rag.store.care.conftest import folder, garble
from tests.ui.apptest import APP, words
from tests.ui.fakes import open_fake
from ui import resources

__all__ = ["folder"]  # a fixture


@pytest.fixture
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Engine]]:
    """The engines that were opened over the library: one, once it can be."""
    made: list[Engine] = []

    def engine() -> Engine:
        if not made:
            made.append(Engine(folder, open_fake))  # type: ignore[arg-type]
        return made[0]

    monkeypatch.setattr(resources, "engine", engine)
    yield made
    for one in made:
        one.close()


def app() -> AppTest:
    made = AppTest.from_file(APP, default_timeout=60)
    made.run()
    assert not made.exception
    return made


def test_the_originals_are_read_anew_by_a_button(folder: Path, opened: list[Engine]) -> None:
    garble(folder / "library.db", 12)
    page = app()
    assert "is damaged" in page.error[0].value and not opened
    page.button(key="read-anew-yes").click().run()
    assert not page.exception and not page.error
    (engine,) = opened
    assert sorted(job.name for job in engine.jobs.list()) == ["birds.txt", "cats.txt", "dogs.txt"]
    assert "3 documents are read anew" in page.toast[0].value


def test_a_copy_is_restored_by_a_button(folder: Path, opened: list[Engine]) -> None:
    copy = put_aside(folder, "night")
    assert copy is not None
    garble(folder / "library.db", 12)
    page = app()
    assert "Nothing is changed before you choose" in words(page)
    page.button(key=f"restore-{copy.name}-yes").click().run()
    assert not page.exception and not page.error
    assert len(opened[0].library.documents()) == 3


def test_damage_that_is_found_while_the_app_runs_is_said_too(folder: Path, opened: list[Engine]) -> None:
    page = app()
    assert not page.error
    opened[0].library.database._check.damage = "a part of library.db cannot be read"  # type: ignore[union-attr]
    page.run()
    assert "is damaged" in page.error[0].value
    page.button(key="read-anew-yes").click().run()
    assert not page.exception and not page.error
