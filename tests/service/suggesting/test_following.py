"""Which questions come after an answer, and in which order."""

from service.suggesting.candidates import Sort, SuggestedQuestion
from service.suggesting.following import in_turn


def test_the_sorts_take_turns() -> None:
    made = [
        SuggestedQuestion(text, sort, 1, 1, 0)
        for text, sort in (("A?", Sort.FACT), ("B?", Sort.FACT), ("C.", Sort.EXPLAIN), ("D?", Sort.SUMMARY))
    ]
    assert [one.text for one in in_turn(made, (Sort.EXPLAIN, Sort.FACT))] == ["C.", "A?", "B?"]
