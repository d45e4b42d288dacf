from rag.question.suggestions import questions, suggestions
from rag.store.library import Library
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


def test_of_a_library(library: Library) -> None:
    fill(library)
    assert suggestions(library, "Course") == []  # "comet" only twice: no topic
