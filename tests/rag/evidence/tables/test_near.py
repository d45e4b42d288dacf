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


WEEKS = OneTable(
    ("Week", "Date", "Topic"),
    [("5", "30 Sept", "Colour"), ("6", "7 Oct", "Scale"), ("7", "14 Oct", "Relief")],
)


def test_no_column_is_asked_for_where_the_only_one_that_is_named_has_the_thing():
    assert near_rows(Question.of("Who teaches in week 5?"), [WEEKS.passage], WEEKS) is None
    found = near_rows(Question.of("What is the topic of week 9?"), [WEEKS.passage], WEEKS)
    assert found is not None and found.asked == "week 9"


def test_a_row_is_named_by_the_other_column_that_is_named():
    found = near("Which alloy has the use of anchors?")
    assert found is not None
    assert (found.head, found.names, found.asked) == ("Alloy", ("taps", "springs", "mugs"), "anchors")


def test_what_some_row_has_is_not_said_to_be_missing():
    rides = OneTable(
        ("Day", "Title", "Miles"), [("Friday", "Livermore loop", "71"), ("Sunday", "Hills", "40")]
    )
    assert near_rows(Question.of("How many miles did I pedal in Livermore?"), [rides.passage], rides) is None
