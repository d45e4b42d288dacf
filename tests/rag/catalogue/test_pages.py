"""A page is meant by what is printed on it, else by its number."""

import pytest

from rag.catalogue.pages import page_called
from rag.values import Page

_DECK = [
    Page(1, "a", "pdfium"),
    Page(2, "b", "pdfium"),
    Page(3, "c", "pdfium", label="2"),
    Page(4, "d", "pdfium", label="iii"),
]
_PARTS = [Page(1, "a", "section", label="2"), Page(2, "b", "section", label="Ends")]


@pytest.mark.parametrize(
    ("label", "number"),
    [("1", 1), ("2", 3), ("III", 4), ("3", None), ("4", None), ("5", None)],
)
def test_what_is_printed_goes_first(label: str, number: int | None) -> None:
    found = page_called(_DECK, label)
    assert (found.number if found else None) == number


def test_titles_of_sections_are_no_labels() -> None:
    found = page_called(_PARTS, "2")
    assert found is not None and found.number == 2
