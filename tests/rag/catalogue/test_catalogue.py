"""Answers about documents are exact: each points at words that stand on the page."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.catalogue.catalogue import Catalogue
from rag.catalogue.reply import Reply
from rag.models.embedding.embedder import Embedder
from rag.question.about import about
from rag.question.question import Scope
from rag.store.library import Library, NewDocument, chunk_id
from rag.values import Chunk, Page
from tests.fakes import FakeEmbeddings

NOTES = (
    "Rivers of the North\nWritten by Ada Holm, Department of Waters\n",
    "Chapter 1: Springs\n\nA spring is where water leaves the ground. It is cold.\n\nMost lie on slopes.\n\n"
    "Figure 1.1. A spring on a slope.\nFigure 1.2. Its water in winter.",
    "Chapter 2: Deltas\n\nA delta grows where a river meets the sea. The braided delta is the rarest.\n\n"
    "Table 2.1. Deltas by area.\n\nExercise 1. Draw a delta.\nExercise 2. Name two rivers\nwithout one.",
)
GUIDE = (
    "FIELD GUIDE\n\nLab 1: Reading a gauge\nYou need:\n- boots\n- a notebook\n\n"
    "Lab 2: Taking samples\nRinse the jar."
)
HEADERS = {2: "Rivers › Chapter 1: Springs", 3: "Rivers › Chapter 2: Deltas"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path)
    add(library, "river-notes.pdf", "Rivers of the North", NOTES, HEADERS)
    add(library, "week02-guide.txt", "FIELD GUIDE", (GUIDE,), {})
    yield library
    library.close()


def add(library: Library, name: str, title: str, texts: tuple[str, ...], headers: dict[int, str]) -> None:
    embedder = Embedder(FakeEmbeddings())
    sha = hashlib.sha256("".join(texts).encode()).hexdigest()
    pages = [Page(number, text) for number, text in enumerate(texts, 1)]
    chunks = [
        Chunk(
            chunk_id(sha, p.number, 0, p.text), p.number, 0, len(p.text), p.text, headers.get(p.number, title)
        )
        for p in pages
    ]
    new = NewDocument("Course", name, title, sha, "text/plain", 100)
    library.add_document(new, pages, chunks, embedder.encode(list(texts)), embedder.fingerprint, None)


def ask(library: Library, question: str) -> Reply | None:
    reply = Catalogue(library).answer(list(about(question)), Scope("Course"))
    if reply is not None:
        documents = {document.id: document for document in library.documents()}
        for claim in reply.claims:
            for cited in claim.citations:
                page = library.page(cited.document_id, cited.page)
                assert page.text[cited.start : cited.end] == cited.quote != ""
                assert documents[cited.document_id].name == cited.document
    return reply


def said(library: Library, question: str) -> str:
    reply = ask(library, question)
    assert reply is not None, question
    return reply.text


def test_how_many_pages(library: Library) -> None:
    assert said(library, "How many pages does river-notes.pdf have?") == "river-notes.pdf has 3 pages. [1]"
    assert said(library, "How many pages do the river notes have?") == "river-notes.pdf has 3 pages. [1]"
    both = said(library, "How many pages are there?")
    assert both.splitlines() == ["1. river-notes.pdf has 3 pages. [1]", "2. week02-guide.txt has 1 page. [2]"]


def test_which_documents(library: Library) -> None:
    text = said(library, "Which documents do you have?")
    assert text.splitlines()[:2] == [
        "There are 2 documents:",
        "1. Rivers of the North (river-notes.pdf, 3 pages) [1]",
    ]


def test_who_wrote_it(library: Library) -> None:
    assert said(library, "Who wrote this?") == "river-notes.pdf: Ada Holm, Department of Waters [1]"
    assert ask(library, "Who wrote the field guide?") is None  # it does not say
    assert ask(library, "Who wrote Springs?") is None  # which is no document


def test_which_document_mentions_it_and_where(library: Library) -> None:
    line = said(library, "Which document mentions the braided delta?").splitlines()
    assert said(library, "Which of my documents talk about the braided delta?").splitlines() == line
    assert line[0] == "“the braided delta” stands on 1 page of 1 document:"
    assert line[1].startswith(
        "river-notes.pdf, page 3, under “Chapter 2: Deltas”: The braided delta is the rarest."
    )
    assert "page 2" in said(library, "On which page is a spring explained?").splitlines()[1]
    loosely = said(library, "Which chapter covers rivers that meet seas?")
    assert loosely.startswith("All words of “rivers that meet seas” stand on 1 page")
    assert ask(library, "Which document mentions volcanoes?") is None


def test_lists_of_parts(library: Library) -> None:
    figures = said(library, "List all figures").splitlines()
    assert figures[0] == "There are 2 figures:"
    assert figures[1] == "1. Figure 1.1. A spring on a slope. (river-notes.pdf, page 2) [1]"
    assert said(library, "How many exercises are there?").startswith("There are 2 exercises:")
    chapters = said(library, "What are the chapters of the river notes?").splitlines()
    assert chapters[0] == "There are 2 chapters:" and chapters[2] == "2. Chapter 2: Deltas (page 3) [2]"
    assert ask(library, "List all theorems") is None


def test_what_stands_behind_a_label(library: Library) -> None:
    assert said(library, "What does figure 1.2 show?") == "Figure 1.2. Its water in winter. [1]"
    assert said(library, "What is exercise 2?") == "Exercise 2. Name two rivers without one. [1]"
    assert ask(library, "What is exercise 7?") is None
    assert ask(library, "What does table 2 show?") is None  # which is not table 2.1


def test_a_table_comes_with_its_rows(library: Library) -> None:
    rows = ["Name Area", "Nile 22,000", "Lena 30,000"]
    texts = (
        "A delta is flat.\nMany are farmed.\n\nName Area\n\nNile 22,000\nLena 30,000\n\n"
        "Table 1. Two deltas and their size.\n\nMore.",
        "It ends here.\nSo it does.\n\nTable 2. Rivers by length.\n\n"
        "Name Length\n\nOb 3,650\nDon 1,870\n\nMore follows.",
    )
    add(library, "tables.pdf", "Tables", texts, {})
    first = said(library, "What is table 1 of tables.pdf?").splitlines()
    assert first == [
        f"{n}. {t} [{n}]" for n, t in enumerate(["Table 1. Two deltas and their size.", *rows], 1)
    ]
    assert said(library, "table of the size of deltas").splitlines() == first
    second = said(library, "Show me table 2").splitlines()
    assert [line.split(" ", 1)[1] for line in second[1:]] == [
        "Name Length [2]",
        "Ob 3,650 [3]",
        "Don 1,870 [4]",
    ]
    assert said(library, "What does the river length table show?").splitlines()[0] == second[0]
    assert said(library, "List all tables").startswith("There are 3 tables:")
    assert said(library, "Show me the table of contents").startswith("There are 2 headings:")
    assert ask(library, "table of volcanoes") is None


def test_what_a_page_says_about_something(library: Library) -> None:
    lines = said(library, "What does page 2 of the river notes say about the slope?").splitlines()
    assert lines == [
        "Page 2 of river-notes.pdf:",
        "1. Most lie on slopes. [1]",
        "2. A spring on a slope. [2]",
    ]
    without = said(library, "What does page 2 of the river notes say about beavers?").splitlines()
    assert without[0] == "Page 2 of river-notes.pdf has no word of “beavers”. It says:"
    assert without[1].startswith("1. Chapter 1: Springs")


def test_a_page(library: Library) -> None:
    lines = said(library, "What is on page 2?").splitlines()
    assert lines[0] == "Page 2 of river-notes.pdf:"
    assert lines[1:4] == [
        "1. Chapter 1: Springs [1]",
        "2. A spring is where water leaves the ground. [2]",
        "3. Most lie on slopes. [3]",
    ]
    which = ask(library, "What is on page 1?")
    assert which is not None and not which.points and "Say which one" in which.text
    assert ask(library, "What is on page 9?") is None


def test_a_chapter_a_lab_and_a_week(library: Library) -> None:
    assert said(library, "What is chapter 2 about?").splitlines()[:2] == [
        "Chapter 2: Deltas (river-notes.pdf, page 3):",
        "1. A delta grows where a river meets the sea. [1]",
    ]
    lab = said(library, "What is lab 1 about?")
    assert lab.splitlines() == [
        "Lab 1: Reading a gauge (week02-guide.txt, page 1):",
        "You need: - boots - a notebook [1]",
    ]
    assert said(library, "What is week 2 about?").startswith("FIELD GUIDE (week02-guide.txt, 1 page)")
    assert ask(library, "What is chapter 8 about?") is None


def test_a_section_by_what_its_heading_says(library: Library) -> None:
    deltas = said(library, "Summarise the section on deltas")
    assert deltas == said(library, "What is chapter 2 about?")
    assert said(library, "What does the section called “Springs” say?").startswith("Chapter 1: Springs (")
    assert ask(library, "Summarise the section on floods") is None
    assert ask(library, "Summarise the section on it") is None


def test_an_overview(library: Library) -> None:
    assert said(library, "What is river-notes.pdf about?").splitlines() == [
        "Rivers of the North (river-notes.pdf, 3 pages) has these parts:",
        "1. Chapter 1: Springs: A spring is where water leaves the ground. [1]",
        "2. Chapter 2: Deltas: A delta grows where a river meets the sea. [2]",
    ]
    course = said(library, "Give me an overview of the course").splitlines()
    assert course[1].endswith("3 pages): Chapter 1: Springs, Chapter 2: Deltas [1]")
    assert ask(library, "What is erosion about?") is None
    assert ask(library, "Summarise the causes of floods") is None


def test_only_what_is_searched_is_looked_at(library: Library) -> None:
    guide = next(d.id for d in library.documents() if d.name == "week02-guide.txt")
    reply = Catalogue(library).answer(
        list(about("Which documents do you have?")), Scope("Course", frozenset({guide}))
    )
    assert reply is not None and reply.text.startswith("There is 1 document:")
    assert (
        Catalogue(library).answer(list(about("Which documents do you have?")), Scope(None, frozenset()))
        is None
    )


def test_several_pages_are_said_by_what_their_paragraphs_begin_with(library):
    lines = said(library, "Summarise pages 2 to 3 of the river notes").splitlines()
    assert lines[0] == "Pages 2 to 3 of river-notes.pdf:"
    assert any("A spring is where water leaves the ground." in line for line in lines)
    assert any("A delta grows where a river meets the sea." in line for line in lines)
    assert ask(library, "Summarise pages 2 to 9 of the river notes") is None  # there are three


def test_no_more_sentences_than_are_wanted(library):
    ways = list(about("Summarise pages 2 to 3 of the river notes"))
    reply = Catalogue(library).answer(ways, Scope("Course"), 2)
    assert reply is not None
    assert len(reply.points) == 2
    assert reply.more == ""
