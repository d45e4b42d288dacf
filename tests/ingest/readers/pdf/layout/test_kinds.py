"""Headings, furniture, notes, fields, code and what else a line can be."""

from dataclasses import replace

import pytest

from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.words import Area, Note, PageContent
from rag.values import Kind, of_annotation
from rag.values.pages import FORM_FIELD
from tests.ingest.readers.pdf.layout.typeset import column, line, only, page, told, words_of

BODY = [
    "The toll house was built by the guild and it",
    "taxed salt, cloth and wine for all of the",
    "years until the new road had been made.",
]


def test_headings_have_levels_and_blocks_their_path() -> None:
    words = [
        *line("The Salt Road", 60, 60, size=18, bold=True),
        *line("1 Toll houses", 60, 90, size=13, bold=True),
        *column(BODY, 60, 110),
        *line("1.1 Their keepers", 60, 160, size=11, bold=True),
        *column(BODY, 60, 180),
        *line("2 Bridges", 60, 230, size=13, bold=True),
        *column(BODY, 60, 250),
    ]
    laid = blocks([page(words)])[0]
    assert [(block.level, words_of(block)) for block in laid if block.kind is Kind.HEADING] == [
        (1, "The Salt Road"),
        (2, "1 Toll houses"),
        (3, "1.1 Their keepers"),
        (2, "2 Bridges"),
    ]
    paths = [block.headings for block in laid if block.kind is Kind.PARAGRAPH]
    assert paths == [
        ("The Salt Road", "1 Toll houses"),
        ("The Salt Road", "1 Toll houses", "1.1 Their keepers"),
        ("The Salt Road", "2 Bridges"),
    ]


def test_the_path_holds_on_the_next_page() -> None:
    first = page(line("Toll houses", 60, 60, size=14, bold=True), column(BODY, 60, 90))
    (block,) = blocks([first, page(column(BODY, 60, 60), number=2)])[1]
    assert block.headings == ("Toll houses",)


def test_a_slide_has_its_own_title() -> None:
    slides = [
        page(
            line(title, 60, 60, size=28, bold=True),
            line(f"• {first}", 80, 130, size=20),
            line(f"• {second}", 80, 170, size=20),
            number=n,
            width=960,
            height=540,
        )
        for n, (title, first, second) in enumerate(
            [("Spore print", "pink", "brown"), ("Homework", "read", "write")], 1
        )
    ]
    laid = blocks(slides)
    assert [[block.headings for block in some] for some in laid] == [
        [(), ("Spore print",), ("Spore print",)],
        [(), ("Homework",), ("Homework",)],
    ]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        page(
            line("Local History Society", 60, 30, size=8),
            column(BODY, 60, 80),
            line(str(n), 300, 810, size=8),
            number=n,
        )
        for n in (1, 2, 3)
    ]
    for n, laid in enumerate(told(*pages), 1):
        assert laid == [
            (Kind.PARAGRAPH, " ".join(BODY)),
            (Kind.FURNITURE, "Local History Society"),
            (Kind.FURNITURE, str(n)),
        ]


def test_two_pages_are_enough_where_only_the_number_changes() -> None:
    pages = [
        page(column(BODY, 60, 80), line(f"LaidDraft – page {n} of 2", 60, 810, size=8), number=n)
        for n in (1, 2)
    ]
    assert [laid[-1][0] for laid in told(*pages)] == [Kind.FURNITURE] * 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = page(column([*BODY[:2], "years and its last keeper had been known as"], 60, 80))
    second = page(column(["Joris Wendt, who closed the gate for good."], 60, 80), number=2)
    assert [laid[0].goes_on for laid in blocks([first, second])] == [True, False]


def test_footnotes_come_after_the_text() -> None:
    notes = [
        *line("1 Some say that it was older than that.", 60, 700, size=7),
        *line("2 Or wool.", 60, 710, size=7),
    ]
    first = page(column(BODY, 60, 600), notes, rules=[(60, 688, 160, 688.5)])
    assert told(first)[0][1:] == [
        (Kind.NOTE, "1 Some say that it was older than that."),
        (Kind.NOTE, "2 Or wool."),
    ]


