import re

import pytest

from rag.errors import ModelUnavailable
from rag.models.catalogue.entries import FilePart, catalogue, entry_of, fetches_by_itself
from rag.models.weights.packaged import GENERATOR, packaged_path


def test_the_table_holds_what_must_be_known_of_each_model():
    for entry in catalogue().values():
        assert re.fullmatch("[0-9a-f]{64}", entry.sha256), entry.name
        assert re.fullmatch("[0-9a-f]{40}", entry.revision), entry.name
        assert entry.publisher.count("/") == 1 and entry.file.endswith(".gguf")
        assert entry.licence == "Apache-2.0"  # another one would have to be shown before it is fetched
        assert 0 < entry.bytes < entry.disk
        assert 0 < entry.memory < (entry.recommended_memory or 10**12)


def test_the_parts_of_a_file_make_up_the_whole_of_it():
    for entry in catalogue().values():
        assert entry.embedded is not bool(entry.parts)
        assert sum(part.bytes for part in entry.parts) == (0 if entry.embedded else entry.bytes)
        assert all(part.bytes > 0 for part in entry.parts)


def test_a_part_says_its_package_its_place_and_its_size(tiny):
    assert [part.bytes for part in tiny.parts] == [4, 4, 1]
    assert tiny.parts[2] == FilePart(3, "tiny-part3==1.0", "tiny_part3/data/part03.bin", 1)


def test_the_models_are_listed_from_the_smallest():
    sizes = [entry.bytes for entry in catalogue().values()]
    assert sizes == sorted(sizes) and next(iter(catalogue())) == "embedded"


def test_a_name_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(ModelUnavailable, match=r'no model "qwen". It has: embedded, qwen-0.5b, qwen-1.5b'):
        entry_of("qwen")


def test_nothing_is_fetched_unasked():
    assert not fetches_by_itself()


@pytest.mark.models
def test_the_embedded_model_is_the_file_that_the_table_names():
    from rag.common.files import sha256

    entry = entry_of("embedded")
    path = packaged_path(*GENERATOR)
    assert (path.name, path.stat().st_size, sha256(path)) == (entry.file, entry.bytes, entry.sha256)
