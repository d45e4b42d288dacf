import numpy as np

from evaluation.bench.dataset import Dataset, DatasetQuestion, DatasetText
from evaluation.metrics.citations import PageSpan
from evaluation.runs.gold import Gold
from rag.values import Page
from training.material.asking import AskedQuestion, askable, asked, prompt_of
from training.material.hard_negatives import judgements_of
from training.material.judgements import Sentence

PAGE = "The GAN has two networks that play a game. It was proposed by Ian Goodfellow in Montreal. 1 2 3."
LED = Sentence("It was proposed by Ian Goodfellow in Montreal.", "The GAN has two networks that play a game.")
START = PAGE.index("Ian")


def dataset(name: str, *questions: DatasetQuestion) -> Dataset:
    return Dataset(name, (DatasetText("gans", "GANs", (Page(1, PAGE),)),), questions, "")


def question(*spans: PageSpan) -> DatasetQuestion:
    return DatasetQuestion(
        "1", "Who made it?", Gold(("Ian",), spans=spans, answerable=bool(spans)), context="gans"
    )


def test_a_question_is_asked_of_the_sentence_in_which_its_answer_begins():
    one = question(PageSpan("gans", 1, START, START + 3))
    assert list(asked(dataset("clapnq", one), [one])) == [AskedQuestion(LED, "web", "Who made it?")]
    assert next(asked(dataset("squad", one), [one])).style == "exam"
    assert list(asked(dataset("squad", one), [question()])) == []


def test_only_sentences_in_words_are_asked_about():
    assert askable(dataset("squad").texts[0]) == [Sentence(LED.lead), LED]


def test_the_prompt_to_ask():
    assert prompt_of(LED, "web") == (
        "Text: The GAN has two networks that play a game.\n"
        "Sentence: It was proposed by Ian Goodfellow in Montreal.\nStyle: web\nQuestion:"
    )


class ByHand:
    """Says of each text where it stands on the unit circle."""

    ANGLES = {
        "alpha": 0.0,
        "beta": 0.6,
        "gamma": 1.2,
        "what is near alpha?": 0.1,
        "what is far from alpha?": 1.3,
    }

    def encode(self, texts):
        angles = [self.ANGLES[text] for text in texts]
        return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)

    def encode_query(self, text):
        return self.encode([text])[0]


def test_what_was_asked_well_is_judged_against_the_nearest_other_sentences():
    pool = [Sentence("alpha"), Sentence("beta"), Sentence("gamma")]
    questions = [AskedQuestion(pool[0], "exam", f"what is {where} alpha?") for where in ("near", "far from")]
    found = list(judgements_of(questions, ["one", "two"], pool, ByHand()))
    # cos 1.3 = .27 < .35: the second question has left its sentence
    assert [(judged.question, judged.group) for judged in found] == [("what is near alpha?", "one")]
    assert found[0].right == (pool[0],) and found[0].wrong == (pool[1], pool[2])
