import numpy as np

from rag.question.suggestions import questions, suggestions
from rag.store.library import Library, chunk_id
from rag.store.rows import NewDocument
from rag.values import Chunk, Page
from tests.fakes import FakeEmbeddings, hash_of
from tests.ui.fakes import fill


def _said(sentence: str, topic: str) -> list[str]:
    """The questions of a text that has the sentence, and mentions its topic often enough."""
    return list(questions(f"{sentence} {topic} {topic} {topic}"))


def test_a_definition_becomes_a_question() -> None:
    tail = "a network that learns to copy its input."
    assert _said(f"An autoencoder is {tail}", "autoencoder") == ["What is an autoencoder?"]
    assert _said(f"Stable Diffusion is {tail}", "Diffusion") == ["What is Stable Diffusion?"]
    assert _said(f"Perplexity is {tail}", "the perplexity") == ["What is perplexity?"]  # small elsewhere
    assert _said(f"A plover engine (PE) is {tail}", "engine") == ["What is a plover engine (PE)?"]


def test_what_defines_no_topic_is_left_out() -> None:
    tail = "a network that learns to copy its input."
    assert _said(f"This is {tail}", "this") == []
    assert _said(f"The dashed line is {tail}", "line") == []
    assert _said("A comet is here.", "comet") == []
    assert list(questions(f"A comet is {tail}")) == []  # mentioned only once


_KIND = "a network that learns to copy its input."


def test_a_bare_acronym_is_asked_for_only_where_a_heading_names_it() -> None:
    text = f"MATH is {_KIND} Scores on MATH are low. MATH is hard."
    assert list(questions(text)) == []
    assert list(questions(text, ["3.1 The MATH test"])) == ["What is MATH?"]
    assert _said(f"A plover engine (PE) is {_KIND}", "engine") == ["What is a plover engine (PE)?"]


def test_a_thing_that_only_its_place_tells_is_asked_for_only_where_a_heading_names_it() -> None:
    text = f"The generator is {_KIND} The generator and the generator."
    assert list(questions(text)) == []
    assert list(questions(text, ["The generator"])) == ["What is the generator?"]
    assert _said(f"Today the web is {_KIND}", "web") == []
    assert _said(f"A perplexity of 20 is {_KIND}", "20") == []


def test_captions_tables_and_empty_words_define_nothing() -> None:
    more = "comet comet comet"
    assert list(questions(f"Table 3. A comet is {_KIND}\n\n{more}")) == []
    assert list(questions(f"A comet is {_KIND} 1 2 3 4 5 6 7 8\n\n{more}")) == []
    assert list(questions(f"A comet is {_KIND} | a | b |\n\n{more}")) == []
    assert _said("A comet is the same as what was told of it before, in short.", "comet") == []


def test_meaning_and_many_are_understood() -> None:
    assert _said("Mode collapse means that the network makes the same picture.", "collapse") == [
        "What is mode collapse?"
    ]
    text = "Domain names are short names that people can read. Domain names, domain names."
    assert list(questions(text, ["Domain names"])) == ["What are domain names?"]
    assert (
        list(questions("Results are shown in the table that follows here. results results", ["Results"]))
        == []
    )


def test_of_a_library(library: Library) -> None:
    fill(library)
    assert suggestions(library, "Course") == []  # "comet" only twice: no topic


def _add(library: Library, name: str, text: str, header: str) -> None:
    sha256 = hash_of(name)
    new = NewDocument("Course", name, header.partition(" › ")[0], sha256, "text/plain", 9)
    chunk = Chunk(chunk_id(sha256, 1, 0, text), 1, 0, len(text), text, header)
    vector = np.array([FakeEmbeddings().embed_query(text)], dtype=np.float32)
    library.add_document(new, [Page(1, text)], [chunk], vector, "fake", None)


def test_what_a_heading_names_comes_first_and_what_is_rarely_said_not_at_all(library: Library) -> None:
    text = (
        f"A lodestone is {_KIND} A lodestone, the lodestone, one lodestone.\n\n"
        f"A plover is {_KIND} A plover, the plover, one plover."
    )
    _add(library, "a.txt", text, "Notes › 2 Plover")
    assert suggestions(library, "Course") == ["What is a plover?"]
    _add(library, "b.txt", text.replace("lodestone", "great auk"), "More › Birds")
    assert suggestions(library, "Course") == ["What is a plover?", "What is a great auk?"]
    assert suggestions(library, "Course", limit=1) == ["What is a plover?"]


def test_what_a_search_does_not_find_is_not_suggested(library: Library) -> None:
    _add(library, "a.txt", f"A plover is {_KIND} A plover, the plover, one plover.", "Plovers")
    assert suggestions(library) == ["What is a plover?"]
    for number in range(3):  # which say so much more of it that the definition is not among the first three
        _add(library, f"b{number}.txt", "plover " * 30, f"Plover {number}")
    assert suggestions(library) == []
