"""What a table has is near to what is asked."""

from rag.evidence.tables.near import near_rows
from rag.question.question import Question
from tests.rag.evidence.tables.examples import OneTable

ALLOYS = OneTable(
    ("Alloy", "Melting point", "Use"),
    [("Rose brass", "1025", "taps"), ("Corvin steel", "1480", "springs"), ("Pewter", "231", "mugs")],
)


def near(question: str):
    return near_rows(Question.of(question), [ALLOYS.passage], ALLOYS)


def test_another_thing_of_the_column_is_near():
    found = near("What is the melting point of red brass?")
    assert found is not None
    assert (found.asked, found.head, found.names) == ("red brass", "Melting point", ("Rose brass",))


def test_what_is_like_no_row_is_near_to_the_first_ones():
    found = near("What is the melting point of bronze?")
    assert found is not None
    assert found.names == ("Rose brass", "Corvin steel", "Pewter")


def test_what_the_table_has_or_has_no_column_for_is_no_near_miss():
    assert near("What is the melting point of pewter?") is None
    assert near("Who invented bronze?") is None


def test_what_is_only_misspelled_is_no_near_miss():
    assert near("What is the melting point of pewtre?") is None


def test_a_name_is_named_without_the_word_before_it():
    found = near("What is the melting point of cast Castle Steel?")
    assert found is not None
    assert found.asked == "Castle Steel"
