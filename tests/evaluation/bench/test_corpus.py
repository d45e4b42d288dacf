from pathlib import Path

import pytest

from evaluation.bench.corpus import settle


def test_of_two_that_made_the_same_library_the_first_stays(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    for name in ("one", "other"):
        made = tmp_path / name
        made.mkdir()
        (made / name).touch()
        settle(made, folder)
        assert not made.exists()
    assert [path.name for path in folder.iterdir()] == ["one"]


def test_what_was_not_made_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        settle(tmp_path / "nothing", tmp_path / "library")
