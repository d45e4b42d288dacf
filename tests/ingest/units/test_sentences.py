"""The sentences of a block."""

from ingest.units.sentences import sentences


def test_a_typed_number_belongs_to_what_it_numbers() -> None:
    text = "3.    The lot is large. b) It is flat. The fee is 2."
    assert [text[a:b] for a, b in sentences(text, 0, len(text), "en")] == [
        "3.    The lot is large.",
        "b) It is flat.",
        "The fee is 2.",
    ]
