"""One button has everything read again that an earlier Lectern read."""

import hashlib
from pathlib import Path

import pytest

from rag.store.rows import NewDocument
from rag.values import Page
from service.engine import Engine
from tests.ui.apptest import page, words


@pytest.mark.usefixtures("no_reader")
def test_the_button_queues_what_is_old_and_goes(engine: Engine, tmp_path: Path) -> None:
    for name, reader in (("old.txt", 0), ("older.txt", 0), ("new.txt", 99)):
        (tmp_path / name).write_text(name)
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        new = NewDocument("Course", name, name, sha256, "text/plain", len(name), reader=reader)
        engine.library.add_document(new, [Page(1, name)], [], [], "fake", tmp_path / name)  # type: ignore[arg-type]
    app = page("library")
    assert "2 documents here: read by an earlier Lectern" in words(app)
    app.button(key="reread-all").click().run()
    assert not app.exception
    assert sorted(job.name for job in engine.jobs.list(active_only=True)) == ["old.txt", "older.txt"]
    assert "read by an earlier Lectern" not in words(app)
