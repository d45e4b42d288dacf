"""One button has everything read again that an earlier Lectern read."""

import hashlib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
    lost = NewDocument("Course", "lost.txt", "lost", "0" * 64, "text/plain", 4, reader=0)
    engine.library.add_document(lost, [Page(1, "lost")], [], [], "fake", None)  # type: ignore[arg-type]
    app = page("library")
    assert "2 documents here: read by an earlier Lectern" in words(app)
    assert r"the file was not kept (lost\.txt)" in words(app)
    app.button(key="reread-all").click().run()
    assert not app.exception
    assert sorted(job.name for job in engine.jobs.list(active_only=True)) == ["old.txt", "older.txt"]
    assert "2 documents here" not in words(app)


@pytest.mark.usefixtures("no_reader")
def test_of_two_of_one_name_the_one_with_its_file_is_read_again(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    for collection, sha256, kept in (
        ("Course", hashlib.sha256(b"old").hexdigest(), tmp_path / "old.txt"),
        ("Other", "0" * 64, None),
    ):
        new = NewDocument(collection, "old.txt", "old", sha256, "text/plain", 3, reader=0)
        engine.library.add_document(new, [Page(1, "old")], [], [], "fake", kept)  # type: ignore[arg-type]
    offered = AppTest.from_function(_offer).run()
    assert not offered.exception
    assert r"the file was not kept (old\.txt)" in words(offered)
    offered.button(key="reread-all").click().run()
    assert [job.collection for job in engine.jobs.list(active_only=True)] == ["Course"]


def _offer() -> None:
    from ui import resources
    from ui.material.rereading import offer_rereading

    offer_rereading(resources.engine().library.documents())
