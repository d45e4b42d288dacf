"""Models are prepared in the background, one at a time."""

import threading

import pytest

from rag.errors import LecternError, ModelUnavailable
from rag.models.catalogue.progress import PreparationStopped, Progress, Stage
from service.model_worker import ModelWorker, Preparation

HALF = Progress(Stage.FETCHING, 1, 2, "fetching")


class FakePreparing:
    """Tells that half of it is done, then waits to be let go or stopped, and raises `error`, if there is one."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, object]] = []
        self.told, self.go = threading.Event(), threading.Event()
        self.error: Exception | None = None

    def __call__(self, name, tell, stop, file):
        self.asked.append((name, file))
        tell(HALF)
        self.told.set()
        while not self.go.wait(0.01):
            if stop.is_set():
                raise PreparationStopped
        if self.error is not None:
            raise self.error


@pytest.fixture
def preparing():
    return FakePreparing()


@pytest.fixture
def worker(preparing):
    made = ModelWorker(preparing)
    yield made
    preparing.go.set()
    made.wait(20)


def test_how_far_it_is_can_be_seen_until_it_is_done(worker, preparing):
    assert worker.current is None
    worker.start("tiny")
    assert preparing.told.wait(20)
    assert worker.current == Preparation("tiny", HALF, False)
    preparing.go.set()
    worker.wait(20)
    assert worker.current is None and worker.error_of("tiny") == ""
    assert preparing.asked == [("tiny", None)]


def test_one_is_prepared_at_a_time(worker, preparing):
    worker.start("tiny")
    with pytest.raises(LecternError, match="already"):
        worker.start("large")
    assert preparing.told.wait(20) and [name for name, _ in preparing.asked] == ["tiny"]


def test_it_is_cancelled_and_begun_again(worker, preparing):
    worker.start("tiny")
    assert preparing.told.wait(20)
    worker.cancel()
    worker.wait(20)
    assert worker.current is None and "kept" in worker.error_of("tiny")
    preparing.go.set()
    worker.start("tiny")
    worker.wait(20)
    assert worker.error_of("tiny") == "" and len(preparing.asked) == 2


def test_why_it_failed_is_kept_for_the_page(worker, preparing):
    preparing.error = ModelUnavailable("No connection.")
    preparing.go.set()
    worker.start("tiny")
    worker.wait(20)
    assert (worker.error_of("tiny"), worker.error_of("large")) == ("No connection.", "")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_ends_it_and_is_said(worker, preparing):
    preparing.error = KeyError("x")
    preparing.go.set()
    worker.start("tiny")
    worker.wait(20)
    assert worker.current is None and "the log says more" in worker.error_of("tiny")
