import numpy as np

from rag.models.embedding.encoder import Remembering


class Counting:
    """A text of n characters is (n, 1); remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)

    def encode_query(self, text):
        self.asked.append(f"query: {text}")
        return np.array([1.0, len(text)], dtype=np.float32)


def test_a_text_is_encoded_once_and_rows_keep_their_order():
    counting = Counting()
    remembering = Remembering(counting)
    assert remembering.encode(["a", "bbb", "a"]).tolist() == [[1, 1], [3, 1], [1, 1]]
    assert remembering.encode(["bbb", "cc"]).tolist() == [[3, 1], [2, 1]]
    assert counting.asked == ["a", "bbb", "cc"]


def test_a_question_is_encoded_once_and_never_taken_for_a_document_of_the_same_words():
    counting = Counting()
    remembering = Remembering(counting)
    assert remembering.encode(["abc"]).tolist() == [[3, 1]]
    assert remembering.encode_query("abc").tolist() == [1, 3]
    assert remembering.encode_query("abc").tolist() == [1, 3]
    assert remembering.encode(["abc"]).tolist() == [[3, 1]]
    assert counting.asked == ["abc", "query: abc"]


def test_a_question_that_was_not_used_for_longest_is_forgotten():
    counting = Counting()
    remembering = Remembering(counting, kept=2)
    for text in ("a", "bb", "a", "ccc", "a", "bb"):
        remembering.encode_query(text)
    assert counting.asked == ["query: a", "query: bb", "query: ccc", "query: bb"]


def test_what_was_not_used_for_longest_is_forgotten():
    counting = Counting()
    remembering = Remembering(counting, kept=2)
    for texts in (["a", "bb"], ["a"], ["ccc"], ["a"], ["bb"]):
        remembering.encode(texts)
    assert counting.asked == ["a", "bb", "ccc", "bb"]


def test_more_texts_than_are_kept_still_come_back():
    assert Remembering(Counting(), kept=1).encode(["a", "bb", "ccc"]).tolist() == [[1, 1], [2, 1], [3, 1]]


def test_no_texts_give_no_rows():
    assert Remembering(Counting()).encode([]).shape == (0, 2)
