"""What a heading says that it sums up."""

import pytest

from rag.language.layout import SummaryHeading, summary_heading


@pytest.mark.parametrize(
    "heading", ["Summary", "5.3 Summary", "Abstract.", "Summary of results", "Chapter Summary"]
)
def test_of_what_it_stands_in(heading: str) -> None:
    assert summary_heading(heading) == SummaryHeading()


@pytest.mark.parametrize("heading", ["Chapter 2 Summary", "Chapter 2: Summary", "Summary of Chapter 2"])
def test_of_what_it_names(heading: str) -> None:
    assert summary_heading(heading) == SummaryHeading("chapter", "2")


@pytest.mark.parametrize(
    "heading", ["Summary statistics", "Abstract data types", "Chapter 2", "The summary judgment"]
)
def test_no_summary(heading: str) -> None:
    assert summary_heading(heading) is None
