import math

import pytest

from rag.evidence.candidates import candidates
from rag.evidence.features.similarity import similarities
from rag.models.embedding.embedder import Embedder
from rag.question.question import Question
from tests.fakes import FakeEmbeddings, TwoSpaces
from tests.rag.examples import Unread, passage


def alike(question: str, text: str, header: str = ""):
    encoder = Embedder(FakeEmbeddings())
    found = candidates([passage(text, header=header)], Unread(), encoder)
    return similarities(Question.of(question), found, encoder)


def test_a_sentence_is_alike_alone_and_with_the_one_before():
    # one dimension a word: the first sentence is the question's one word and another one, the second has neither
    first, second = alike("alpha", "Alpha beta. Gamma.")
    assert first.alone == first.together == pytest.approx(1 / math.sqrt(2))
    assert second.alone == 0
    # .7 / sqrt(2) along the question, in a vector of length sqrt(1 + .49)
    assert second.together == pytest.approx(0.7 / math.sqrt(2) / math.sqrt(1.49))


def test_the_heading_has_a_likeness_of_its_own():
    (found,) = alike("alpha", "Gamma.", header="Alpha")
    assert (found.alone, found.heading) == (0, pytest.approx(1))
    (found,) = alike("alpha", "Gamma.")
    assert found.heading == 0


def test_a_question_is_compared_as_a_question_with_sentences_and_heading_as_documents():
    embedder = Embedder(TwoSpaces({"alpha": "gamma"}))
    found = candidates([passage("Alpha rests. Gamma.", header="Gamma")], Unread(), embedder)
    first, second = similarities(Question.of("alpha"), found, embedder)
    assert (first.alone, second.alone, second.heading) == (0, pytest.approx(1), pytest.approx(1))


def test_nothing_is_alike_where_there_is_nothing():
    assert similarities(Question.of("alpha"), [], Embedder(FakeEmbeddings())) == []
