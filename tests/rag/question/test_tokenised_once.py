"""Each text of a question is taken apart once: the question, its rewriting, each turn of the history."""

from collections import Counter

import pytest

from rag.language import text as module
from rag.language.words import words
from rag.question.question import EVERYWHERE
from rag.question.understanding import understand
from rag.values import Turn

HISTORY = (
    Turn("user", "Who was Ada Lovelace?"),
    Turn("assistant", "Ada Lovelace wrote about the Analytical Engine."),
    Turn("user", "When was she born?"),
    Turn("assistant", "In 1815."),
)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was split into words."""
    counts: Counter[str] = Counter()

    def counting(text: str, language: str | None = None):
        counts[text] += 1
        return words(text, language)

    monkeypatch.setattr(module, "words", counting)
    return counts


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("Who proposed the GAN?", ()),
        ("hey, can you explain the parts of a GAN to me pls", ()),
        ("tell me more", ()),
        ("And where?", HISTORY),
        ("Which engine did Babbage design?", HISTORY),
    ],
)
def test_each_text_is_split_into_words_once(question, history, counted):
    found = understand(question, history, EVERYWHERE)
    for _ in range(2):  # reading the value does not split anything again
        assert found.terms is not None and found.search.search_terms and found.search.names is not None
    assert counted and max(counted.values()) == 1
    assert {turn.text for turn in history} <= counted.keys()
    assert found.search.text in counted
