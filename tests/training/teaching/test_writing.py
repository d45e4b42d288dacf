import copy
from dataclasses import replace

import pytest
import torch
from transformers import Qwen2Config, Qwen2ForCausalLM

from training.material.rewordings import Rewording
from training.teaching.loop import train
from training.teaching.recipe import Recipe
from training.teaching.upper import cut, lower_states
from training.teaching.writing import Writing

RECIPE = Recipe(rank=2, alpha=4, dropout=0.0, first_layer=0, batch=2, epochs=2.0, look_steps=2, warmup=1)


class Letters:
    """One token a character; a turn is its words in brackets."""

    def encode(self, text, add_special_tokens=False):
        return [min(ord(character), 127) for character in text]

    def apply_chat_template(self, turns, tokenize, add_generation_prompt):
        return "".join(f"({turn['content']})" for turn in turns)


def tiny():
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=128, hidden_size=32, intermediate_size=48, num_hidden_layers=4, num_attention_heads=2,
        num_key_value_heads=1, tie_word_embeddings=True, max_position_embeddings=1024, initializer_range=0.3,
    )  # fmt: skip
    return Qwen2ForCausalLM(config).eval()


def said(text, words):
    return Rewording("Why?", "Heading", "", text, words, False, "group")


def test_the_upper_half_goes_on_where_the_lower_one_ended():
    model = tiny()
    rows = [[5, 9, 2, 77, 30], [8, 8, 1]]
    with torch.no_grad():
        whole = [model(torch.tensor([row])).logits[0] for row in rows]
    halves = cut(copy.deepcopy(model), Letters(), 1)
    assert halves.layers == 3 and len(halves.upper.model.layers) == 1
    for states, expected in zip(lower_states(halves, rows), whole, strict=True):
        with torch.no_grad():
            given = halves.upper(inputs_embeds=states.float()[None]).logits[0]
        # Kept in bfloat16, and computed in it where the processor is quick at that.
        assert torch.nn.functional.cosine_similarity(given, expected).min() > 0.99


def test_only_the_words_that_are_said_count():
    task = Writing(cut(tiny(), Letters(), 2), [said("A long text.", "Short.")] * 2, [], RECIPE)
    (batch,) = [next(task.batches())]
    assert batch[0].target == [ord(c) for c in "Short.<|im_end|>"]
    model = cut(tiny(), Letters(), 2).upper
    with torch.no_grad():
        logits = model(inputs_embeds=batch[0].states.float()[None]).logits[0]
    first = len(batch[0].states) - len(batch[0].target)
    expected = torch.nn.functional.cross_entropy(logits[first - 1 : -1], torch.tensor(batch[0].target))
    assert float(task.loss(model, batch[:1]).detach()) == pytest.approx(float(expected), rel=0.05)


def test_a_run_learns_to_say_it(tmp_path):
    examples = [said("A long text about ice.", "Ice."), said("A long text about fire.", "Fire.")] * 8
    halves = cut(tiny(), Letters(), 3)
    recipe = replace(RECIPE, rank=8, alpha=32, epochs=20.0, learning_rate=2e-2, look_steps=40)
    history = train(halves.upper, Writing(halves, examples, examples[:2], recipe), recipe, tmp_path)
    assert history.losses[-1] < history.losses[0] / 2
