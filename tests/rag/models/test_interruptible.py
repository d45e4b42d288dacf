"""A forward pass ends between two layers, and is the same where nobody ends it."""

import threading

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from rag.common.interruption import Interrupted, Watch
from rag.models.interruptible import make_interruptible
from rag.models.span.prefix_cache import PrefixCache


@pytest.fixture
def model() -> LlamaForCausalLM:
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=50, hidden_size=16, intermediate_size=32, num_hidden_layers=6, num_attention_heads=2
    )
    return LlamaForCausalLM(config).eval()


def test_a_pass_ends_before_the_next_layer(model: LlamaForCausalLM) -> None:
    ids = torch.tensor([[1, 2, 3]])
    with torch.inference_mode():
        before = model(ids).logits
    stop, passed = threading.Event(), []
    make_interruptible(model)

    def passing(layer: object, *_: object) -> None:
        passed.append(layers.index(layer))
        if len(passed) == 3:
            stop.set()

    layers = list(model.model.layers)
    for layer in layers:
        layer.register_forward_hook(passing)
    with torch.inference_mode(), pytest.raises(Interrupted):
        Watch(stop, 60).during(lambda: model(ids))
    assert passed == [0, 1, 2]
    with torch.inference_mode():
        assert torch.equal(Watch(None, 60).during(lambda: model(ids)).logits, before)


def test_what_was_remembered_is_still_right_after_an_interruption(model: LlamaForCausalLM) -> None:
    make_interruptible(model)
    cache = PrefixCache(model)
    with torch.inference_mode():
        wanted = cache.logits([1, 2, 3, 4]).clone()
        cache.logits([1, 2, 9])
        stop = threading.Event()
        hook = model.model.layers[3].register_forward_hook(lambda *_: stop.set())
        with pytest.raises(Interrupted):
            Watch(stop, 60).during(lambda: cache.logits([1, 2, 3, 4]))
        hook.remove()
        assert torch.allclose(cache.logits([1, 2, 3, 4]), wanted, atol=1e-6)


def test_what_is_no_torch_model_is_left_alone() -> None:
    make_interruptible(object())
