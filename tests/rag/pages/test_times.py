"""Times of speech."""

from rag.pages.times import written


def test_times_as_they_are_written() -> None:
    assert [written(seconds) for seconds in (7, 760, 3725)] == ["0:07", "12:40", "1:02:05"]
