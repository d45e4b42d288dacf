"""The code and the data that a kept library depends on."""

from pathlib import Path

import pytest

from evaluation.bench import corpus
from evaluation.bench.code import ROOT, digest, files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """a -> b.c -> b.d, where b.c has data; and e, which nobody imports."""
    for name, source in {
        "a.py": "import json\nfrom b import c\n",
        "b/__init__.py": "",
        "b/c.py": "def late():\n    import b.d\n",
        "b/d.py": "X = 1\n",
        "b/unused.py": "X = 1\n",
        "b/data/words.json": "{}",
        "e.py": "import a\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    return tmp_path


def names(found: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found]


def test_all_that_is_imported_directly_or_not_and_its_data(root: Path) -> None:
    assert names(files(["a"], root=root), root) == [
        "a.py",
        "b/__init__.py",
        "b/c.py",
        "b/d.py",
        "b/data/words.json",
    ]


def test_what_is_left_out_is_not_followed(root: Path) -> None:
    assert names(files(["a"], ["b.c"], root), root) == ["a.py", "b/__init__.py", "b/data/words.json"]


@pytest.mark.parametrize("changed", ["a.py", "b/c.py", "b/d.py", "b/data/words.json"])
def test_a_change_to_any_of_it_changes_the_digest(root: Path, changed: str) -> None:
    before = digest(["a"], root=root)
    (root / changed).write_text((root / changed).read_text() + "\n")
    assert digest(["a"], root=root) != before


@pytest.mark.parametrize("changed", ["e.py", "b/unused.py"])
def test_a_change_to_anything_else_does_not(root: Path, changed: str) -> None:
    before = digest(["a"], root=root)
    (root / changed).write_text("X = 2\n")
    assert digest(["a"], root=root) == before


def test_what_makes_the_rows_of_a_kept_library_is_in_its_key() -> None:
    found = set(names(files([corpus.__name__], corpus.NO_MAKERS), ROOT))
    assert {
        "evaluation/bench/corpus.py",
        "ingest/splitter.py",
        "rag/language/sentences.py",
        "rag/language/words.py",
        "rag/language/data/de/function_words.toml",
        "rag/models/embedding/sentence_embeddings.py",
        "rag/store/library.py",
        "rag/store/rows.py",
        "rag/store/schema.py",
        "rag/store/tables/documents.py",
    } <= found
    assert not {"rag/store/search.py", "rag/store/index/bm25.py", "rag/evidence/data/gate.json"} & found
