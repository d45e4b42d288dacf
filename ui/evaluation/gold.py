"""Where a case says that its answer stands, as a source to look at."""

import re

from evaluation.testsets.naming import Names
from rag.errors import LecternError
from rag.store.testsets import Case
from rag.values.places import on
from ui import resources
from ui.chat.sources import NumberedSource


def expected_source(case: Case, collection: str) -> NumberedSource | None:
    """The expected page, number 0, with the first expected answer that stands on it as its quote ("" where
    none does); `None` where the case names no page, or the library does not have it."""
    if not case.document or case.page is None:
        return None
    library = resources.engine().library
    try:
        documents = library.documents(collection or None)
        name = Names(document.name for document in documents).find(case.document)
        document = next(document for document in documents if document.name == name)
        page = library.page(document.id, case.page)
    except LecternError:
        return None  # the run told of it when it asked the case
    start, end = _place(page.text, case)
    return NumberedSource(
        0,
        document.id,
        name,
        case.page,
        start,
        end,
        page.text[start:end],
        1.0,
        label=page.label,
        method=page.method,
        at=on(page, [(start, end)] if end else []),
    )


def _place(text: str, case: Case) -> tuple[int, int]:
    """Of the first expected answer or point that stands in the text, over line ends too and whatever its case."""
    for answer in (*case.answers, *case.points):
        words = r"\s+".join(map(re.escape, answer.split()))
        found = re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) if words else None
        if found is not None:
            return found.span()
    return 0, 0
