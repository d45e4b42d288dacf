import pytest

from evaluation.testsets.drafts import draft
from evaluation.testsets.proposals import _of_page, propose
from rag.values import Page


@pytest.mark.parametrize(
    ("sentence", "drafts"),
    [
        (
            "The transformer was introduced in 2017 by Vaswani.",
            [
                ("Who introduced the transformer?", "Vaswani"),
                ("When was the transformer introduced?", "2017"),
            ],
        ),
        ("Perceptrons were built in 1958 at Cornell.", [("When were Perceptrons built?", "1958")]),
        (
            "The FID was introduced by Heusel and colleagues in Linz in June 2017.",
            [
                ("Who introduced the FID?", "Heusel and colleagues"),
                ("When was the FID introduced?", "June 2017"),
            ],
        ),
        (
            "WaveNet, published by DeepMind in September 2016, generated speech.",
            [("Who published WaveNet?", "DeepMind"), ("When was WaveNet published?", "September 2016")],
        ),
        (
            "ROUGE, by Chin-Yew Lin in 2004, is its counterpart for summaries.",
            [("Who is behind ROUGE?", "Chin-Yew Lin"), ("When did ROUGE appear?", "2004")],
        ),
        (
            "Nils Reimers and Iryna Gurevych of Darmstadt presented Sentence-BERT in August 2019.",
            [
                ("Who presented Sentence-BERT?", "Nils Reimers and Iryna Gurevych"),
                ("When was Sentence-BERT presented?", "August 2019"),
            ],
        ),
        (
            "On 3 May 1997, Hochreiter and Schmidhuber showed a new network.",
            [("When did this happen: Hochreiter and Schmidhuber showed a new network?", "3 May 1997")],
        ),
        (
            "A token is a piece of a word that is read.",
            [("What is a token?", "a piece of a word that is read")],
        ),
        (
            "The score of a distribution is the gradient of its log density: it points upwards.",
            [("What is the score of a distribution?", "the gradient of its log density")],
        ),
        (
            "Overfitting refers to learning the training data by heart.",
            [("What does Overfitting refer to?", "learning the training data by heart")],
        ),
        (
            "A GAN, or adversarial network, consists of two networks.",
            [("What does a GAN consist of?", "two networks")],
        ),
        (
            "A plover consists of a hull and a pump.",
            [("What does a plover consist of?", "a hull and a pump")],
        ),
        (
            "A model that predicts one element at a time is called autoregressive.",
            [("What is a model that predicts one element at a time called?", "autoregressive")],
        ),
        ("Entropy is defined as expected surprise.", [("How is Entropy defined?", "expected surprise")]),
        (
            "Ein Token ist ein Teil eines Wortes im Modell.",
            [("Was ist ein Token?", "ein Teil eines Wortes im Modell")],
        ),
        ("Die Kirche wurde 1734 in Leipzig gebaut.", [("Wann wurde die Kirche gebaut?", "1734")]),
    ],
)
def test_drafts(sentence, drafts):
    assert draft(sentence) == drafts


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a piece of a word that a model reads.",
        "This was introduced in 2017 by Vaswani and others.",
        "In 1997, they proposed a new kind of network.",
        "In 2023 Judge Castel fined them and their firm 5,000 dollars.",
        "In 2024 the judge allowed the central claims to proceed.",
        "The term was coined by Patrick Lewis in May 2020.",
        "Short is a word.",
        "Each row is a word that looks at others.",
        "Because every byte is a token, no input is ever unknown.",
        "If the condition is an image, the network translates it.",
        "LLaMA is an example of a model that is open.",
        "The FID is the distance between these two distributions.",
        "The dashed line is the gradient that flows back.",
        "Alan Turing proposed his imitation game in 1950.",
        "Models learn from many examples of text and speech.",
        "x" * 400,
    ],
)
def test_sentences_that_do_not_stand_alone_are_left(sentence):
    assert draft(sentence) == []


def test_a_capital_at_the_beginning_is_not_part_of_a_name():
    def question(sentence, text):
        return draft(sentence, text)[0][0]

    said = "Perplexity is the exponential of the loss per token."
    assert question(said, "We measure perplexity.") == "What is perplexity?"
    assert question(said, "We measure it.") == "What is Perplexity?"
    flow = "Flow matching was introduced in 2022."
    assert question(flow, f"{flow} Nothing else.") == "When was flow matching introduced?"
    assert question("Markov chains were introduced in 1906.", "Andrey Markov wrote.") == (
        "When were Markov chains introduced?"
    )


def test_proposals_know_their_page(library):
    drafts = propose(library, "nature")
    assert {(p.case.question, p.case.document, p.case.page) for p in drafts} == {
        ("What is the blue whale?", "whales.txt", 1),
        ("What is an oak?", "trees.txt", 1),
        ("When was the oldest oak planted?", "trees.txt", 2),
    }
    for found in drafts:
        document = library.find_document("nature", name=found.case.document)
        assert library.page(document.id, found.case.page).text[found.start : found.end] == found.sentence
        assert found.case.answers[0] in found.sentence


def test_known_questions_and_the_limit(library):
    assert len(propose(library, "nature", limit=1)) == 1
    known = ["what is an oak?", "What is the blue whale?"]
    assert [p.case.question for p in propose(library, "nature", known=known)] == [
        "When was the oldest oak planted?"
    ]


def test_a_heading_that_runs_into_a_sentence_is_left_out(library):
    """ "Control" is a line of its own and no sentence; the sentence below it fills its lines."""
    text = "Control\nZonk is a machine that lifts heavy loads\nout of narrow shafts, and it is old."
    (found,) = [proposal for _, proposal in _of_page("lift.txt", Page(1, text), text)]
    assert found.case.question == "What is Zonk?"
    assert text[found.start : found.end] == found.sentence
    assert found.sentence.startswith("Zonk is")
