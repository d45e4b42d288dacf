"""Mistakes in a test set about its material: it names a document that does not exist, or a page after the last one."""

from collections import Counter
from collections.abc import Sequence

from evaluation.testsets.naming import Names
from rag.errors import InvalidTestSet
from rag.store.library import Library
from rag.store.testsets import Case
from rag.values import Document


def problems_of(cases: Sequence[Case], documents: Sequence[Document]) -> list[str]:
    """A line for each document that is not among `documents`, and for each page that its document has not."""
    names = Names(document.name for document in documents)
    pages = {document.name: document.pages for document in documents}
    found: dict[str, None] = {}
    for case in cases:
        if not case.document:
            continue
        try:
            name = names.find(case.document)
        except InvalidTestSet as error:
            found.setdefault(str(error))
            continue
        if case.page is not None and case.page > pages[name]:
            found.setdefault(
                f'"{case.question[:60]}" is said to be answered on page {case.page} of "{name}", '
                f"which has {pages[name]}. Mend the page."
            )
    return list(found)


def likely_collection(cases: Sequence[Case], library: Library, preferred: str = "") -> str:
    """The collection that holds most of the documents that the cases name; else `preferred`, else the only
    one, else "" (all)."""
    wanted = {case.document for case in cases if case.document}
    known = [collection.name for collection in library.collections()]
    held: Counter[str] = Counter()
    for collection in known:
        names = Names(document.name for document in library.documents(collection))
        held[collection] = sum(names.has(name) for name in wanted)
    best = max(known, key=lambda name: (held[name], name == preferred), default="")
    if held[best] or preferred in known:
        return best
    return known[0] if len(known) == 1 else ""
