"""Words are found on a page whatever their case, accents and blanks."""

import pytest

from rag.pages.reading.search import PageHit, hits, occurrences
from rag.values import Page


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("Ice and ice.", "ICE", ["Ice", "ice"]),
        ("a tail of\n\n  dust", "tail of dust", ["tail of\n\n  dust"]),
        ("Élan, elan, e\u0301lan", "elan", ["Élan", "elan", "e\u0301lan"]),
        ("an e\ufb03cient one", "efficient", ["e\ufb03cient"]),
        ("in\u00adter\u00adnal", "internal", ["in\u00adter\u00adnal"]),
        ("Straße", "strasse", ["Straße"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("a.b", "a+b", []),
        ("words", "  ", []),
    ],
)
def test_what_is_found(text: str, sought: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, sought)] == found


def test_pages_are_searched_in_order_and_up_to_so_many() -> None:
    pages = [Page(1, "no"), Page(2, "dust dust"), Page(3, "dust")]
    assert hits(pages, "dust", 9) == ([PageHit(2, 0, 4), PageHit(2, 5, 9), PageHit(3, 0, 4)], True)
    assert hits(pages, "dust", 2) == ([PageHit(2, 0, 4), PageHit(2, 5, 9)], True)


def test_words_that_stand_nowhere_together_are_found_where_all_of_them_are() -> None:
    pages = [Page(1, "ice alone"), Page(2, "dust, then ice"), Page(3, "dust")]
    assert hits(pages, "ice dust", 9) == ([PageHit(2, 0, 4), PageHit(2, 11, 14)], False)
    assert hits(pages, "ice gold", 9) == ([], False)
