"""A thread that dies is told, and another one goes on."""

import threading

import pytest

from service.standing import keep_running

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


def test_work_that_ends_is_begun_anew_and_told_each_time() -> None:
    begun, told, enough = [], [], threading.Event()

    def work() -> None:
        begun.append(threading.current_thread().ident)
        if len(begun) == 1:
            raise SystemExit
        if len(begun) == 3:
            enough.set()
            threading.Event().wait()

    keep_running(work, "work", lambda: told.append(len(begun)))
    assert enough.wait(20)
    assert told == [1, 2]


def test_not_even_a_teller_that_fails_ends_it() -> None:
    begun, enough = threading.Semaphore(0), threading.Event()

    def work() -> None:
        begun.release()
        if enough.is_set():
            threading.Event().wait()

    def tell() -> None:
        raise OSError("the disk is full")

    keep_running(work, "work", tell)
    assert all(begun.acquire(timeout=20) for _ in range(3))
    enough.set()
