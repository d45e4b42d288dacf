import pytest

from rag.errors import LecternError
from rag.store.runs import NewRun, Runs, RunState, unfinished
from rag.store.testsets import Case, TestSets

CASES = (Case("One?", ("1",)), Case("Two?", page=None, answerable=False))


@pytest.fixture
def database(stores, tmp_path):
    database = stores.database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def new(database):
    key = TestSets(database).create("exam", "course", CASES)
    return NewRun(key, "first", "course", {"retrieval": {"alpha": 0.5}}, "abc", CASES)


def test_a_run_begins_running_with_its_own_copy_of_the_cases(database, new):
    runs = Runs(database)
    run = runs.create(new)
    assert (run.state, run.done, run.total, run.finished) == (RunState.RUNNING, 0, 2, None)
    assert run.settings == {"retrieval": {"alpha": 0.5}}
    (first, _) = TestSets(database).cases(new.testset_id)
    TestSets(database).change(first.id, Case("Changed?"))
    assert runs.cases(run.id) == CASES


def test_records_are_kept_by_position_and_replaced(database, new):
    runs = Runs(database)
    run = runs.create(new)
    runs.add_record(run.id, 1, {"score": None})
    runs.add_record(run.id, 0, {"score": 0.25})
    runs.add_record(run.id, 0, {"score": 0.5})
    assert runs.records(run.id) == {0: {"score": 0.5}, 1: {"score": None}}
    assert runs.run(run.id).done == 2


def test_states(database, new):
    runs = Runs(database)
    first, second = runs.create(new), runs.create(new)
    runs.set_state(first.id, RunState.FAILED, "out of memory")
    assert runs.run(first.id).message == "out of memory"
    assert runs.run(first.id).finished is not None
    runs.set_state(first.id, RunState.RUNNING)
    assert runs.run(first.id).finished is None
    runs.set_state(second.id, RunState.DONE)
    assert [run.id for run in runs.all(new.testset_id)] == [second.id, first.id]
    assert unfinished(runs.all()) == runs.run(first.id)


def test_deleting(database, new):
    runs = Runs(database)
    run = runs.create(new)
    runs.add_record(run.id, 0, {})
    TestSets(database).delete(new.testset_id)
    assert runs.all() == [] and runs.records(run.id) == {}
    with pytest.raises(LecternError, match="no longer"):
        runs.run(run.id)
    with pytest.raises(LecternError, match="no longer"):
        runs.add_record(run.id, 1, {})
    other = runs.create(NewRun(TestSets(database).create("x", "", []), "n", "", {}, "", ()))
    runs.delete(other.id)
    assert runs.all() == []


def test_runs_follow_their_collection_to_its_new_name(stores, tmp_path):
    library = stores.open(tmp_path / "library")
    library.create_collection("course")
    key = TestSets(library.database).create("exam", "course", CASES)
    run = Runs(library.database).create(NewRun(key, "first", "course", {}, "abc", CASES))
    library.rename_collection("course", "term")
    assert Runs(library.database).run(run.id).collection == "term"
    library.close()
