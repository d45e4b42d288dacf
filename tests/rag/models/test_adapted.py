import pytest
import torch

from rag.models.adapted import AdaptedModel
from tests.rag.models.tiny import tiny_llama, tiny_tokenizer

TOKENIZER = tiny_tokenizer()
A, B, C = (TOKENIZER.encode(letter)[0] for letter in "abc")


def says(model, token):
    return int(model(torch.tensor([[token]])).logits[0, -1].argmax())


def to_c(size):
    """Adds to the head, which says "b" after "a": "c" after "a", twice as likely."""
    down, up = torch.zeros(1, size), torch.zeros(size, 1)
    down[0, A] = 1.0
    up[C, 0] = 2.0
    return {"lm_head": (down, up)}


def test_a_model_is_used_with_an_adapter_and_without_it_and_its_weights_stay():
    model = tiny_llama({A: B}, TOKENIZER)
    whole = AdaptedModel(model)
    plain = whole.view()
    assert says(plain, A) == B
    whole.add("c", to_c(model.config.vocab_size))
    assert says(whole.view("c"), A) == C
    assert says(plain, A) == B
    assert says(whole.view("c"), A) == C


def test_each_view_is_as_if_its_adapter_were_merged_in():
    model = tiny_llama({A: B}, TOKENIZER)
    generator = torch.Generator().manual_seed(1)
    size = model.config.vocab_size
    down, up = torch.randn(2, size, generator=generator), torch.randn(size, 2, generator=generator)
    whole = AdaptedModel(model)
    whole.add("random", {"lm_head": (down, up)})
    adapted = whole.view("random")(torch.tensor([[A, C]])).logits
    merged = tiny_llama({A: B}, TOKENIZER)
    with torch.no_grad():
        merged.lm_head.weight += up @ down
    torch.testing.assert_close(adapted, merged(torch.tensor([[A, C]])).logits, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ({"lm_head": (torch.zeros(1, 3), torch.zeros(3, 1))}, RuntimeError),
        ({"nowhere": (torch.zeros(1, 3), torch.zeros(3, 1))}, AttributeError),
    ],
)
def test_an_adapter_of_another_model_is_refused_and_nothing_of_it_is_kept(pairs, error):
    model = tiny_llama({A: B}, TOKENIZER)
    whole = AdaptedModel(model)
    with pytest.raises(error):
        whole.add("c", {**to_c(model.config.vocab_size), **pairs})
    with pytest.raises(KeyError):
        whole.view("c")
    assert says(whole.view(), A) == B
