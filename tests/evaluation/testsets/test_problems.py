from evaluation.testsets.problems import likely_collection, problems_of
from rag.store.testsets import Case

RIGHT = Case("Q?", ("a",), "Trees", 2)


def test_what_the_material_has_is_no_doubt(library):
    assert problems_of([RIGHT, Case("no document?")], library.documents("nature")) == []


def test_unknown_documents_are_told_once_and_pages_each(library):
    cases = [RIGHT, Case("A?", (), "moss.txt"), Case("B?", (), "moss.txt", 1), Case("C?", (), "trees.txt", 3)]
    unknown, beyond = problems_of(cases, library.documents("nature"))
    assert '"moss.txt", which is not in the collection' in unknown and '"trees.txt"' in unknown
    assert beyond == '"C?" is said to be answered on page 3 of "trees.txt", which has 2. Mend the page.'


def test_the_collection_is_the_one_that_holds_most_of_the_documents(library):
    library.create_collection("empty")
    assert likely_collection([RIGHT], library, preferred="empty") == "nature"
    assert likely_collection([Case("Q?", (), "moss.txt")], library, preferred="empty") == "empty"
    assert likely_collection([Case("Q?")], library) == ""
    library.delete_collection("empty")
    assert likely_collection([Case("Q?")], library) == "nature"
