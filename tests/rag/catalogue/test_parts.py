"""Chapters and their own summaries; which document is meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.catalogue.catalogue import Catalogue
from rag.question.about import about
from rag.question.question import Scope
from rag.store.library import Library
from tests.rag.catalogue.reading import add, ask, marked, said

BOOK = """# Chapter 1: Springs

A spring is where water leaves the ground. It stays cold all year round.

## Kinds

There are hot springs and cold springs there.

## Summary

Springs bring water to the surface. Most of them are cold.

# Chapter 2: Deltas

A delta grows where a river meets the sea.

## Summary

Deltas are flat and wet and young. They move all the time.

# Chapter 3: Lakes

A lake is water that stands in a hollow.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path)
    yield library
    library.close()


def test_a_chapters_own_summary_says_what_it_is_about(library: Library) -> None:
    add(library, "book.md", [marked(1, BOOK)])
    assert said(library, "Summarise chapter 2") == [
        "Chapter 2: Deltas (book.md, page 1), in its own summary:",
        "1. Deltas are flat and wet and young. [1]",
        "2. They move all the time. [2]",
    ]
    assert said(library, "What is chapter 3 about?")[1:] == ["A lake is water that stands in a hollow. [1]"]


def test_a_summary_of_a_chapter_is_none_of_the_book(library: Library) -> None:
    add(library, "book.md", [marked(1, BOOK)])
    overview = said(library, "What is book.md about?")
    assert overview[0].endswith("has these parts:")
    assert overview[1].startswith("1. Chapter 1: Springs: A spring is")
    once = marked(1, f"{BOOK}\n# Summary\n\nWater is everywhere in this book of rivers.\n")
    add(library, "whole.md", [once])
    overview = said(library, "What is whole.md about?")
    assert overview[0].endswith("in its own summary and its parts:")
    assert overview[1] == "1. Water is everywhere in this book of rivers. [1]"


def test_of_many_parts_the_longest_are_told_in_their_order(library: Library) -> None:
    slides = [f"# Slide {n}\n\n" + "A spring is water. " * (n % 5) for n in range(20)]
    add(library, "slides.md", [marked(1, "\n\n".join(slides))])
    overview = said(library, "What is slides.md about?")
    assert overview[0].endswith("by the 12 longest of its 20 parts:") and len(overview) == 13
    assert overview[1].startswith("1. Slide 2: A spring is water.")
    one = Catalogue(library).answer(list(about("Summarise slides.md")), Scope("Course"), most=1)
    assert one is not None and "by the longest of its 20 parts" in one.text
    three = Catalogue(library).answer(list(about("Summarise slides.md")), Scope("Course"), most=3)
    assert three is not None
    assert [line.split(":")[0] for line in three.text.splitlines()[1:]] == [
        "1. Slide 4",
        "2. Slide 9",
        "3. Slide 14",
    ]


@pytest.mark.parametrize("heading", ["Chapter 2 Summary", "Summary of chapter 2"])
def test_a_summary_that_says_what_it_sums_up(library: Library, heading: str) -> None:
    text = f"# Chapter 2: Deltas\n\nA delta grows.\n\n# {heading}\n\nDeltas are flat and wet and young.\n\n# End\n\nNo."
    add(library, "book.md", [marked(1, text)])
    assert said(library, "Summarise chapter 2")[1:] == ["Deltas are flat and wet and young. [1]"]
    assert "own summary" not in said(library, "What is book.md about?")[0]


def test_which_document_is_asked_where_several_have_the_chapter(library: Library) -> None:
    add(library, "book.md", [marked(1, BOOK)])
    add(library, "other.md", [marked(1, BOOK.replace("Deltas", "Dunes"))])
    reply = ask(library, "Summarise chapter 2")
    assert reply is not None and not reply.points
    assert reply.text.startswith("Several documents have a chapter 2. Say which one you mean")
    for name in ("c.md", "d.md"):
        add(library, name, [marked(1, "# Appendix A: Tables\n\nA table is long.\n\n# Index\n\nNone.")])
    lettered = ask(library, "Summarise appendix A")
    assert lettered is None or "a appendix" not in lettered.text
    assert said(library, "Summarise chapter 2 of other.md")[0].startswith("Chapter 2: Dunes")


def test_one_file_in_two_collections_is_told_once(library: Library) -> None:
    for collection in ("Course", "Other"):
        add(library, "book.md", [marked(1, BOOK)], collection)
    both = Catalogue(library).answer(list(about("What is book.md about?")), Scope(None))
    assert both is not None and both.text.startswith("book.md (book.md, 1 page) has these parts:")
