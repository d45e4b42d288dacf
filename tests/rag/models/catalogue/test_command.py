import pytest

from rag.common.machine import TOO_LITTLE_MEMORY
from rag.models import prepare as models_prepare
from rag.models.catalogue import __main__ as command
from rag.models.catalogue import automatic
from rag.models.catalogue.__main__ import main
from rag.models.catalogue.automatic import with_ready_writer, writer_prepared
from rag.models.catalogue.conversion import converting
from rag.models.catalogue.places import download_of, model_of
from rag.models.catalogue.preparing import prepare
from rag.models.catalogue.sources import packages
from rag.settings import Models, Settings
from tests.rag.models.catalogue.conftest import forget
from tests.rag.models.catalogue.fakes import FILE, FakePip, fake_conversion


@pytest.fixture
def pip(monkeypatch):
    fake = FakePip()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.delenv("LECTERN_WRITER", raising=False)
    monkeypatch.setattr(packages, "_download", fake)
    monkeypatch.setattr(converting, "_in_a_child", fake_conversion)
    monkeypatch.setattr(automatic, "memory_bytes", lambda: 8 * 10**9)
    return fake


@pytest.fixture
def library(tmp_path):
    return tmp_path / "library"


def run(library, *arguments):
    return main(["--library", str(library), *arguments])


def test_the_list_says_what_each_costs_and_which_one_writes(tiny, pip, library, cache, capsys):
    cache.mkdir()
    (cache / "measured.json").write_text('{"tiny": 4.4}', encoding="utf-8")
    assert run(library) == 0
    head, embedded, last = capsys.readouterr().out.splitlines()
    assert head.split() == ["NAME", "MODEL", "LICENCE", "FETCH", "DISK", "MEMORY", "AN", "ANSWER", "STATE"]
    assert embedded.startswith("embedded  SmolLM2-135M-Instruct  Apache-2.0  - ")
    assert embedded.endswith("ready, writes")
    assert "9 bytes  20 bytes  50 bytes  4 s here" in last and last.endswith("not fetched")


def test_one_is_prepared_and_used_and_removed(tiny, pip, library, capsys):
    assert run(library, "prepare", "tiny", "--use") == 0
    said = capsys.readouterr()
    assert said.out == "tiny is ready.\nIt writes from now on.\n"
    assert said.err == "".join(
        f"{doing} …\n"
        for doing in (*(f"fetching part {number} of 3" for number in (1, 2, 3)), "checking every byte")
    )
    assert Settings.load(library).models == Models(generator="tiny", former="embedded")
    assert run(library, "remove", "tiny") == 0
    assert "are free again" in capsys.readouterr().out


def test_a_file_at_hand_is_taken(tiny, pip, library, tmp_path, capsys):
    (tmp_path / "mine").write_bytes(FILE)
    assert run(library, "prepare", "tiny", "--file", str(tmp_path / "mine")) == 0
    assert pip.asked == [] and "lectern models prepare tiny --use" in capsys.readouterr().out
    assert Settings.load(library) == Settings()


def test_what_cannot_be_done_is_said_with_status_1(tiny, pip, library, capsys):
    pip.fails_at = "tiny-part1==1.0"
    assert run(library, "prepare", "tiny") == 1
    assert "tiny-part1==1.0 cannot be had" in capsys.readouterr().err
    assert run(library, "prepare", "large") == 1
    assert 'no model "large"' in capsys.readouterr().err


