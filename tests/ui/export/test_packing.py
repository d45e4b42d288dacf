"""Course packs on the library page."""

import io
from pathlib import Path

import pytest
import streamlit as st

from rag.store.library import Library
from rag.store.packs.making import make_pack
from rag.store.packs.unpacking import OpenedPack
from service.engine import Engine
from tests.rag.store.care.conftest import add
from tests.ui.apptest import page
from ui.export.packing import _file_name, _made, _said


def test_a_course_is_saved(engine: Engine, course: int) -> None:
    app = page("library")
    assert [button.label for button in app.get("download_button")].count("Save the pack") == 1
    assert _made(engine, "Course", True, "").startswith(b"PK")


def test_a_course_is_opened(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "teacher").mkdir()
    teacher = Library.open(tmp_path / "teacher" / "library")
    add(teacher, "dogs.txt", "Dogs run far. " * 20, "Animals")
    make_pack(teacher, "Animals", tmp_path / "a.lectern")
    teacher.close()
    upload = st.file_uploader

    def given(label: str, *rest: object, **more: object) -> object:
        if label == "Course pack":
            return io.BytesIO((tmp_path / "a.lectern").read_bytes())
        return upload(label, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "file_uploader", given)
    app = page("library")
    next(button for button in app.button if button.label == "Open it").click().run()
    assert not app.exception
    assert [document.name for document in engine.library.documents("Animals")] == ["dogs.txt"]


def test_what_came_is_said_as_text() -> None:
    opened = OpenedPack("A *course*", added=("a.pdf",), awaited=("b.pdf",), licence="CC BY")
    assert (
        _said(opened) == "A \\*course\\*: 1 document new. Add these files yourself: b\\.pdf. Licence: CC BY"
    )
    assert _said(OpenedPack("X")) == "X: nothing new."


def test_a_file_is_called_as_the_course() -> None:
    assert _file_name("Höhere Mathematik/2: a") == "Höhere Mathematik-2- a"
    assert _file_name("///") == "---"
