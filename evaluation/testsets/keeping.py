"""A test set read from a file, kept in the library under a name that says which one it is."""

from collections.abc import Sequence

from rag.store.testsets import Case, TestSets


def keep(sets: TestSets, name: str, collection: str, cases: Sequence[Case]) -> int:
    """The key of the test set with these cases: the one that is kept under this name already, or a new
    one. Where other cases have the name, the new one is called "name (2)", and so on."""
    for number in range(1, 1000):
        chosen = name if number == 1 else f"{name[:90]} ({number})"
        found = sets.find(chosen)
        if found is None:
            return sets.create(chosen, collection, cases)
        if [stored.case for stored in sets.cases(found.id)] == list(cases):
            return found.id
    raise ValueError(f"a thousand test sets are called {name}")
