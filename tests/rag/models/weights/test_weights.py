import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from rag.errors import ModelUnavailable
from rag.models.weights import weights
from rag.models.weights.hashing import remembered_sha256, sha256
from rag.models.weights.manifest import is_complete, is_intact
from rag.models.weights.weights import VERSION, converted


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "small.gguf"
    path.write_bytes(b"abc")
    return path


@pytest.fixture
def saves(monkeypatch):
    """Instead of half a minute of transformers: one file, and a note of each time."""
    times = []

    def save(source, folder):
        times.append(source.name)
        (folder / "model.safetensors").write_bytes(b"weights")

    monkeypatch.setattr(weights, "save_plain", save)
    return times


def test_the_folder_is_named_by_the_source(cache, source, saves):
    # The SHA-256 of "abc" is in every textbook: ba7816bf 8f01cfea …
    assert converted(source) == cache / "models" / "small-ba7816bf8f01"


def test_it_is_converted_once(cache, source, saves):
    assert converted(source) == converted(source)
    assert len(saves) == 1


def test_two_at_once_convert_once(cache, source, saves):
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: converted(source), range(4)))
    assert (len(folders), len(saves)) == (1, 1)


@pytest.mark.parametrize("damage", [b"weight", b"wEights"])
def test_damaged_weights_are_made_again(cache, source, saves, damage):
    folder = converted(source)
    (folder / "model.safetensors").write_bytes(damage)
    assert not is_intact(folder, VERSION)
    assert (converted(source) / "model.safetensors").read_bytes() == b"weights"
    assert len(saves) == 2


@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"version": 0, "files": {}}'])
def test_a_manifest_that_says_nothing_is_no_manifest(cache, source, saves, manifest):
    folder = converted(source)
    (folder / "manifest.json").write_text(manifest)
    assert not is_intact(folder, VERSION)


def test_sizes_alone_are_looked_at_where_that_must_be_quick(cache, source, saves):
    weights_of = converted(source) / "model.safetensors"
    weights_of.write_bytes(b"wEights")
    assert is_complete(weights_of.parent, VERSION) and not is_intact(weights_of.parent, VERSION)
    weights_of.write_bytes(b"weight")
    assert not is_complete(weights_of.parent, VERSION)


def test_what_a_killed_conversion_left_is_cleared_away(cache, source, saves):
    left = cache / "models" / ".small-ba7816bf8f01-killed"
    left.mkdir(parents=True)
    converted(source)
    assert not left.exists()


def test_a_conversion_that_fails_leaves_nothing(cache, source, monkeypatch):
    def fail(source, folder):
        (folder / "half").write_text("x")
        raise ModelUnavailable("no")

    monkeypatch.setattr(weights, "save_plain", fail)
    with pytest.raises(ModelUnavailable):
        converted(source)
    assert [path.name for path in (cache / "models").iterdir() if path.is_dir()] == []


def test_the_manifest_says_where_the_weights_come_from(cache, source, saves):
    manifest = json.loads((converted(source) / "manifest.json").read_text())
    assert manifest["source_sha256"] == sha256(source)
    assert manifest["files"]["model.safetensors"]["size"] == 7


def test_a_missing_file_and_a_file_of_another_kind_are_refused(cache, source):
    with pytest.raises(ModelUnavailable, match="no GGUF file"):
        converted(source.with_name("missing.gguf"))
    with pytest.raises(ModelUnavailable, match="cannot read the GGUF file"):
        converted(source)


def test_a_hash_is_remembered_until_the_file_changes(cache, source):
    first = remembered_sha256(source)
    source.write_bytes(b"abcd")
    assert remembered_sha256(source) != first
    (cache / "hashes.json").write_text("not json")
    assert remembered_sha256(source) == sha256(source)


@pytest.mark.models
def test_the_embedded_weights_are_intact():
    assert is_intact(weights.prepare(), VERSION, sha256)
