"""Work ends between two of its steps when it is stopped, or when its time is over."""

import threading
import time

import pytest

from rag.common.interruption import Interrupted, Watch, check


def test_work_that_nobody_watches_goes_on() -> None:
    check()


def test_a_stop_is_heard_at_the_next_step() -> None:
    stop, steps = threading.Event(), []
    watch = Watch(stop, 60)

    def work() -> None:
        for step in range(10):
            check()
            steps.append(step)
            if step == 3:
                stop.set()

    with pytest.raises(Interrupted):
        watch.during(work)
    assert steps == [0, 1, 2, 3] and watch.stopped and watch.over
    check()  # the thread is free again
    with pytest.raises(Interrupted):
        watch.during(lambda: steps.append(99))
    assert 99 not in steps  # what comes next does not begin


def test_time_runs_out() -> None:
    watch = Watch(None, 0.05)
    assert watch.during(lambda: 7) == 7
    time.sleep(0.06)
    assert watch.over and not watch.stopped
    with pytest.raises(Interrupted):
        watch.during(lambda: 7)


def test_another_thread_is_not_concerned() -> None:
    stop = threading.Event()
    stop.set()
    heard: list[bool] = []

    def elsewhere() -> None:
        check()
        heard.append(True)

    def work() -> None:
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    watch = Watch(threading.Event(), 60)
    watch.during(work)
    assert heard == [True]


def test_a_watch_inside_another_gives_way_to_it_again() -> None:
    stop = threading.Event()

    def work() -> None:
        Watch(None, 60).during(lambda: None)
        stop.set()
        check()

    with pytest.raises(Interrupted):
        Watch(stop, 60).during(work)
