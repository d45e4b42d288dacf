"""What was read of a document, and the offer to read it again."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ingest.readers.base import READER
from ingest.units.units import units
from rag.store.rows import NewDocument
from rag.values import Block, Cell, Kind, Page
from service.engine import Engine
from tests.ui.apptest import page, press, words

TEXT = "Alloys\nMetal\tMelts at\nPewter\t231\n7"
CONTENT = b"%PDF-"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PAGE = Page(
    1,
    TEXT,
    label="iv",
    blocks=(
        Block(Kind.HEADING, 0, 6, level=1),
        Block(Kind.ROW, 7, 21, ("Alloys",), table=0, is_head=True, cells=(Cell("", 7, 12), Cell("", 13, 21))),
        Block(
            Kind.ROW, 22, 32, ("Alloys",), table=0, cells=(Cell("Metal", 22, 28), Cell("Melts at", 29, 32))
        ),
        Block(Kind.FURNITURE, 33, 34),
    ),
)


def _add(engine: Engine, reader: int, original: Path | None = None, pages: Sequence[Page] = (PAGE,)) -> int:
    found = units(pages)
    vectors = np.zeros((len(found), 3), np.float32)
    new = NewDocument("Course", "alloys.pdf", "Alloys", SHA256, "application/pdf", 9, reader=reader)
    return engine.library.add_document(new, pages, [], [], "fake", original, found, vectors).id  # type: ignore[arg-type]


def test_what_was_read_is_shown_block_by_block(engine: Engine) -> None:
    document = _add(engine, 1)
    app = page("library")
    app.session_state[f"document-{document}"] = True
    app.run()
    app.button(key=f"preview-{document}").click().run()
    shown = words(app).replace("\\", "")
    for part in (
        "heading",
        "| Metal | Melts at |",
        "| Pewter | 231 |",
        "Metal: Pewter; Melts at: 231",
        "with: Alloys › Metal | Melts at",
        "Under: Alloys",
        "not used for answers",
        "Printed on it: iv",
    ):
        assert part in shown


def test_a_page_is_opened_by_its_label(engine: Engine) -> None:
    formula = Page(2, "a =\nb + c", "pdfium", label="12", blocks=(Block(Kind.FORMULA, 0, 9),))
    document = _add(engine, 1, pages=(replace(PAGE, method="pdfium"), formula))
    app = page("library")
    app.session_state[f"document-{document}"] = True
    app.run()
    app.button(key=f"preview-{document}").click().run()
    (chooser,) = [box for box in app.selectbox if str(box.key).startswith("preview-page")]
    assert chooser.options == ["Page iv (1 of the file)", "Page 12 (2 of the file)"]
    app.session_state[chooser.key] = 2  # a dialog is closed by a run of the whole page, as AppTest makes one
    app.button(key=f"preview-{document}").click().run()
    assert "a =  \nb + c" in words(app).replace("\\", "")


def test_what_an_earlier_lectern_read_can_be_read_again_at_once(engine: Engine, tmp_path: Path) -> None:
    original = tmp_path / "alloys.pdf"
    original.write_bytes(CONTENT)
    _add(engine, 0, original)
    app = page("library")
    assert "read by an earlier Lectern" in words(app)
    press(app, "Read them again")
    (job,) = engine.jobs.list()
    assert job.name == "alloys.pdf"
    assert "read by an earlier Lectern" not in words(app.run())


def test_nothing_is_offered_for_what_this_lectern_read(engine: Engine) -> None:
    _add(engine, READER)
    assert "earlier Lectern" not in words(page("library"))
