"""The lines of the health report."""

from ingest.readers import health
from rag.values import Page, PageProblem


def pages(*problems: str) -> list[Page]:
    return [
        Page(number, "words " * 10 if not problem else "", problems=(problem,) if problem else ())
        for number, problem in enumerate(problems, start=1)
    ]


def test_nothing_to_report() -> None:
    assert health.health(pages("", ""), 2) == ()


def test_pages_are_named_in_runs() -> None:
    scan = PageProblem.SCANNED
    report = health.health(pages(scan, "", scan, scan, scan, ""), 6)
    assert report == (
        "Pages 1 and 3–5 have no text and look scanned. "
        "Run text recognition (OCR) on the file and add it again.",
    )


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
