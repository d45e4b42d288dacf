"""What was read of a document, and the offer to read it again."""

import hashlib
from pathlib import Path

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
        Block(Kind.ROW, 7, 21, table=0, is_head=True, cells=(Cell("", 7, 12), Cell("", 13, 21))),
        Block(Kind.ROW, 22, 32, table=0, cells=(Cell("Metal", 22, 28), Cell("Melts at", 29, 32))),
        Block(Kind.FURNITURE, 33, 34),
    ),
)


def _add(engine: Engine, reader: int, original: Path | None = None) -> int:
    new = NewDocument("Course", "alloys.pdf", "Alloys", SHA256, "application/pdf", 9, reader=reader)
    return engine.library.add_document(new, [PAGE], [], [], "fake", original).id  # type: ignore[arg-type]


def test_what_was_read_is_shown_block_by_block(engine: Engine) -> None:
    document = _add(engine, 1)
    app = page("library")
    app.session_state[f"document-{document}"] = True
    app.run()
    app.button(key=f"preview-{document}").click().run()
    shown = words(app)
    for part in (
        "heading",
        "table head",
        "Metal · Melts at",
        "Pewter · 231",
        "not used for answers",
        "Printed on it: iv",
    ):
        assert part in shown


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
    _add(engine, 1)
    assert "earlier Lectern" not in words(page("library"))
