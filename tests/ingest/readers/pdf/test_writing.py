"""Blocks as text: what stands between words, lines and blocks, and which drawn character each one is."""

from collections import Counter
from dataclasses import replace

import pytest

from ingest.readers.pdf.broken import made_whole, vocabulary
from ingest.readers.pdf.laid import Laid, LaidCell, Line
from ingest.readers.pdf.words import Area, PageContent, PrintedWord
from ingest.readers.pdf.writing import written
from rag.values import Block, Cell, Kind, Page, of_annotation

NOWHERE = Area(0, 0, 0, 0)


def word(text: str, first: int = 0, left: float = 0.0, **fields: object) -> PrintedWord:
    """A word of letters 6 points wide, whose glyphs follow `first`."""
    place = Area(left, 0, left + 6 * len(text), 10)
    return PrintedWord(text, place, 8, 10, tuple(range(first, first + len(text))), **fields)  # type: ignore[arg-type]


def line(text: str, first: int = 0) -> Line:
    words, at = [], first
    for part in text.split():
        words.append(word(part, at, 6.0 * (at - first)))
        at += len(part) + 1
    return tuple(words)


def page(*laid: Laid, **words: int) -> Page:
    content = PageContent(3, 600, 800, label="iii")
    return written(3, laid, content, Counter(words), "Rivers")


def paragraph(*lines: str) -> Laid:
    return Laid(Kind.PARAGRAPH, tuple(line(text) for text in lines))


def test_blocks_are_parted_by_a_blank_line_and_lines_joined() -> None:
    made = page(Laid(Kind.HEADING, (line("The River", 0),), level=1), paragraph("It froze", "in 1838."))
    assert made.text == "The River\n\nIt froze in 1838."
    assert made.blocks == (Block(Kind.HEADING, 0, 9, level=1), Block(Kind.PARAGRAPH, 11, 28))
    assert (made.number, made.heading, made.label, made.method) == (3, "Rivers", "iii", "pdfium")


def test_glyphs_are_those_of_the_words() -> None:
    made = page(Laid(Kind.PARAGRAPH, (line("It froze", 10), line("in may", 40))))
    assert made.text == "It froze in may"
    assert made.glyphs == ((0, 2, 10), (3, 5, 13), (9, 2, 40), (12, 3, 43))


def test_letters_of_one_glyph_have_its_index() -> None:
    ligature = PrintedWord("fine", NOWHERE, 8, 10, (7, 7, 8, 9))
    made = page(Laid(Kind.PARAGRAPH, ((ligature,),)))
    assert made.glyphs == ((0, 1, 7), (1, 3, 7))


def test_items_and_rows_stand_line_by_line() -> None:
    def row(table: int, *texts: str) -> Laid:
        cells = tuple(LaidCell("", (line(text),) if text else ()) for text in texts)
        return Laid(Kind.ROW, table=table, cells=cells)

    items = [Laid(Kind.ITEM, (line("first"), line("half"))), Laid(Kind.ITEM, (line("second"),))]
    made = page(*items, row(0, "a b", "c"), row(0, "", "d"), row(1, "e"))
    assert made.text == "first half\nsecond\n\na b\tc\n\td\n\ne"
    assert made.blocks[3].cells == (Cell("", 25, 25), Cell("", 26, 27))
    assert [made.text[block.start : block.end] for block in made.blocks] == [
        "first half",
        "second",
        "a b\tc",
        "\td",
        "e",
    ]


def test_lines_within_a_cell_are_joined_and_spans_are_of_the_page() -> None:
    cells = (LaidCell("Metal", (line("Corvin"), line("steel"))), LaidCell("Density", (line("7.9"),)))
    made = page(paragraph("Alloys."), Laid(Kind.ROW, table=0, cells=cells))
    assert made.text == "Alloys.\n\nCorvin steel\t7.9"
    assert made.blocks[1].cells == (Cell("Metal", 9, 21), Cell("Density", 22, 25))


