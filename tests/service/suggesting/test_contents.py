"""The sentence that says what a document is about."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from rag.store.documents.units import StoredUnit
from rag.values import Kind, Unit
from service.suggesting.contents import main_point


def _library(*texts: tuple[str, tuple[str, ...], Kind]) -> Any:
    found = [
        StoredUnit(1, Unit(kind, 1, 0, len(text), context=context, summary=1), text, "", np.zeros(2))
        for text, context, kind in texts
    ]
    return SimpleNamespace(units=SimpleNamespace(summaries=lambda document_id: found))


FIRST = ("A comet is a body of ice that passes the sun.", ("Comets",), Kind.PARAGRAPH)
SUMMED = ("Comets are ice, and they come from far away.", ("Comets", "Summary"), Kind.ITEM)
LINE = ("Astronomy for beginners | Lecture 5 of 12", (), Kind.PARAGRAPH)


def test_its_own_summary_says_it_best_then_its_first_whole_sentence() -> None:
    assert main_point(_library(LINE, FIRST, SUMMED), 1) == SUMMED[0]
    assert main_point(_library(LINE, FIRST), 1) == FIRST[0]
    assert main_point(_library(LINE), 1) == ""
