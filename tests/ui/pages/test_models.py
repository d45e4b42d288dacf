"""The catalogue of models on the settings page: what each costs, its buttons, and what they do."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.errors import ModelUnavailable
from rag.models.catalogue.conversion.converting import VERSION
from rag.models.catalogue.entries import entry_of
from rag.models.catalogue.places import download_of, model_of, partial_of
from rag.models.catalogue.progress import Progress, Stage
from rag.models.weights.manifest import made_whole
from rag.settings import Models, Settings
from service.engine import Engine
from service.model_worker import ModelWorker
from tests.service.test_model_worker import FakePreparing
from tests.ui.apptest import page, press, words
from ui.settings import models as shown

QWEN = "qwen-0.5b"
LABEL = "Qwen2.5-Coder-0.5B-Instruct"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("LECTERN_CACHE", str(folder))
    monkeypatch.setattr(shown, "memory_bytes", lambda: 8 * 10**9)
    (folder / "downloads").mkdir(parents=True)
    (folder / "models").mkdir()
    return folder


@pytest.fixture
def preparing(engine: Engine) -> FakePreparing:
    fake = FakePreparing()
    engine.models = ModelWorker(fake)
    return fake


def make_ready(name: str = QWEN) -> None:
    with made_whole(model_of(entry_of(name)), VERSION) as folder:
        (folder / "model.bin").write_bytes(b"weights")


def plain(app: AppTest) -> str:
    return words(app).replace("\\", "").replace("\u00a0", " ")


def buttons(app: AppTest) -> set[str]:
    return {button.label.replace("\\", "") for button in app.button}


def test_each_model_is_shown_with_what_it_costs(engine: Engine, cache: Path) -> None:
    (cache / "measured.json").write_text('{"qwen-0.5b": 4.21}', encoding="utf-8")
    said = plain(page("settings"))
    assert "**SmolLM2-135M-Instruct** · :green[:material/check_circle: writes now]" in said
    assert (
        "491 MB to fetch · 1.0 GB of disk · 1.0 GB of memory · about 4.2 s an answer here · licence Apache-2.0"
        in said
    )
    assert "1.1 GB to fetch · 2.7 GB of disk · 2.4 GB of memory · time not measured here" in said
    assert "This computer has 8.0 GB of memory, and Qwen2.5-Coder-0.5B-Instruct wants 6.0 GB" in said
    assert not re.search("embed|token|passage", said)


def test_a_model_is_fetched_in_the_background_with_progress_and_can_be_cancelled(
    engine: Engine, preparing: FakePreparing
) -> None:
    app = page("settings")
    press(app, "Fetch 491 MB")
    assert preparing.told.wait(20) and preparing.asked == [(QWEN, None)]
    app.run()
    assert app.button(key="cancel-model").label == "Cancel"
    assert app.button(key="fetch-qwen-1.5b").disabled
    press(app, "Cancel")
    engine.models.wait(20)
    app.run()
    assert "Stopped. What was fetched is kept" in plain(app) and "Fetch 491 MB" in buttons(app)


def test_why_a_model_was_not_prepared_is_said(engine: Engine, preparing: FakePreparing) -> None:
    preparing.error = ModelUnavailable("No <b>connection</b>.")
    preparing.go.set()
    app = page("settings")
    press(app, "Fetch 491 MB")
    engine.models.wait(20)
    app.run()
    assert r"No \<b\>connection" in words(app) and "Fetch 491 MB" in buttons(app)


def test_what_is_here_of_a_model_decides_what_its_button_does(engine: Engine) -> None:
    entry = entry_of(QWEN)
    assert "Fetch 491 MB" in buttons(page("settings"))
    partial_of(entry).write_bytes(b"GG")
    assert {"Go on fetching 491 MB", "Yes, remove it"} <= buttons(page("settings"))
    download_of(entry).write_bytes(b"GGUF")
    assert "Prepare" in buttons(page("settings"))
    make_ready()
    assert {"Use this one", "Yes, remove it"} <= buttons(page("settings"))


def test_a_model_is_used_and_there_is_a_way_back(engine: Engine) -> None:
    make_ready()
    mine = Models(generator="/models/mine.gguf")
    engine.change(Settings(models=mine))
    app = page("settings")
    assert "/models/mine.gguf, chosen under Tuning." in plain(app)
    app.button(key=f"use-{QWEN}").click().run()
    assert engine.settings.models == Models(generator=QWEN, former="/models/mine.gguf")
    assert Settings.load(engine.folder) == engine.settings
    assert f"**{LABEL}** · :green[:material/check_circle: writes now]" in plain(app)
    press(app, next(button.label for button in app.button if button.key == "former-model"))
    assert engine.settings.models == Models(generator="/models/mine.gguf", former=QWEN)


def test_choosing_the_small_model_is_a_choice_that_nothing_undoes(engine: Engine) -> None:
    make_ready()
    engine.change(Settings(models=Models(generator=QWEN)))
    app = page("settings")
    app.button(key="use-embedded").click().run()
    assert engine.settings.models == Models(generator="embedded", former=QWEN, writer="none")
    assert engine.settings.models.small


def test_a_model_that_is_here_is_removed_unless_it_writes(engine: Engine) -> None:
    make_ready()
    app = page("settings")
    press(app, "Yes, remove it")
    assert not model_of(entry_of(QWEN)).exists() and "Fetch 491 MB" in buttons(app)
    make_ready()
    engine.change(Settings(models=Models(generator=QWEN)))
    assert "Yes, remove it" not in buttons(page("settings"))


def test_a_file_at_hand_is_prepared(engine: Engine, preparing: FakePreparing) -> None:
    app = page("settings")
    app.text_input[0].set_value(" /media/stick/qwen.gguf ")
    press(app, "Check it and prepare")
    assert preparing.told.wait(20) and preparing.asked == [(QWEN, Path("/media/stick/qwen.gguf"))]


def test_where_a_server_writes_none_of_these_is_chosen(engine: Engine) -> None:
    make_ready()
    engine.change(Settings(models=Models(generator="llama", base_url="http://localhost:1/v1")))
    app = page("settings")
    assert "llama on the server http" in plain(app)
    assert not {"Use this one"} & buttons(app) and "writes now" not in plain(app)


def test_the_stages_are_said_in_words() -> None:
    from service.model_worker import Preparation

    step = Progress(Stage.CONVERTING, 3, 24, "converting layer 3 of 24")
    assert shown._how_far(Preparation(QWEN, step, False)) == "converting layer 3 of 24 …"
    assert shown._how_far(Preparation(QWEN, None, False)) == "beginning …"
    assert shown._how_far(Preparation(QWEN, step, True)) == "stopping …"


def test_where_the_chosen_model_cannot_write_it_is_said_and_the_small_one_goes_on(engine: Engine) -> None:
    small = engine._opener
    engine._opener = lambda folder, settings: small(folder, Settings())
    engine.change(Settings(models=Models(generator=QWEN)))
    engine.assistant()
    app = page("settings")
    (warning,) = app.warning
    assert f"{LABEL} is not prepared on this computer. Run: lectern models prepare" in warning.value.replace(
        "\\", ""
    )
    assert "Until then the small model writes." in warning.value
