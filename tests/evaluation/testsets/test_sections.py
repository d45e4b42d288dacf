"""Drafts from the sections of documents whose units are made by hand."""

import re

import numpy as np
import pytest

from evaluation.testsets.sections import NOTE, propose_sections
from rag.language.languages import LANGUAGES
from rag.language.tables import languages_with, table
from rag.question.question import Scope
from rag.question.understanding import understand
from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.store.testsets import Case
from rag.values import Kind, Page, Task, Unit
from tests.evaluation.conftest import fake_embedder
from tests.fakes import hash_of

WHALES = """# 2.1 Whales
The blue whale is the largest of all animals.
It eats krill and sings its songs for hours.
# Food
How much krill does a blue whale eat in a day?
Krill: small animals that swim in swarms of millions
A whale eats four tonnes of krill on a summer day (https://krill.example/a).
# Food
Humpback whales catch their fish in nets of bubbles.
Sperm whales dive for squid a kilometre deep, in the dark.
# Why do whales sing?
Only the males of the humpback whales sing, and all of them the same song.
The song of a year differs from that of the year before it.
"""
TREES = """# Oaks
An oak is a tree that bears acorns in autumn.
Oaks may stand for more than a thousand years.
see the next slide for the names
# It
An elm is a tree that bears no acorns at all.
Elms may stand for more than five hundred years.
"""
LEANS = "It eats krill"


def units_of(text: str) -> list[Unit]:
    """A unit a line: headings, and what stands for them, each under the last heading."""
    made: list[Unit] = []
    heading: Unit | None = None
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        under = None if heading is None else (1, heading.start)
        if line.group().startswith("#"):
            heading = Unit(Kind.HEADING, 1, start, end)
            made.append(heading)
            continue
        kind = Kind.ITEM if line.group().startswith("Krill:") else Kind.PARAGRAPH
        before = ("The blue whale is the largest of all animals.",) if line.group().startswith(LEANS) else ()
        named = (text[heading.start : heading.end].removeprefix("# "),) if heading else ()
        made.append(Unit(kind, 1, start, end, (*named, *before), under=under, summary=1))
    return made


@pytest.fixture
def library(tmp_path):
    library = Library.open(tmp_path / "library")
    for name, text in (("whales.md", WHALES), ("trees.md", TREES)):
        units = units_of(text)
        vectors = fake_embedder().encode([text[unit.start : unit.end] for unit in units])
        new = NewDocument("nature", name, name, hash_of(name), "text/plain", 1)
        chunks, none = [], np.zeros((0, 64), np.float32)
        library.add_document(
            new, [Page(1, text)], chunks, none, fake_embedder().fingerprint, None, units, vectors
        )
    yield library
    library.close()


OAKS = Case(
    "Explain “Oaks”.",
    (),
    "trees.md",
    1,
    True,
    NOTE,
    ("An oak is a tree that bears acorns in autumn.", "Oaks may stand for more than a thousand years."),
    task=Task.EXPLAIN,
)
SONGS = Case(
    "Why do whales sing?",
    (),
    "whales.md",
    1,
    True,
    NOTE,
    (
        "Only the males of the humpback whales sing, and all of them the same song.",
        "The song of a year differs from that of the year before it.",
    ),
    task=Task.EXPLAIN,
)


def test_a_section_that_says_enough_by_itself_makes_a_case(library):
    """Of whales: the first section has one sentence that stands alone, and of "Food" there are two. Of trees: "It" is
    no topic, and a line without an end is no point."""
    assert propose_sections(library, "nature") == [OAKS, SONGS]


def test_known_ones_are_left_out_and_no_more_are_made_than_wanted(library):
    assert propose_sections(library, None, known=["explain “oaks”."]) == [SONGS]
    assert propose_sections(library, "nature", 1) == [OAKS]


def test_what_an_item_says_is_a_point_without_its_addresses(tmp_path):
    library = Library.open(tmp_path / "library")
    text = WHALES.replace("# Food\nHumpback", "# Hunting\nHumpback")
    units = units_of(text)
    vectors = fake_embedder().encode([text[unit.start : unit.end] for unit in units])
    new = NewDocument("nature", "whales.md", "Whales", hash_of("whales.md"), "text/plain", 1)
    none = np.zeros((0, 64), np.float32)
    library.add_document(new, [Page(1, text)], [], none, fake_embedder().fingerprint, None, units, vectors)
    found = {case.question: case for case in propose_sections(library, None)}
    assert list(found) == ["Summarise the section “Food”.", "Explain “Hunting”.", "Why do whales sing?"]
    assert found["Summarise the section “Food”."].points == (
        "Krill: small animals that swim in swarms of millions",
        "A whale eats four tonnes of krill on a summer day.",
    )
    library.close()


@pytest.mark.parametrize("code", languages_with("drafts"))
def test_a_drafted_question_is_understood_as_it_is_meant(code):
    assert code in LANGUAGES
    for task in (Task.SUMMARISE, Task.EXPLAIN):
        question = table("drafts", code)[task.value].format("Mitochondria")
        assert understand(question, (), Scope("nature")).task is task
