"""Which model writes where the chosen one cannot be had."""

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
