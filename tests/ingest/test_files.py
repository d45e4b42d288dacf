"""Which files are found, and what they are called."""

import os
from pathlib import Path

import pytest

from ingest.files import find, library_name, told_apart


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"words")


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.pdf", ".hidden.txt", "~$lock.md", "week/c.md", ".git/d.txt", "film.MOV")
    found = find([tmp_path])
    assert [name for _, name in found.files] == ["a.pdf", "b.txt", "c.md"]
    assert found.unsupported == (tmp_path / "film.MOV",)


def test_a_file_that_is_named_is_taken_whatever_its_kind(tmp_path: Path) -> None:
    make(tmp_path, "x.jpg")
    found = find([tmp_path / "x.jpg", tmp_path / "missing.pdf"])
    assert [name for _, name in found.files] == ["x.jpg", "missing.pdf"]


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert len(find([tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt"]).files) == 1


def test_same_names_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    make(tmp_path, "w1/notes.md", "w2/notes.md", "w2/other.md")
    assert [name for _, name in find([tmp_path]).files] == ["w1/notes.md", "w2/notes.md", "other.md"]
    separate = find([tmp_path / "w1", tmp_path / "w2"])
    assert [name for _, name in separate.files] == ["w1/notes.md", "w2/notes.md", "other.md"]


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    make(tmp_path, "caf\udce9.txt")
    assert [name for _, name in find([tmp_path]).files] == ["caf?.txt"]


def test_a_name_tells_of_one_file_on_one_line(tmp_path: Path) -> None:
    make(tmp_path, "two\nlines \u202egpj.txt")
    assert [name for _, name in find([tmp_path]).files] == ["two lines  gpj.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "circle.pdf").symlink_to(tmp_path / "circle.pdf")
    (tmp_path / "up").symlink_to(tmp_path)
    assert [name for _, name in find([tmp_path, tmp_path / "circle.pdf"]).files] == ["circle.pdf"]


def test_a_folder_that_cannot_be_listed_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    real = os.scandir

    def scandir(folder: object) -> object:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return real(folder)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", scandir)
    assert [name for _, name in find([tmp_path]).files] == ["a.txt", "closed"]


def test_archives_in_folders_are_taken(tmp_path: Path) -> None:
    make(tmp_path, "a.ZIP", "b.rar")
    found = find([tmp_path])
    assert [name for _, name in found.files] == ["a.ZIP"]
    assert found.unsupported == (tmp_path / "b.rar",)


@pytest.mark.parametrize("raw, name", [
    ("a/b.pdf", "a/b.pdf"),
    ("../../etc/./passwd.txt", "etc/passwd.txt"),
    ("C:\\Users\\me\\a.pdf", "Users/me/a.pdf"),
    ("//server/a.pdf", "server/a.pdf"),
    ("a\nb\u202e.pdf", "a b .pdf"),
    ("", "file"),
    ("..", "file"),
    ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
])  # fmt: skip
def test_a_name_of_somebody_else_is_made_safe(raw: str, name: str) -> None:
    assert library_name(raw) == name


def test_a_long_path_keeps_its_end() -> None:
    name = library_name("/".join(["folder " * 20] * 9 + ["a.pdf"]))
    assert len(name) <= 500 and name.endswith("/a.pdf")


def test_files_sent_together_are_told_apart_by_as_little_as_needed() -> None:
    sent = ["c/w1/notes.md", "c/w2/notes.md", "c/w1/only.md", "x/w1/notes.md"]
    assert told_apart(sent) == ["c/w1/notes.md", "w2/notes.md", "only.md", "x/w1/notes.md"]
    assert told_apart(["a.md", "a.md", "a (2).md"]) == ["a.md", "a (3).md", "a (2).md"]
    assert told_apart([]) == []