def test_an_interruption_says_what_is_kept(tiny, library, monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.models.catalogue.__main__.prepare", interrupted)
    assert run(library, "prepare", "tiny") == 130
    assert "goes on from there" in capsys.readouterr().err


def test_a_fresh_computer_is_told_the_command_and_nothing_is_fetched(tiny, pip, library, told):
    said = writer_prepared(library, told.append)
    assert said == (
        "none, answers are quotations. This computer has 8.0 GB of memory, and Tiny-Instruct wants 5.0 GB: it is not "
        "fetched yet. To have it write: lectern models prepare tiny --use (fetches 9 bytes), or its button under "
        "Settings."
    )
    assert pip.asked == [] and told == []


def test_of_a_model_that_is_here_nothing_is_said_to_be_fetched(tiny, pip, library, told):
    prepare("tiny", told.append)
    said = writer_prepared(library, told.append)
    assert said.startswith("none, answers are quotations.") and "it is ready here. To have it write:" in said
    assert "fetches" not in said and Settings.load(library) == Settings()


@pytest.fixture
def fetching(tiny, table, monkeypatch):
    """The table lets the recommended model be fetched unasked."""
    monkeypatch.delenv("LECTERN_WRITER", raising=False)
    table.write_text(
        table.read_text(encoding="utf-8").replace("automatic = false", "automatic = true"), "utf-8"
    )
    forget()
    return tiny


def test_where_the_table_lets_it_the_recommended_one_is_prepared_and_writes(fetching, pip, library, told):
    assert with_ready_writer(Settings()) == Settings()
    assert writer_prepared(library, told.append).startswith("tiny. This computer has 8.0 GB of memory")
    assert model_of(fetching).exists()
    assert with_ready_writer(Settings()).models.generator == "tiny"
    assert Settings.load(library) == Settings()  # nobody chose it


def test_what_was_chosen_is_not_undone(fetching, pip, told, monkeypatch):
    prepare("tiny", told.append)
    chosen = [Models(writer="none"), Models(generator="/models/mine.gguf"), Models(base_url="http://a")]
    assert [with_ready_writer(Settings(models=models)).models for models in chosen] == chosen
    monkeypatch.setenv("LECTERN_WRITER", "none")
    assert with_ready_writer(Settings()) == Settings()


def test_a_model_that_is_ready_writes_only_where_the_table_lets_it(tiny, pip, told):
    prepare("tiny", told.append)
    assert with_ready_writer(Settings()) == Settings()


@pytest.mark.parametrize("switch", ["variable", "setting", "memory", "other"])
def test_what_keeps_it_from_being_fetched(fetching, pip, library, told, monkeypatch, switch):
    if switch == "variable":
        monkeypatch.setenv("LECTERN_WRITER", "none")
    elif switch == "memory":
        monkeypatch.setattr(automatic, "memory_bytes", lambda: 4 * 10**9)
    else:
        changed = {"writer": "none"} if switch == "setting" else {"generator": "/models/mine.gguf"}
        Settings(models=Models(**changed)).save(library)
    before = Settings.load(library)
    said = writer_prepared(library, told.append)
    assert pip.asked == [] and Settings.load(library) == before
    assert {
        "variable": "none, as it is set",
        "setting": "none, as it is set",
        "memory": "This computer has 4.0 GB",
        "other": "/models/mine.gguf, as it is set",
    }[switch] in said


def test_where_it_cannot_be_fetched_the_small_model_goes_on(fetching, pip, library, told):
    pip.fails_at = "tiny-part2==1.0"
    said = writer_prepared(library, told.append)
    assert said.startswith("none, answers are quotations. Tiny-Instruct cannot be fetched.")
    assert Settings.load(library) == Settings()


def test_a_chosen_model_that_is_not_here_is_not_fetched_by_the_start_of_the_app(tiny, pip, told, monkeypatch):
    monkeypatch.setattr(models_prepare, "prepare", lambda: model_of(tiny).with_name("small"))
    said = models_prepare._prepare_writer("tiny")
    assert said == "small, for tiny is not prepared here. Run: lectern models prepare tiny"
    assert pip.asked == []


def test_a_chosen_model_whose_file_is_here_is_made_ready(tiny, pip, told, monkeypatch, library):
    monkeypatch.setattr(models_prepare, "prepare", lambda: model_of(tiny).with_name("small"))
    download_of(tiny).parent.mkdir(parents=True)
    download_of(tiny).write_bytes(FILE)
    assert models_prepare._prepare_writer("tiny") == model_of(tiny).name
    download_of(tiny).write_bytes(b"GGUF-evil")
    (model_of(tiny) / "model.bin").unlink()
    assert models_prepare._prepare_writer("tiny").startswith("small, for ")
    assert pip.asked == []


def test_what_the_computer_lacks_is_said_in_words(library, monkeypatch, capsys):
    def fails(name):
        raise MemoryError

    monkeypatch.setattr(command, "remove", fails)
    assert run(library, "remove", "tiny") == 1
    assert capsys.readouterr().err == f"{TOO_LITTLE_MEMORY}\n"
