"""How long a file has, by what the child tells."""

from ingest.pace import Pace
from rag.settings import Ingestion

LIMITS = Ingestion(page_seconds=20.0, ocr_seconds=60.0)


def test_each_page_has_its_time_a_large_file_more() -> None:
    assert Pace(LIMITS, 0).begin() == 20
    pace = Pace(LIMITS, 30_000_000)
    assert pace.begin() == 50
    assert pace.after({"done": 1, "total": 9}) == 50


def test_a_page_by_ocr_has_more() -> None:
    pace = Pace(LIMITS, 0)
    assert pace.after({"slow": "page-2", "seconds": 60.0}) == 95  # with what its engine takes to be loaded
    assert pace.slow == "page-2"
    assert pace.after({"done": 2, "total": 9}) == 20
    assert pace.slow is None


def test_the_pages_of_a_book_have_time_to_be_put_together() -> None:
    assert Pace(LIMITS, 0).after({"done": 300, "total": 300}) == 80


def test_why_names_the_page() -> None:
    pace = Pace(LIMITS, 0)
    pace.begin()
    assert pace.why(None).startswith("Opening it takes longer than 20 seconds.")
    assert pace.why({"done": 4, "total": 9}).startswith("Page 5 of 9 takes longer than 20 seconds to read.")
    assert pace.why({"done": 9, "total": 9}).startswith(
        "Putting its 9 pages together takes longer than 20 seconds."
    )
    assert "ingestion.ocr_seconds" in pace.why({"slow": "page-2", "seconds": 60.0})
