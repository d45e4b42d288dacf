import pytest

from evaluation.testsets.naming import Names
from rag.errors import InvalidTestSet

NAMES = Names(["Week 1.pdf", "week 2.pdf", "week 2.txt", "a.pdf", "A.pdf"])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Week 1.pdf", "Week 1.pdf"),
        ("week 1.PDF", "Week 1.pdf"),
        ("week 1", "Week 1.pdf"),
        ("a.pdf", "a.pdf"),
    ],
)
def test_names_as_people_write_them(wanted, found):
    assert NAMES.find(wanted) == found


def test_unclear_and_unknown():
    with pytest.raises(InvalidTestSet, match=r'"week 2\.pdf", "week 2\.txt"'):
        NAMES.find("week 2")
    with pytest.raises(InvalidTestSet, match="not in the collection"):
        NAMES.find("week 3.pdf")