@pytest.mark.parametrize(
    ("lines", "said", "words"),
    [
        (("a vec-", "tor."), "a vector.", {}),  # no half is a word
        (("most cost-", "effective."), "most cost-effective.", {}),  # both halves are
        (("in-", "crease"), "increase", {}),  # the whole is one
        (("the task-", "specific"), "the taskspecific", {"taskspecific": 1}),  # as it is written elsewhere
        (("a re-", "form"), "a re-form", {"re-form": 1}),
        (("pre-", "and post-test"), "pre- and post-test", {}),
        (("the years 1914-", "1918"), "the years 1914-1918", {}),
        (("in-", "for-", "mation"), "information", {}),
        (("a –", "b"), "a – b", {}),
    ],
)
def test_a_broken_word_loses_the_hyphen_of_the_break_only(
    lines: tuple[str, ...], said: str, words: dict[str, int]
) -> None:
    assert page(paragraph(*lines), **words).text == said


def test_a_word_that_is_broken_at_a_page_end_is_whole_on_the_first() -> None:
    first = Laid(Kind.PARAGRAPH, (line("a vec-"),), goes_on=True)
    note, rest = Laid(Kind.FURNITURE, (line("17"),)), Laid(Kind.PARAGRAPH, (line("tor space", 5),))
    one, other = made_whole([[first], [note, rest]])
    made = page(*one)
    assert (made.text, made.glyphs) == ("a vector", ((0, 1, 0), (2, 3, 2)))
    assert page(*other).text == "17\n\nspace"


def test_the_vocabulary_has_no_halves_of_broken_words() -> None:
    cell = LaidCell("", (line("Low water"),))
    laid = [paragraph("ob-", "jective low"), Laid(Kind.ROW, cells=(cell,))]
    assert vocabulary([laid]) == {"low": 2, "water": 1}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([word("10"), word("6", 2, raised=1, joined=True)], "10⁶"),
        ([word("s"), word("-1", 1, raised=1, joined=True)], "s⁻¹"),
        ([word("H"), word("2", 1, raised=-1, joined=True), word("O", 2, joined=True)], "H₂O"),
        ([word("x"), word("n", 1, raised=1, joined=True)], "xⁿ"),
        ([word("e"), word("π", 1, raised=1, joined=True)], "e^π"),
        ([word("c"), word("a/b", 1, raised=-1, joined=True)], "c_(a/b)"),
        ([word("V"), word("max", 1, raised=-1, joined=True)], "V_max"),
        ([word("19"), word("th", 2, raised=1, joined=True)], "19th"),
        ([word("Lectern"), word("®", 7, raised=1, joined=True)], "Lectern®"),
    ],
)
def test_raised_and_lowered(words: list[PrintedWord], said: str) -> None:
    made = page(Laid(Kind.PARAGRAPH, (tuple(words),)))
    assert made.text == said
    drawn = {start + i: index + i for start, length, index in made.glyphs for i in range(length)}
    assert sorted(drawn.values()) == list(range(sum(len(word.text) for word in words)))
    assert all(not said[place].isspace() and said[place] not in "^_" for place in drawn)


def test_a_program_keeps_its_lines_and_its_indentation() -> None:
    lines = (
        (word("def", left=60), word("f():", left=84)),
        (word("return", left=84), word("x", left=126)),
        (word("y", left=60), word("=", left=84)),
    )
    assert page(Laid(Kind.CODE, lines)).text == "def f():\n    return x\ny   ="


def test_a_formula_keeps_its_lines() -> None:
    assert page(Laid(Kind.FORMULA, (line("T = 2π"), line("g")))).text == "T = 2π\ng"


def test_what_an_annotation_says_is_one_run_a_word() -> None:
    said = tuple(
        replace(word(text), glyphs=(of_annotation(3),) * len(text)) for text in ("See", "the", "guide.")
    )
    made = page(paragraph("It froze."), Laid(Kind.COMMENT, (said,)))
    assert made.text == "It froze.\n\nSee the guide."
    assert made.glyphs[-3:] == (
        (11, 3, of_annotation(3)),
        (15, 3, of_annotation(3)),
        (19, 6, of_annotation(3)),
    )


def test_scripts_without_blanks_have_none_at_line_ends() -> None:
    assert page(paragraph("河川は", "凍った。")).text == "河川は凍った。"
