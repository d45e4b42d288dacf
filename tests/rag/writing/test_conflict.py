from pathlib import Path

import numpy as np

from rag.evidence.disagreement import Disagreement
from rag.evidence.kept import evidence_of
from rag.question.question import Question
from rag.store.documents.units import StoredUnit
from rag.store.library import Library
from rag.store.rows import NewDocument
from rag.values import Answer, Evidence, Kind, Outcome, Page, Unit
from rag.writing.conflict import DISAGREE, conflicting
from tests.fakes import hash_of


def said(library: Library, name: str, text: str) -> Evidence:
    new = NewDocument("Course", name, name, hash_of(name), "text/plain", 9)
    document = library.add_document(new, [Page(1, text)], [], np.zeros((0, 2), np.float32), "fake", None)
    stored = StoredUnit(document.id, Unit(Kind.PARAGRAPH, 1, 0, len(text)), text, "", np.zeros(2, np.float32))
    return evidence_of(stored, 1, name, 0.9, 1)


def test_documents_that_agree_about_what_is_asked_do_not_disagree(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library")
    try:
        found = Disagreement(
            said(library, "one.txt", "A kiln of 80 bricks burned for nine days."),
            said(library, "two.txt", "A kiln of 60 bricks burned for nine days."),
        )
        base = Answer("?", "?", Outcome.SILENT, "")
        assert conflicting(Question.of("How long did a kiln burn?"), base, found, library) is None
        both = conflicting(Question.of("How many bricks had a kiln?"), base, found, library)
        assert both is not None and both.text.startswith(DISAGREE) and len(both.claims) == 2
    finally:
        library.close()
