"""Tries to sign in are counted once, whichever of several processes they come to."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rag.store import schema
from rag.store.database import Database
from rag.store.library import Library
from rag.store.people.tries import Tries
from tests.rag.store.stores import Stores


@pytest.fixture
def database(library: Library) -> Database:
    return library.database


@pytest.fixture
def two(stores: Stores, tmp_path: Path) -> Iterator[tuple[Tries, Tries]]:
    """Of two processes, at one moment."""
    libraries = stores.open(tmp_path / "library"), stores.open(tmp_path / "library")
    yield Tries(libraries[0].database, lambda: 0.0), Tries(libraries[1].database, lambda: 0.0)
    for one in libraries:
        one.close()


def kept(database: Database) -> list[tuple[str, float]]:
    table = schema.tries.c
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(select(table.counts_for, table.moment))]


def test_tries_are_forgotten_after_a_quarter_of_an_hour(database: Database) -> None:
    now = [0.0]
    tries = Tries(database, lambda: now[0])
    for second in range(6):
        now[0] = float(second)
        assert tries.begin("sam", "10.0.0.1") == 0
    assert tries.begin("sam", "10.0.0.1") == 15
    assert tries.begin("sue", "10.0.0.1") == 0
    now[0] = 906.0
    assert tries.begin("sam", "10.0.0.1") == 0
    assert [moment for _, moment in kept(database)] == [906.0] * 3  # the others are not kept any longer


def test_a_clock_that_is_set_back_keeps_nobody_out_for_long(database: Database) -> None:
    now = [10_000.0]
    tries = Tries(database, lambda: now[0])
    for _ in range(6):
        assert tries.begin("sam", "10.0.0.1") == 0
    now[0] = 9_500.0
    assert tries.begin("sam", "10.0.0.1") == 16  # minutes at most, as of a try at this moment
    now[0] = 0.0
    assert tries.begin("sam", "10.0.0.1") == 0


def test_a_stranger_elsewhere_keeps_nobody_out_but_does_not_guess_for_ever(two: tuple[Tries, Tries]) -> None:
    for number in range(29):
        assert two[number % 2].begin("sam", f"10.0.{number // 6}.1") == 0
    assert two[0].begin("sam", "10.0.9.1") == 0
    two[0].succeeded("sam", "10.0.9.1")
    assert two[1].begin("sam", "10.0.9.2") == 0
    assert two[0].begin("sam", "10.0.9.3") > 0
    assert two[1].begin("sam", "10.0.9.3") > 0


def test_who_signs_in_well_pays_for_no_guesses_at_others(two: tuple[Tries, Tries]) -> None:
    for number in range(60):
        assert two[number % 2].begin(f"name{number}", "2001:db8:0:7::1") == 0
        if number < 59:
            assert two[0].begin("sam", "2001:db8:0:7::2") == 0  # of the same household
            two[0].succeeded("sam", "2001:db8:0:7::2")
    assert two[1].begin("sam", "2001:db8:0:7::3") > 0
    assert two[1].begin("sam", "2001:db8:0:8::1") == 0


def test_what_there_was_no_room_for_does_not_count(two: tuple[Tries, Tries]) -> None:
    for _ in range(6):
        assert two[0].begin("sam", "10.0.0.1") == 0
    two[1].take_back("sam", "10.0.0.1")
    assert two[0].begin("sam", "10.0.0.1") == 0
    assert two[1].begin("sam", "10.0.0.1") == 16


def test_many_at_once_are_not_all_let_through(two: tuple[Tries, Tries]) -> None:
    waits: list[int] = []
    begin = threading.Barrier(12)

    def guess(tries: Tries) -> None:
        begin.wait(60)
        waits.append(tries.begin("sam", "10.0.0.1"))

    threads = [threading.Thread(target=guess, args=(two[number % 2],)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [0] * 6 + [16] * 6


def test_guests_of_one_address_are_counted_together(
    two: tuple[Tries, Tries], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.store.people.tries._GUESTS", 3)
    assert [two[number % 2].come_as_guest("10.0.0.1") for number in range(4)] == [0, 0, 0, 16]
    assert two[1].come_as_guest("10.0.0.2") == 0


def test_nothing_is_kept_that_somebody_typed(database: Database) -> None:
    Tries(database, lambda: 0.0).begin("my secret password", "10.0.0.1")
    assert len(kept(database)) == 3
    assert not any("secret" in key or "10.0.0.1" in key for key, _ in kept(database))


def test_who_has_to_wait_is_not_written_down(database: Database) -> None:
    tries = Tries(database, lambda: 0.0)
    for _ in range(50):
        tries.begin("sam", "10.0.0.1")
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(schema.tries)).scalar() == 6 * 3