@pytest.mark.parametrize(("end", "kind"), [(110, Kind.NOTE), (270, Kind.PARAGRAPH)])
def test_a_rule_across_the_text_of_a_small_page_parts_no_notes(end: float, kind: Kind) -> None:
    text = [
        "A line of the text of a page that",
        "is as small as those of a pocket",
        "book, some hundred miles wide.",
    ]
    small = line("See what the others say of it.", 40, 360, size=7)
    first = page(column(text, 40, 300), small, rules=[(40, 348, end, 348.5)], width=300, height=420)
    assert told(first)[0][-1] == (kind, "See what the others say of it.")


def test_fields() -> None:
    words = [
        *line("Lecturer: Ingrid Solheim", 60, 100),
        *line("Office: Tower B 12", 60, 112),
        *line("Credits: 7.5", 60, 124),
    ]
    assert [words_of(block) for block in only([page(words)], Kind.FIELD)] == [
        "Lecturer: Ingrid Solheim",
        "Office: Tower B 12",
        "Credits: 7.5",
    ]


def test_definitions_of_a_glossary() -> None:
    words = [
        *line("Glossary", 60, 60, size=14, bold=True),
        *line("Smoot: a hole for hares", 60, 90),
        *line("Cope – stones on top", 60, 104),
        *column(BODY, 60, 140),
    ]
    assert [words_of(block) for block in only([page(words)], Kind.DEFINITION)] == [
        "Smoot: a hole for hares",
        "Cope – stones on top",
    ]


def test_code_is_one_block() -> None:
    code = [
        *line("def push(self):", 70, 140, mono=True),
        *line("return 1", 90, 152, mono=True),
        *line("x = 2", 70, 176, mono=True),
    ]
    (block,) = only([page(column(BODY, 60, 80), code, column(BODY, 60, 210))], Kind.CODE)
    assert len(block.lines) == 3


def test_a_fraction_is_written_on_one_line() -> None:
    formula = [*line("g = 2π", 200, 140), *line("l", 240, 133), *line("m", 239, 148)]
    (block,) = only(
        [page(column(BODY, 60, 80), formula, column(BODY, 60, 180), rules=[(236, 138, 248, 138.5)])],
        Kind.FORMULA,
    )
    assert words_of(block) == "g = 2π l / m"


def test_contents_are_furniture_and_references_notes() -> None:
    contents = page(
        line("Contents", 60, 60, size=14, bold=True),
        line("1 Toll houses . . . . . . . 2", 60, 90),
        line("2 Bridges . . . . . . . 3", 60, 104),
    )
    text = page(
        line("1 Toll houses", 60, 60, size=14, bold=True),
        column(BODY, 60, 90),
        line("References", 60, 150, size=14, bold=True),
        line("[1] A. Holm. Salt. 1999.", 60, 180),
        line("[2] B. Moe. Tolls. 2004.", 60, 194),
        number=2,
    )
    first, second = blocks([contents, text])
    assert [block.kind for block in first] == [Kind.HEADING, Kind.FURNITURE, Kind.FURNITURE]
    assert [(words_of(b), b.headings[-1]) for b in second if b.kind is Kind.NOTE] == [
        ("[1] A. Holm. Salt. 1999.", "References"),
        ("[2] B. Moe. Tolls. 2004.", "References"),
    ]


def test_a_list_of_years_is_no_contents_page() -> None:
    (laid,) = told(
        page(*(line(f"The bridge of parish {n} was built in 18{n}0", 60, 60 + 20 * n) for n in (1, 2, 3)))
    )
    assert Kind.FURNITURE not in {kind for kind, _ in laid}


def test_comments_and_form_fields_come_at_the_end() -> None:
    place = Area(0, 0, 10, 10)
    content = PageContent(
        1,
        595,
        842,
        words=tuple(line("Boat hire", 60, 60)),
        notes=(Note("field", "Name: Otter", place), Note("comment", "Too long", place)),
    )
    assert told(content)[0][1:] == [(Kind.FIELD, "Name: Otter"), (Kind.COMMENT, "Too long")]
    field = blocks([content])[0][1]
    assert field.lines[0][0].glyphs == (of_annotation(0),) * 5
    assert field.lead == FORM_FIELD


def test_slanting_labels_are_furniture_each_by_itself() -> None:
    slanting = [
        replace(word, upright=False, slanting=True)
        for word in (*line("rock pipit", 80, 300), *line("salt bush", 200, 300))
    ]
    (laid,) = told(page(column(BODY, 60, 80), slanting))
    assert laid == [
        (Kind.PARAGRAPH, " ".join(BODY)),
        (Kind.FURNITURE, "rock pipit"),
        (Kind.FURNITURE, "salt bush"),
    ]
