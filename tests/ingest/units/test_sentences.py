"""The sentences of a block."""

from ingest.units.sentences import pieces, sentences


def test_a_typed_number_belongs_to_what_it_numbers() -> None:
    text = "3.    The lot is large. b) It is flat. The fee is 2."
    assert [text[a:b] for a, b in sentences(text, 0, len(text), "en")] == [
        "3.    The lot is large.",
        "b) It is flat.",
        "The fee is 2.",
    ]


def test_a_sentence_that_is_too_long_is_cut_after_a_clause_that_is_not_in_brackets() -> None:
    first = "There are cases of one kind (one that is told in " + "many " * 20 + "words, and more), "
    text = first + "and there are cases of the other kind " + "that go on and on " * 20
    found = [text[start:end] for start, end in pieces(text, 0, len(text.rstrip()))]
    assert found[0] == first.rstrip()
    assert found[1].startswith("and there are cases of the other kind")
