"""When something of a page of speech is said."""

from rag.pages.times import time_of, written
from rag.values.pages import Block, Kind, Page

TEXT = "12:40\n\nA cell.\n\n12:52\n\nA wall."
BLOCKS = (
    Block(Kind.FURNITURE, 0, 5),
    Block(Kind.PARAGRAPH, 7, 14),
    Block(Kind.FURNITURE, 16, 21),
    Block(Kind.PARAGRAPH, 23, 30),
)


def test_the_time_is_that_of_the_paragraph() -> None:
    page = Page(3, TEXT, "minute", label="12:00", blocks=BLOCKS)
    assert [time_of(page, start) for start in (7, 13, 25)] == ["12:40", "12:40", "12:52"]
    assert time_of(Page(3, TEXT, "minute", label="12:00"), 7) == "12:00"
    assert time_of(Page(3, TEXT, "section", label="12:00", blocks=BLOCKS), 7) == ""


def test_times_as_they_are_written() -> None:
    assert [written(seconds) for seconds in (7, 760, 3725)] == ["0:07", "12:40", "1:02:05"]
