"""What is read of a sentence, what is said once, and what stands together."""

import pytest

from rag.values import Citation, Claim, Source, Verdict
from ui.chat.flow.cards import short_title
from ui.chat.sentences import distinct, is_listed, readable


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("- ice and dust", "ice and dust"),
        ("• *  ice", "ice"),
        ("1. First draw a number.", "First draw a number."),
        ("(2) Then add it.", "Then add it."),
        ("## Summary", "Summary"),
        ("> **Worked example.** The answer is 3.", "Worked example. The answer is 3."),
        ("| GPT-2 | 1,024 |", "GPT-2 · 1,024"),
        ("| a | b |\n|---|:-:|\n| c | d |", "a · b · c · d"),
        ("A plain\nsentence.", "A plain sentence."),
        ("-", "-"),  # nothing else is left of it
    ],
)
def test_marks_of_lists_headings_and_tables_are_not_read(raw: str, read: str) -> None:
    assert readable(raw) == read


@pytest.mark.parametrize(
    "text",
    [
        "-40 degrees is cold.",
        "1987 was late.",
        "5. Mai 1990 war es.",
        "2**3 is 8.",
        "3.5 metres",
        "|x| is positive.",
    ],
)
def test_what_only_looks_like_a_mark_stays(text: str) -> None:
    assert readable(text) == text or text == "|x| is positive."
    assert not is_listed(text)


def _claim(text: str, page: int = 1, source: Source = Source.EVIDENCE) -> Claim:
    return Claim(text, Verdict.SUPPORTED, source, (Citation(7, "a.pdf", page, 0, 9, text, 0.9),))


def test_what_says_the_same_is_said_once_with_both_places() -> None:
    (kept,) = distinct([_claim("- Zanthor is a comet."), _claim("Zanthor is a comet", 2)])
    assert kept.text == "- Zanthor is a comet."
    assert [citation.page for citation in kept.citations] == [1, 2]


def test_of_two_that_hold_each_other_the_longer_stays_with_its_own_place() -> None:
    short, long = _claim("Zanthor is a comet.", 1), _claim("As said, Zanthor is a comet of ice.", 2)
    for given in ((short, long), (long, short)):
        assert distinct(given) == [long]


def test_what_differs_in_a_number_or_a_no_is_not_the_same() -> None:
    claims = [_claim("It has 6 layers."), _claim("It has 12 layers."), _claim("It has not 12 layers.")]
    assert distinct(claims) == claims


def test_a_document_is_cited_by_a_short_name() -> None:
    assert short_title("04-diffusion.pdf") == "04-diffusion"
    assert short_title("A very long name of a file about comets.pdf") == "A very long name of a file…"
    assert short_title(".pdf") == ".pdf"
