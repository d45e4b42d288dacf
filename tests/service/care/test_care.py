"""The library looked after at night, and mended by a button."""

import os
import time
from pathlib import Path

import pytest

from rag.errors import DamagedLibrary
from rag.store.care.remedies import copies
from rag.store.library import Library
from service.care.mending import read_anew
from service.care.night import Night
from tests.rag.store.care.conftest import change, folder, garble

__all__ = ["change", "folder"]  # fixtures

_THREE = time.mktime((2026, 3, 4, 3, 0, 0, 0, 0, -1))
_NOON = time.mktime((2026, 3, 4, 12, 0, 0, 0, 0, -1))


class Clock:
    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def test_it_is_time_at_night_or_after_an_hour_and_once_a_day(folder: Path) -> None:
    assert Night(folder, Clock(_THREE)).is_due()
    clock = Clock(_NOON)
    night = Night(folder, clock)
    assert not night.is_due()
    clock.now += 3601
    assert night.is_due()
    night.look()
    os.utime(folder / "copies" / "library.night.db", (clock.now, clock.now))
    assert not night.is_due()
    clock.now += 24 * 3600
    assert night.is_due()


def test_a_whole_library_gets_a_copy_and_keeps_the_one_before(folder: Path) -> None:
    night = Night(folder)
    night.look()
    night.look()
    assert sorted(copy.path.name for copy in copies(folder)) == [
        "library.night-before.db",
        "library.night.db",
    ]
    assert night.damage == ""


def test_a_damaged_one_is_said_and_the_good_copy_stays(folder: Path) -> None:
    night = Night(folder)
    night.look()
    before = (folder / "copies" / "library.night.db").read_bytes()
    garble(folder / "library.db", 12)
    night.look()
    assert "library.db cannot be read" in night.damage
    assert (folder / "copies" / "library.night.db").read_bytes() == before


def test_an_open_library_is_mended_and_its_documents_queued(folder: Path) -> None:
    library = Library.open(folder)
    garble(folder / "library.db", 0)
    with pytest.raises(DamagedLibrary):
        Library.open(folder)
    salvaged = read_anew(folder)
    assert salvaged.to_read == 3
    names = [document.name for document in library.documents()]  # the open one finds the new one
    assert len(names) == 3
    library.close()
    assert len(list((folder / "staging").iterdir())) == 3
