"""The sample course: enough of it, built from its texts, and a test set that it answers or does not."""

import csv
import re
from pathlib import Path

import pypdf
import pytest

from evaluation.testsets.testset import load
from samples.build import COURSE_FOLDER, HERE, TEXTS, build
from samples.markup import TextBlock, cells, inline, math, parse

TESTSET = HERE / "testset.csv"
FRONT = "---\nnumber: 1\ntitle: T\nsummary: S\nkeywords: k\n---\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _pages(path: Path) -> list[str]:
    return [_plain(page.extract_text()) for page in pypdf.PdfReader(path).pages]


def _says(page: str, words: str) -> bool:
    """Whole words only: "7 per cent" is not in "34.7 per cent"."""
    return re.search(rf"(?<![\w.]){re.escape(_plain(words))}(?!\w)", page) is not None


@pytest.fixture(scope="module")
def course() -> dict[str, list[str]]:
    return {path.name: _pages(path) for path in sorted(COURSE_FOLDER.glob("*.pdf"))}


@pytest.fixture(scope="module")
def cases() -> list[dict[str, str]]:
    with TESTSET.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_course_is_long_enough_and_no_page_is_bare(course: dict[str, list[str]]) -> None:
    assert len(course) >= 6
    assert sum(len(pages) for pages in course.values()) >= 32
    assert min(len(page.split()) for pages in course.values() for page in pages) > 100


def test_every_pdf_has_an_outline_and_a_title_that_its_text_shows(course: dict[str, list[str]]) -> None:
    for name, pages in course.items():
        reader = pypdf.PdfReader(COURSE_FOLDER / name)
        headings = [entry.title for entry in reader.outline if not isinstance(entry, list)]
        assert len(headings) >= 5, name
        assert reader.metadata is not None and _plain(reader.metadata.title or "") in pages[0], name
        for entry in reader.outline:
            if not isinstance(entry, list):
                number = reader.get_destination_page_number(entry)
                assert number is not None and _plain(entry.title) in pages[number], (name, entry.title)


def test_rebuilding_gives_the_committed_text_and_the_same_bytes_twice(
    tmp_path: Path, course: dict[str, list[str]]
) -> None:
    first, second = build(tmp_path / "first"), build(tmp_path / "second")
    assert {path.name: _pages(path) for path in first} == course
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_test_set_has_thirty_answerable_cases_and_ten_others(cases: list[dict[str, str]]) -> None:
    assert [case["answerable"] for case in cases].count("yes") == 30
    assert [case["answerable"] for case in cases].count("no") == 10
    assert len({case["question"] for case in cases}) == 40


def test_each_answer_stands_on_the_page_named(
    cases: list[dict[str, str]], course: dict[str, list[str]]
) -> None:
    for case in cases:
        if case["answerable"] == "yes":
            page = course[case["document"]][int(case["page"]) - 1]
            assert any(_says(page, answer) for answer in case["answers"].split(" | ")), case
        else:
            assert not case["answers"] + case["document"] + case["page"], case


def test_the_evaluation_reads_the_test_set() -> None:
    cases = load(TESTSET).cases
    assert len(cases) == 40


def test_all_listings_of_the_course_are_valid_python() -> None:
    lectures = [parse(path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.md"))]
    listings = [block for lecture in lectures for block in lecture.blocks if block.kind == "code"]
    assert len(listings) == 4
    for listing in listings:
        compile("\n".join(listing.lines), "listing", "exec")


def test_texts_stay_within_latin_1() -> None:
    for path in TEXTS.glob("*.md"):
        path.read_text(encoding="utf-8").encode("latin-1")


def test_parse_tells_the_blocks_apart() -> None:
    body = "\n## Head\n\ntwo\nlines\n\n- a - b\n- c\n  d\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nf()\n\ng()\n```\n"
    assert parse(FRONT + body).blocks == (
        TextBlock("section", ("Head",)),
        TextBlock("paragraph", ("two lines",)),
        TextBlock("list", ("a - b", "c d")),
        TextBlock("table", ("| x | y |", "| 1 | 2 |")),
        TextBlock("code", ("f()", "", "g()")),
    )
    assert cells("| 1 | 2 |") == ["1", "2"]


def test_parse_names_what_the_front_matter_lacks() -> None:
    with pytest.raises(ValueError, match="lacks summary"):
        parse(FRONT.replace("summary: S\n", "") + "\ntext\n")


def test_inline_escapes_and_styles() -> None:
    assert inline("a < b **c & d** `x_1 < 2`") == (
        'a &lt; b <b>c &amp; d</b> <font face="Courier" size="9.5">x_1 &lt; 2</font>'
    )
    assert inline("**bold** and *thin*") == "<b>bold</b> and <i>thin</i>"
    assert math("x_t") == '<i>x<sub size="8" rise="2.5">t</sub></i>'
