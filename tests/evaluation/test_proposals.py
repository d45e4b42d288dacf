import pytest

from evaluation.proposals import draft, propose


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("The transformer was introduced in 2017 by Vaswani.", "When was the transformer introduced?", "2017"),
        ("Perceptrons were built in 1958 at Cornell.", "When were Perceptrons built?", "1958"),
        (
            "In 1997, Hochreiter and Schmidhuber proposed a new network.",
            "In which year did this happen: Hochreiter and Schmidhuber proposed a new network?",
            "1997",
        ),
        ("A token is a piece of a word that is read.", "What is a token?", "a piece of a word that is read"),
        (
            "Overfitting refers to learning the training data by heart.",
            "What does Overfitting refer to?",
            "learning the training data by heart",
        ),
        ("Entropy is defined as expected surprise.", "How is Entropy defined?", "expected surprise"),
        ("Ein Token ist ein Teil eines Wortes im Modell.", "Was ist ein Token?", "ein Teil eines Wortes im Modell"),
    ],
)
def test_drafts(sentence, question, answer):
    assert draft(sentence) == (question, answer)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a piece of a word that a model reads.",
        "This was introduced in 2017 by Vaswani and others.",
        "In 1997, they proposed a new kind of network.",
        "Short is a word.",
        "Models learn from many examples of text and speech.",
        "x" * 400,
    ],
)
def test_sentences_that_do_not_stand_alone_are_left(sentence):
    assert draft(sentence) is None


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
    assert [p.case.question for p in propose(library, "nature", known=known)] == ["When was the oldest oak planted?"]
