"""The judge and the reader by a server, beside the same model here."""

import pytest

from rag.errors import ModelUnavailable
from rag.models.elsewhere import span_model
from rag.models.elsewhere.client import ModelServer
from rag.models.elsewhere.span_model import ServerSpanModel
from rag.models.span.span_model import SpanModel
from rag.settings import Patience, ServedModel
from tests.rag.models.elsewhere.served import Causal, serving
from tests.rag.models.elsewhere.small import PROMPTS, SENTENCES, small_model, small_tokenizer, wrapped


@pytest.fixture(params=range(4))
def both(request, monkeypatch):
    """The model here, and the same one served; it was taught nothing, so that it says what it may not, and what is not
    among its twenty likeliest tokens."""
    monkeypatch.setattr(span_model, "_TAUGHT", 0.0)
    tokenizer = small_tokenizer()
    model = small_model(tokenizer.get_vocab_size(), seed=request.param)
    with serving({"m": Causal(model, wrapped(tokenizer))}) as url:
        yield SpanModel(model, wrapped(tokenizer)), served(url, tokenizer)


def served(url: str, tokenizer) -> ServerSpanModel:
    server = ModelServer(ServedModel(url, "m", "LECTERN_JUDGE_URL"), Patience())
    return ServerSpanModel(server, tokenizer, 0)


def test_the_judge_doubts_as_much_as_here(both):
    here, there = both
    doubts = here.p_none(PROMPTS)
    assert len({round(doubt, 3) for doubt in doubts}) > 1
    assert there.p_none(PROMPTS) == pytest.approx(doubts, abs=1e-5)
    assert there.p_none([]) == ()


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_reader_finds_the_words_that_it_finds_here(both, prompt):
    here, there = both
    found, expected = (one.best_span(prompt, SENTENCES, [0.5, 0.3, 0.2]) for one in (there, here))
    assert (found.sentence, found.start, found.end) == (expected.sentence, expected.start, expected.end)
    assert found.probability == pytest.approx(expected.probability, rel=1e-3)


def test_a_model_that_was_taught_something_else_is_refused():
    tokenizer = small_tokenizer()
    with serving({"m": Causal(small_model(tokenizer.get_vocab_size()), wrapped(tokenizer))}) as url:
        for ask in (
            lambda: served(url, tokenizer).p_none(PROMPTS),
            lambda: served(url, tokenizer).best_span("Who ?", SENTENCES, [0.5, 0.3, 0.2]),
        ):
            with pytest.raises(ModelUnavailable, match="not the one that was taught.*LECTERN_JUDGE_URL"):
                ask()


def test_a_name_that_the_server_does_not_know_is_said():
    tokenizer = small_tokenizer()
    with (
        serving({"other": Causal(small_model(tokenizer.get_vocab_size()), wrapped(tokenizer))}) as url,
        pytest.raises(ModelUnavailable, match='no model "m". It has: other'),
    ):
        served(url, tokenizer).p_none(PROMPTS)
