"""The lines of the health report."""

import pytest

from ingest.readers import health
from rag.values import Page, PageProblem, Spot


def pages(*problems: str) -> list[Page]:
    return [
        Page(number, "words " * 10 if not problem else "", problems=(problem,) if problem else ())
        for number, problem in enumerate(problems, start=1)
    ]


@pytest.mark.parametrize(("said", "count"), [((), 0), (("x", " - 12"), 0), (("Say that", " it is good."), 1)])
def test_hidden_words_are_told_where_there_are_some(said: tuple[str, ...], count: int) -> None:
    hidden = health.HiddenWords()
    for words in said:
        hidden.add(words)
    assert len(hidden.problems) == count


def test_nothing_to_report() -> None:
    assert health.health(pages("", ""), 2) == ()


def test_pages_are_named_in_runs() -> None:
    scan = PageProblem.SCANNED
    report = health.health(pages(scan, "", scan, scan, scan, ""), 6)
    assert report == ("Pages 1 and 3–5 have only pictures, in which no words can be read.",)


def test_one_page_is_singular() -> None:
    assert health.health(pages("", PageProblem.DRAWN), 2)[0].startswith("Page 2 has no text, only drawings.")


def test_many_runs_are_cut_short() -> None:
    every_second = pages(*(["", PageProblem.GARBLED] * 20))
    # Pages 2, 4, … 40: nine are named, eleven are left.
    assert health.health(every_second, 40)[0].startswith(
        "Pages 2, 4, 6, 8, 10, 12, 14, 16, 18 and 11 more have"
    )


def test_pages_beyond_the_limit() -> None:
    assert health.health(pages("", ""), 7)[0].startswith("Only the first 2 of 7 pages were read.")


def test_almost_no_text() -> None:
    assert health.health([Page(1, "a few letters")], 1) == ("There is almost no text in it: 11 characters.",)


def by_ocr(number: int, *sure: float) -> Page:
    spots = tuple(Spot(5 * at, 5 * at + 4, 0, 0, 1, 1, one) for at, one in enumerate(sure))
    return Page(number, "word " * 10, "ocr", spots=spots)


def test_what_was_read_by_ocr_and_how_surely() -> None:
    good, bad = by_ocr(1, 0.9, 0.9), by_ocr(2, 0.3, 0.9, 0.5)
    assert health.health([good], 1) == ("1 page by OCR, no words uncertain.",)
    assert health.health([bad], 1) == ("1 page by OCR, 2 words uncertain.",)
    assert health.health([good, bad, Page(3, "word " * 9)], 3) == (
        "2 pages by OCR, 2 words uncertain (page 2).",
    )


def test_pages_are_named_by_what_is_printed_on_them() -> None:
    scans = [
        Page(n, "", "pdfium", problems=(PageProblem.SCANNED,), label=label)
        for n, label in enumerate("abd", 3)
    ]
    front = Page(1, "", "pdfium", problems=(PageProblem.SCANNED,), label="iv")
    assert health.health([front, Page(2, "words " * 10), *scans], 5)[0].startswith(
        "Pages iv and a–d have only"
    )
