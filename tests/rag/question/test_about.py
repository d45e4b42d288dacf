"""Questions about the documents themselves, by their form alone."""

import pytest

from rag.question.about import About, AboutKind, about


def first(question: str) -> About | None:
    return next(about(question), None)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many pages does the reader have?", About(AboutKind.PAGES, "the reader", counts=True)),
        ("how many pages are there", About(AboutKind.PAGES, counts=True)),
        ("How long is notes.pdf?", About(AboutKind.PAGES, "notes.pdf")),
        ("Which documents do you have?", About(AboutKind.DOCUMENTS)),
        ("How many files are in this course?", About(AboutKind.DOCUMENTS, "this course", counts=True)),
        ("Who wrote the lab guide?", About(AboutKind.AUTHOR, "the lab guide")),
        ("What is this paper called?", About(AboutKind.TITLE, "this paper")),
        ("Which lecture covers entropy?", About(AboutKind.MENTIONS, part="lecture", topic="entropy")),
        ("On which page is the loss defined?", About(AboutKind.MENTIONS, part="page", topic="the loss")),
        ("Where is entropy explained?", About(AboutKind.MENTIONS, topic="entropy")),
        ("List all figures", About(AboutKind.LISTING, part="figures")),
        ("How many tables are there in lab.pdf?", About(AboutKind.LISTING, "lab.pdf", "tables", counts=True)),
        ("What's on page 3?", About(AboutKind.PAGE, number="3")),
        ("What does page 2 say about moss?", About(AboutKind.PAGE, number="2", topic="moss")),
        (
            "What is said about moss on page iv of the notes?",
            About(AboutKind.PAGE, "the notes", number="iv", topic="moss"),
        ),
        ("Was steht auf Seite 4 über Moos?", About(AboutKind.PAGE, number="4", topic="Moos")),
        ("What does slide 12 of Week 2 say?", About(AboutKind.PAGE, "Week 2", number="12")),
        ("What is chapter two about?", About(AboutKind.UNIT, part="chapter", number="2")),
        ("Summarise the section on moss and mould", About(AboutKind.UNIT, topic="moss and mould")),
        ("What is the chapter “Moss” about?", About(AboutKind.UNIT, topic="Moss")),
        ("Summarise the moss section", About(AboutKind.UNIT, topic="moss")),
        ("Summarise section 2.1", About(AboutKind.UNIT, part="section", number="2.1")),
        ("main points of lecture 4", About(AboutKind.UNIT, part="lecture", number="4")),
        ("Give me the key ideas of week 3 of the course", About(AboutKind.UNIT, "the course", "week", "3")),
        ("Summarise the second chapter", About(AboutKind.UNIT, part="chapter", number="2")),
        ("What is the 3rd lecture about?", About(AboutKind.UNIT, part="lecture", number="3")),
        ("chapter 2 summary", About(AboutKind.UNIT, part="chapter", number="2")),
        ("Give me the main points of this paper", About(AboutKind.OVERVIEW, "this paper")),
        ("Summarise pages iv to vi", About(AboutKind.PAGE, number="iv", last="vi")),
        ("What does Figure 2.2 show?", About(AboutKind.ITEM, part="Figure", number="2.2")),
        ("Exercise 4", About(AboutKind.ITEM, part="Exercise", number="4")),
        ("What is this document about?", About(AboutKind.OVERVIEW, "this document")),
        ("Give me an overview of the course", About(AboutKind.OVERVIEW, "the course")),
        ("Wie viele Seiten hat skript.pdf?", About(AboutKind.PAGES, "skript.pdf", counts=True)),
        ("Was steht auf Seite 4?", About(AboutKind.PAGE, number="4")),
    ],
)
def test_what_is_asked_of_which_document(question: str, expected: About) -> None:
    assert first(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What does the syllabus say about the exam?",
        "How many tables does the restaurant own for guests who come late and stay?",
        "Who discovered the cell?",
        "What is a chapter?",
        "How do I read a figure?",
        "Why does chapter 2 matter?",
        "Which enzyme breaks down fat?",
        "Where is the office?",
        "How long is the coastline?",
    ],
)
def test_a_question_for_the_content(question: str) -> None:
    found = first(question)
    # What names something may still fit a pattern; the catalogue then finds no document of that name.
    assert found is None or (found.document and not found.of_everything and not found.of_this)


def test_all_of_it_and_this_one() -> None:
    assert About(AboutKind.OVERVIEW, "the course").of_everything
    assert About(AboutKind.OVERVIEW, "this paper").of_this and About(AboutKind.PAGE).of_this
    named = About(AboutKind.OVERVIEW, "the bee notes")
    assert not named.of_everything and not named.of_this
