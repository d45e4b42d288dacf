"""The sentences of a block."""

from ingest.units.sentences import pieces, sentences
from ingest.units.speech import is_speech


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


SPOKEN = (
    "so this week we look at bogs and the first thing to know is that a bog is fed by the rain alone and nothing else "
    "now the moss that grows there holds up to twenty times its own weight in water and it makes what is around it so "
    "sour that hardly anything else can live there and that is why a trunk that sank in it a thousand years ago is "
    "still as good as new okay next week we go to see one bring boots and bring something to eat there is no shop"
)


def test_what_was_spoken_without_full_stops_is_cut_where_a_clause_opens() -> None:
    found = [SPOKEN[start:end] for start, end in sentences(SPOKEN, 0, len(SPOKEN), "en")]
    assert " ".join(found) == SPOKEN
    assert [one.split()[0] for one in found] == ["so", "now", "so", "okay"]


def test_a_long_line_without_words_that_open_clauses_is_no_speech() -> None:
    assert not is_speech("oak elm ash " * 40, "en")
    assert not is_speech(SPOKEN.replace(" and", ", and"), "en")
