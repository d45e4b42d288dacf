"""Which model writes where the chosen one cannot be had."""

import os
import subprocess
import sys

import pytest

from rag import compose
from rag.errors import ModelUnavailable
from rag.settings import Models, Settings


@pytest.fixture
def loads(monkeypatch):
    """The generators that were asked for; of them only the embedded one can be had."""
    asked = []

    def load(models):
        asked.append(models.generator)
        if models.generator != "embedded":
            raise ModelUnavailable(f"{models.generator} cannot be had.")
        return "the small model"

    monkeypatch.setattr(compose, "load_generator", load)
    return asked


def test_the_small_model_goes_on_where_one_of_the_catalogue_cannot_be_had(loads):
    chosen = Settings().changed("models.generator", "qwen-0.5b")
    settings, writer = compose.load_writer(chosen)
    assert writer == "the small model" and loads == ["qwen-0.5b", "embedded"]
    assert settings.models.small  # so that long answers are quoted, as from the small model


@pytest.mark.parametrize(
    "models",
    [Models(generator="/no/such.gguf"), Models(generator="qwen-0.5b", base_url="http://127.0.0.1:9")],
)
def test_what_a_person_named_is_not_replaced_in_silence(loads, models):
    with pytest.raises(ModelUnavailable):
        compose.load_writer(Settings(models=models))
    assert len(loads) == 1


@pytest.mark.models
def test_judge_and_reader_on_servers_take_no_torch():
    """Nothing is asked of a server before a question, and nothing of the models here is loaded."""
    code = (
        "import sys\n"
        "from rag.compose import load_judge_and_reader\n"
        "from rag.settings import Models\n"
        "judge, reader = load_judge_and_reader(Models())\n"
        "assert judge is not None and reader is not None\n"
        "assert 'torch' not in sys.modules, 'torch was imported'\n"
    )
    served = {"LECTERN_JUDGE_URL": "http://127.0.0.1:9/v1", "LECTERN_READER_URL": "http://127.0.0.1:9/v1"}
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, **served})
