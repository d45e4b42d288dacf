import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from rag.models.span.prefix_cache import PrefixCache


class Counting:
    """A small Llama of random weights that counts the tokens it computes, and fails when told to."""

    device = "cpu"

    def __init__(self):
        torch.manual_seed(7)
        config = LlamaConfig(
            vocab_size=50,
            hidden_size=16,
            intermediate_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            max_position_embeddings=64,
        )
        self.model = LlamaForCausalLM(config).eval()
        self.computed, self.broken = 0, False

    def __call__(self, ids, **options):
        if self.broken:
            raise RuntimeError("out of memory")
        self.computed += ids.shape[1]
        with torch.inference_mode():
            return self.model(ids, **options)


@pytest.fixture
def counting():
    return Counting()


def afresh(counting, ids, last):
    with torch.inference_mode():
        return counting.model(torch.tensor([ids])).logits[0, -last:]


@pytest.mark.parametrize(
    ("before", "ids", "last", "computed"),
    [
        ([], [1, 2, 3], 1, 3),
        ([1, 2, 3], [1, 2, 3, 4], 1, 1),  # goes on
        ([1, 2, 3, 4], [1, 2, 9], 1, 1),  # begins alike
        ([1, 2, 3, 4], [1, 2], 1, 1),  # shorter: its last token has to be computed again
        ([1, 2, 3, 4], [1, 2, 3, 4], 2, 2),  # the same, and more rows are wanted
        ([1, 2, 3], [9, 2, 3], 3, 3),  # nothing alike
    ],
)
def test_only_what_differs_is_computed_and_the_logits_are_those_of_the_whole(
    counting, before, ids, last, computed
):
    cached = PrefixCache(counting)
    if before:
        cached.logits(before)
    counting.computed = 0
    rows = cached.logits(ids, last)
    assert counting.computed == computed
    assert rows.shape == (last, 50)
    assert torch.allclose(rows, afresh(counting, ids, last), atol=1e-5)


def test_after_an_error_it_begins_anew(counting):
    cached = PrefixCache(counting)
    cached.logits([1, 2, 3])
    counting.broken = True
    with pytest.raises(RuntimeError):
        cached.logits([1, 2, 4])
    counting.broken, counting.computed = False, 0
    assert torch.allclose(cached.logits([1, 2, 5]), afresh(counting, [1, 2, 5], 1), atol=1e-5)
    assert counting.computed == 3
