"""The pages of settings: what they show, keep, refuse, and bring back."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from rag.settings import Answering, Models, Settings, every_setting
from service.engine import Engine
from tests.ui.apptest import page, press, words
from ui.settings.sureness import Sureness, sureness_of, threshold_of

_KEEP = "Save"


def _page(engine: Engine, settings: Settings) -> AppTest:
    engine.settings = settings
    return page("tuning")


def _labels(app: AppTest) -> dict[str, object]:
    """What each widget of the form shows, by its label."""
    widgets = (*app.slider, *app.number_input, *app.selectbox, *app.toggle, *app.text_input)
    return {widget.label: widget.value for widget in widgets if str(widget.key).startswith("set-")}


def test_each_widget_shows_the_kept_value_between_the_bounds_of_the_setting(engine: Engine) -> None:
    settings = every_setting()
    high = Settings().changed_all(
        {
            "answering.max_new_tokens": 4096,
            "ingestion.file_megabytes": 4096,
            "ingestion.pages": 100_000,
            "ingestion.page_seconds": 3600,
        }
    )
    app = _page(engine, high)
    values = high.by_name()
    numbers = [widget for widget in (*app.slider, *app.number_input) if str(widget.key).startswith("set-")]
    assert len(numbers) == 10
    for widget in numbers:
        setting = settings[str(widget.key).removeprefix("set-")]
        assert (widget.label, widget.min, widget.max) == (setting.label, setting.low, setting.high)
        assert widget.value == values[setting.name]
        assert setting.description in [caption.value for caption in app.caption]
    assert app.selectbox(key="set-retrieval.fusion").options == ["convex", "rrf"]


def test_a_device_of_its_own_is_a_choice_and_is_kept(engine: Engine) -> None:
    app = _page(engine, Settings(models=Models(device="cuda:1")))
    device = app.selectbox(key="set-models.device")
    assert device.value == "cuda:1"
    assert device.options == ["auto", "cpu", "cuda", "mps", "cuda:1"]
    press(app, _KEEP)
    assert engine.settings.models.device == "cuda:1"


def test_what_was_changed_is_told_with_its_default(engine: Engine) -> None:
    app = _page(engine, Settings())
    assert "Changed." not in words(app)
    assert not [button for button in app.button if button.key == "defaults-yes"]
    app.slider(key="set-answering.threshold").set_value(0.7)
    press(app, _KEEP)
    changed = [caption.value for caption in app.caption if "Changed." in caption.value]
    assert changed == [":material/edit: **Changed.** The default is 0.6."]


def test_settings_are_kept_and_reset(engine: Engine) -> None:
    app = page("tuning")
    app.slider(key="set-answering.threshold").set_value(0.7)
    app.toggle(key="set-answering.write").set_value(False)
    press(app, _KEEP)
    assert engine.settings.answering == Answering(threshold=0.7, write=False)
    assert "- How sure before answering: 0.7 → 0.6\n- Let the model write: off → on" in words(app)
    press(app, "Yes, back to the defaults")
    assert engine.settings == Settings.load(engine.folder) == Settings()
    assert app.slider(key="set-answering.threshold").value == pytest.approx(0.6)
    assert app.toggle(key="set-answering.write").value is True
    assert "Changed." not in words(app)


def test_the_way_back_takes_along_what_the_page_does_not_show(engine: Engine) -> None:
    app = _page(engine, Settings().changed("retrieval.pool", 100))
    assert "Passages compared" not in _labels(app)
    assert "- Passages compared: 100 → 60" in words(app)
    press(app, "Yes, back to the defaults")
    assert engine.settings == Settings()


def test_several_settings_are_checked_together(engine: Engine) -> None:
    app = page("tuning")
    app.slider(key="set-answering.evidence").set_value(2)
    press(app, _KEEP)
    assert [error.value.replace("\\", "") for error in app.error] == [
        "“Sentences given to the model” is 3, but must not be above “Sentences of evidence”, which is 2. "
        "Lower the first, or raise the second."
    ]
    assert engine.settings == Settings()
    app.slider(key="set-answering.prompt_sentences").set_value(2)
    press(app, _KEEP)
    assert not app.error
    assert engine.settings.answering == Answering(evidence=2, prompt_sentences=2)


@pytest.mark.parametrize(
    ("word", "threshold"), [(Sureness.STRICT, 0.7), (Sureness.BALANCED, 0.6), (Sureness.OPEN, 0.5)]
)
def test_a_word_stands_for_a_threshold(word: Sureness, threshold: float) -> None:
    assert threshold_of(word) == pytest.approx(threshold)
    assert sureness_of(threshold) is word
    assert sureness_of(threshold + 0.02) is None


def test_how_sure_an_answer_must_be_is_chosen_in_words(engine: Engine) -> None:
    app = page("settings")
    assert app.radio(key="sureness").value is Sureness.BALANCED
    assert "How sure before answering" not in words(app)
    app.radio(key="sureness").set_value(Sureness.STRICT).run()
    assert engine.settings == Settings(answering=Answering(threshold=0.7))
    assert "- How sure before answering: 0.7 → 0.6" in words(app)
    press(app, "Yes, back to the defaults")
    assert engine.settings == Settings()
    assert app.radio(key="sureness").value is Sureness.BALANCED


def test_a_threshold_between_the_words_is_said(engine: Engine) -> None:
    engine.settings = Settings(answering=Answering(threshold=0.75))
    app = page("settings")
    assert app.radio(key="sureness").value is None
    assert "It is set to 0.75 under Tuning" in words(app)
    app.radio(key="sureness").set_value(Sureness.OPEN).run()
    assert engine.settings.answering.threshold == pytest.approx(0.5)


def test_a_student_meets_no_word_of_the_tuners(engine: Engine) -> None:
    app = page("settings")
    shown = words(app) + " ".join(radio.label for radio in app.radio)
    assert not re.search(r"passage|threshold|token|word piece|rrf|convex|python -m|embed", shown)


def _settings(engine: Engine, settings: Settings) -> AppTest:
    engine.settings = settings
    return page("settings")


def test_who_is_sent_what_is_said_in_the_frame_and_on_the_page(engine: Engine) -> None:
    app = _settings(engine, Settings())
    assert "Everything stays on this computer." in words(app) and not app.warning
    app = _settings(engine, Settings(models=Models(generator="openai:gpt-4o-mini")))
    assert "Questions and evidence go to openai." in words(app)
    (warning,) = app.warning
    assert "sentences found for them go to openai. Documents, chats" in warning.value
    app = _settings(engine, Settings(models=Models(embedder="cohere:embed", base_url="http://server/v1")))
    assert "Documents and questions go to cohere. Questions and evidence go to http" in words(app)
    (warning,) = app.warning
    assert "Documents and questions go to cohere" in warning.value and "Documents, chats" not in warning.value


def test_models_on_servers_are_told_where_they_are_set_and_who_reads(engine: Engine, monkeypatch) -> None:
    monkeypatch.setenv("LECTERN_JUDGE_URL", "http://me:secret@gpu:8001/v1")
    monkeypatch.setenv("LECTERN_EMBEDDER_URL", "http://gpu:8004/v1")

    def plain(app: AppTest) -> str:
        return words(app).replace("\\", "").replace("\u00a0", " ")

    told = plain(_page(engine, Settings()))
    assert "Judges on a server: lectern-judge on gpu:8001, set in the environment." in told
    assert "Embeds on a server: lectern-embedder on gpu:8004" in told and "Reads on a server" not in told
    app = _settings(engine, Settings())
    assert "Questions and evidence go to lectern-judge on gpu:8001." in plain(app)
    (warning,) = app.warning
    assert "to be searched" in warning.value and "secret" not in plain(app) + warning.value
