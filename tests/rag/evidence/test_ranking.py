import math

import numpy as np
import pytest

from rag.evidence.candidates import Candidate, candidates
from rag.evidence.judge import lead, reordered
from rag.evidence.ranking import answering_spans, odds_by_hand, select, term_weights
from rag.models.embedding.embedder import Embedder
from rag.question.answer_type import AnswerType
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.values import Kind, Unit
from tests.fakes import FakeEmbeddings
from tests.rag.examples import Unread, passage, sentence

PAGE = (
    "The GAN has two networks. It was proposed by Ian Goodfellow in 2014. "
    "Its generator makes images. The weather in Montreal is cold."
)


def embedder() -> Embedder:
    return Embedder(FakeEmbeddings())


def candidate(text: str, kind: Kind = Kind.PARAGRAPH) -> Candidate:
    unit = Unit(kind, 1, 0, len(text))
    stored = StoredUnit(1, unit, text, "", np.zeros(1, dtype=np.float32))
    return Candidate(passage(text), stored, text, frozenset(), frozenset(), None)


def test_the_answering_sentence_comes_first_with_its_place_on_the_page():
    start = 7
    (best, *_) = select(
        Question.of("When was the GAN proposed?"), [passage(PAGE, start=start)], Unread(), embedder(), 3
    )
    assert best.text == "It was proposed by Ian Goodfellow in 2014."
    assert ("x" * start + PAGE)[best.start : best.end] == best.text
    assert best.rank == 1 and 0 <= best.score <= 1


def test_marks_show_the_shared_words_and_the_kind_asked_for():
    (best, *_) = select(Question.of("When was the GAN proposed?"), [passage(PAGE)], Unread(), embedder(), 1)
    assert [best.text[start:end] for start, end in best.marks] == ["proposed", "2014"]


def test_ranks_and_scores_descend():
    found = select(Question.of("Who proposed the GAN?"), [passage(PAGE)], Unread(), embedder(), 4)
    assert [item.rank for item in found] == [1, 2, 3, 4]
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)


def test_a_sentence_in_two_passages_counts_once():
    assert len(candidates([passage(PAGE), passage(PAGE, rank=2)], Unread(), embedder())) == 4


def test_a_long_table_falls_into_its_lines():
    table = "\n".join(f"row {number} value {number * 7}" for number in range(60))
    texts = [candidate.text for candidate in candidates([passage(table)], Unread(), embedder())]
    assert len(texts) == 60 and texts[3] == "row 3 value 21"


def test_rare_terms_weigh_more():
    asked = Question.of("generator networks")
    weights = term_weights(
        asked, candidates([passage("Networks run. Networks stop. A generator waits.")], Unread(), embedder())
    )
    # of 3 sentences, "network" is in 2 and "generat" in 1
    assert weights["generat"] > weights["network"] > 0


def test_what_the_question_names_is_no_answer_to_it():
    asked = Question.of("Who worked with Ian Goodfellow?")
    text = "ian Goodfellow worked with Yoshua Bengio."
    assert asked.kind is AnswerType.PERSON
    assert [text[start:end] for start, end in answering_spans(asked, text)] == ["Yoshua Bengio"]


def test_a_word_of_grammar_is_no_name():
    text = "Its authors met Ada Lovelace. The end."
    assert [text[a:b] for a, b in answering_spans(Question.of("Who wrote it?"), text)] == ["Ada Lovelace"]


def test_a_sentence_goes_on_from_what_stands_before_it_or_from_the_heading():
    found = select(
        Question.of("When was the GAN proposed?"), [passage(PAGE, start=7)], Unread(), embedder(), 4
    )
    leads = {item.text: lead(item, [passage(PAGE, start=7)]) for item in found}
    assert leads["It was proposed by Ian Goodfellow in 2014."] == "The GAN has two networks."
    assert leads["The GAN has two networks."] == passage(PAGE).header
    assert leads["The weather in Montreal is cold."] == (
        "The GAN has two networks. It was proposed by Ian Goodfellow in 2014. Its generator makes images."
    )
    assert lead(found[0], []) == ""


def test_nothing_to_select_from():
    assert select(Question.of("When?"), [], Unread(), embedder(), 3) == []


def test_a_heading_is_no_answer_and_a_definition_is_one():
    page = "Where GANs stand today\n\nGANs are fast. A GAN is a pair of networks that are trained against each other."
    texts = [
        item.text for item in select(Question.of("What is a GAN?"), [passage(page)], Unread(), embedder(), 3)
    ]
    assert texts[0].startswith("A GAN is") and texts[-1] == "Where GANs stand today"


def test_what_says_only_the_words_of_the_question_is_no_answer_unless_it_is_a_yes():
    def odds(question, text):
        return odds_by_hand(Question.of(question), candidate(text))

    assert (
        odds("whats the difference between precision and recall", "Precision and recall, the difference.")
        == -3
    )
    assert odds("whats the difference between precision and recall", "Recall counts what was missed.") == 0
    assert odds("Does the generator win?", "The generator does win.") == 0


def test_rows_of_figures_and_captions_answer_less_than_prose():
    question = Question.of("What accuracy did the model reach?")

    def odds(text: str) -> float:
        return odds_by_hand(question, candidate(text))

    assert odds("The model reached an accuracy of 93.4 in 2019.") == 0
    assert odds("Model A 93.46 81.2 88.5 Model B 92.82 77.7 85.8.") < 0
    assert odds("Figure 12: The accuracy that the model reached.") < 0
    assert odds("Blurry samples.") < 0
    assert odds_by_hand(question, candidate("Blurry samples.", Kind.ITEM)) == 0
    assert odds("You can think of the accuracy of the model as:") < 0
    assert (
        odds("DCGAN, the convolutional recipe\nBigGAN, scale and truncation\nStyleGAN, styles\nand others")
        < 0
    )


def test_the_judge_reorders_by_score_and_doubt():
    found = [sentence("First.", score=0.9), sentence("Second.", 2, 0.6)]
    assert [kept.text for kept in reordered(found, (0.5, 0.5))] == ["First.", "Second."]
    second, first = reordered(found, (0.9999, 0.5))
    assert (second.text, second.rank, second.score) == ("Second.", 1, pytest.approx(0.6))
    # log 9 - log 9999 = -7.013
    assert (first.text, first.rank, first.score) == (
        "First.",
        2,
        pytest.approx(1 / (1 + math.exp(7.013)), abs=1e-3),
    )
