import pytest

from rag.errors import LecternError
from rag.store.testsets import Case, TestSets, case_from, case_values
from rag.values import Task, Turn

FIRST = Case("What is a token?", ("a piece of a word", "a word piece"), "notes.pdf", 3, True, "easy",
             ("It is a piece of a word.", "It has 4 letters."), (Turn("user", "Hello"),), Task.EXPLAIN)  # fmt: skip
SECOND = Case("Who?", answerable=False)


@pytest.fixture
def sets(stores, tmp_path):
    database = stores.database(tmp_path)
    yield TestSets(database)
    database.close()


def test_cases_come_back_as_they_were_in_order(sets):
    key = sets.create("exam", "course", [FIRST, SECOND])
    assert [stored.case for stored in sets.cases(key)] == [FIRST, SECOND]
    (listed,) = sets.all()
    assert (listed.id, listed.name, listed.collection, listed.size) == (key, "exam", "course", 2)
    assert sets.find("exam") == listed
    assert sets.find("Exam") is None


def test_a_case_of_before_there_were_points_is_read():
    old = {
        name: value
        for name, value in case_values(SECOND).items()
        if name not in ("points", "history", "task")
    }
    assert case_from(old) == SECOND


def test_add_change_and_remove(sets):
    key = sets.create("exam", "", [FIRST])
    sets.add(key, [SECOND])
    first, second = sets.cases(key)
    sets.change(first.id, SECOND)
    sets.remove(second.id)
    sets.remove(second.id)
    assert [stored.case for stored in sets.cases(key)] == [SECOND]
    sets.add(key, [FIRST])
    assert [stored.case for stored in sets.cases(key)] == [SECOND, FIRST]


def test_a_name_is_taken_once(sets):
    sets.create("exam", "", [FIRST])
    other = sets.create("quiz", "", [])
    with pytest.raises(LecternError, match='"exam"'):
        sets.create("exam", "", [FIRST])
    with pytest.raises(LecternError, match='"exam"'):
        sets.rename(other, "exam")
    assert len(sets.all()) == 2


def test_a_test_set_moves_to_another_collection(sets):
    sets.create("exam", "course", [FIRST])
    sets.move(sets.create("quiz", "course", []), "other")
    assert [(listed.name, listed.collection) for listed in sets.all()] == [
        ("exam", "course"),
        ("quiz", "other"),
    ]


def test_a_name_is_tidied_and_must_be_there(sets):
    sets.create("  the   exam ", "", [])
    assert sets.all()[0].name == "the exam"
    with pytest.raises(LecternError, match="1 to 100"):
        sets.create(" ", "", [])


def test_deleting_takes_the_cases_along(sets):
    key = sets.create("exam", "", [FIRST])
    (stored,) = sets.cases(key)
    sets.delete(key)
    assert sets.all() == [] and sets.cases(key) == []
    with pytest.raises(LecternError, match="no longer"):
        sets.change(stored.id, SECOND)
