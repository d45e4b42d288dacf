"""What is said where no answer is given denies nothing that is shown, and names pages that could not be read."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.models.embedding.embedder import Embedder
from rag.store.library import Library, NewDocument, chunk_id
from rag.values import Answer, Chunk, Outcome, Page, PageProblem
from rag.writing.composition import quoted
from rag.writing.plans.unread import with_unread
from rag.writing.withheld import silent, unsure
from tests.fakes import FakeEmbeddings
from tests.rag.examples import passage, said, sentence

TEXT = "The exam takes place in June. It lasts two hours."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path)
    yield library
    library.close()


def add(library: Library, *unread: int) -> None:
    embedder = Embedder(FakeEmbeddings())
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    chunk = Chunk(chunk_id(sha, 1, 0, TEXT), 1, 0, len(TEXT), TEXT, "")
    spoilt = (PageProblem.UNSURE,) if 1 in unread else ()
    pages = [
        Page(1, TEXT, "pdfium", problems=spoilt, label="iv"),
        *(Page(number, "", problems=(PageProblem.SCANNED,)) for number in unread if number > 1),
    ]
    new = NewDocument("Course", "a.pdf", "A", sha, "application/pdf", len(TEXT))
    library.add_document(new, pages, [chunk], embedder.encode([TEXT]), embedder.fingerprint, None)


def base(**changes: object) -> Answer:
    found = (sentence("It lasts two hours.", 1, start=30), sentence("The exam takes place in June.", 2))
    values = {"evidence": found, "passages": (passage(TEXT),), "confidence": 0.3, **changes}
    return Answer(
        **{"outcome": Outcome.SILENT, "question": "How long?", "search_query": "", "text": "", **values}
    )  # type: ignore[arg-type]


def test_unsure_shows_at_most_two_places_in_the_order_given(library: Library) -> None:
    add(library)
    third = sentence("A third one.", 3)
    answer = unsure(base(), [*reversed(base().evidence), third], library, "en")
    assert answer.outcome is Outcome.UNSURE and answer.abstained
    assert answer.text.splitlines() == [
        said("unsure"),
        "The exam takes place in June. [1]",
        "It lasts two hours. [2]",
    ]
    assert [claim.citations[0].quote for claim in answer.claims] == [
        "The exam takes place in June.",
        "It lasts two hours.",
    ]
    assert answer.short is None and answer.notice == ""


def test_an_unsure_place_comes_after_what_it_leans_on(library: Library) -> None:
    add(library)
    exam, lasts = sentence("The exam takes place in June."), sentence("It lasts two hours.", 2, start=30)
    leaning = replace(lasts, leans_on=exam.citation())
    answer = unsure(base(), [leaning], library, "en")
    assert answer.text.splitlines() == [
        "The material may answer this here:",
        "The exam takes place in June. [1] It lasts two hours. [2]",
    ]
    assert [part.claims for part in answer.parts] == [(), (0, 1)]
    assert len(unsure(base(), [exam, leaning], library, "en").claims) == 2


def test_silent_has_no_claims(library: Library) -> None:
    add(library)
    assert silent(base(), library, "en").text == said("silent")
    assert silent(base(evidence=()), library, "en").text == said("nothing_alike")
    answer = silent(base(), library, "en")
    assert (answer.outcome, answer.claims) == (Outcome.SILENT, ())


def test_an_empty_library_or_collection_is_said_to_be_empty(library: Library) -> None:
    nothing = base(evidence=(), passages=())
    assert silent(nothing, library, "en").text == said("empty")
    add(library)
    library.create_collection("New")
    assert silent(nothing, library, "en", "New").text == said("empty")
    assert silent(nothing, library, "en", "Course").text == said("nothing_alike")


def test_pages_that_could_not_be_read_are_named(library: Library) -> None:
    add(library, 2)
    assert silent(base(), library, "en").notice == (
        "Page 2 of a.pdf has words that could not be read; what you look for may be among them."
    )
    add(library, 2, 3, 4, 5, 6)
    assert unsure(base(), base().evidence, library, "en").notice.startswith("Pages 2, 3, 4, 5 … of a.pdf")


def test_an_answer_says_that_its_page_could_not_be_read_wholly(library: Library) -> None:
    add(library, 1, 2)
    claim = quoted(sentence("It lasts two hours.", 1, start=30))
    answer = base(outcome=Outcome.ANSWERED, claims=(claim,), notice="So it is.")
    assert with_unread(answer, library).notice == (
        "So it is. Page iv of a.pdf has words that could not be read, so something may be missing here."
    )
    assert with_unread(replace(answer, outcome=Outcome.UNSURE), library).notice == "So it is."


def test_an_answer_from_a_page_that_was_read_has_no_notice(library: Library) -> None:
    add(library, 2)
    answer = base(outcome=Outcome.ANSWERED, claims=(quoted(sentence("It lasts two hours.", 1, start=30)),))
    assert with_unread(answer, library).notice == ""


def test_what_was_not_found_is_said_in_the_language_of_the_question(library: Library) -> None:
    add(library)
    assert silent(base(), library, "de").text == "Ich habe im Material nichts gefunden, was das beantwortet."
    assert silent(base(), library, "it").text == said("silent")
