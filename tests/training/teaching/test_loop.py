from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import LlamaConfig, LlamaForCausalLM

import training.teaching.loop
from rag.errors import ModelUnavailable
from rag.models.span.adapter import merge
from tests.training.material.test_examples import example
from training.teaching.batches import ReadingTask
from training.teaching.loop import History, train
from training.teaching.recipe import Recipe

RECIPE = Recipe(rank=2, alpha=4, dropout=0.1, first_layer=0, batch=2, epochs=1.0, look_steps=2, warmup=1)
EXAMPLES = [example(i, "a", answerable=i % 2 == 0) for i in range(8)]
UNSEEN = [example(i, "b", answerable=i % 2 == 0) for i in range(2)]


class Letters:
    """One token a character."""

    eos_token_id = 1

    def encode(self, text, add_special_tokens=False):
        return [min(ord(character), 127) for character in text]


def reading(recipe: Recipe) -> ReadingTask:
    return ReadingTask(Letters(), EXAMPLES, UNSEEN, recipe)


TASK = reading(RECIPE)


def tiny() -> LlamaForCausalLM:
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=128, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2
    )
    return LlamaForCausalLM(config)


def adapter(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "reader.safetensors")


def test_the_same_seed_gives_the_same_adapter(tmp_path):
    histories = [train(tiny(), TASK, RECIPE, tmp_path / name) for name in "ab"]
    assert histories[0] == histories[1]
    assert len(histories[0].losses) == 4  # 8 examples, batch 2
    assert [step for step, _ in histories[0].unseen] == [2, 4]
    assert all(torch.equal(adapter(tmp_path / "a")[k], v) for k, v in adapter(tmp_path / "b").items())


def test_a_run_that_was_broken_off_ends_as_an_unbroken_one(tmp_path, monkeypatch):
    whole = train(tiny(), TASK, RECIPE, tmp_path / "whole")
    steps, real = iter(range(10)), training.teaching.loop._Run.step

    def dies_in_the_fourth_step(*arguments):
        if next(steps) == 3:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(training.teaching.loop._Run, "step", dies_in_the_fourth_step)
    with pytest.raises(KeyboardInterrupt):
        train(tiny(), TASK, RECIPE, tmp_path / "broken")
    monkeypatch.setattr(training.teaching.loop._Run, "step", real)
    assert train(tiny(), TASK, RECIPE, tmp_path / "broken") == whole
    assert all(
        torch.equal(adapter(tmp_path / "whole")[k], v) for k, v in adapter(tmp_path / "broken").items()
    )


def test_a_run_goes_on_from_an_adapter_and_keeps_it_where_nothing_gets_better(tmp_path):
    train(tiny(), TASK, RECIPE, tmp_path / "first")
    start = tmp_path / "first" / "reader.safetensors"
    idle = replace(RECIPE, learning_rate=0.0)
    history = train(tiny(), reading(idle), idle, tmp_path / "second", start)
    assert [step for step, _ in history.unseen] == [0, 2, 4] and history.best() == 0
    assert len({loss for _, loss in history.unseen}) == 1
    assert all(
        torch.equal(adapter(tmp_path / "first")[k], v) for k, v in adapter(tmp_path / "second").items()
    )


def test_a_merged_adapter_changes_the_weights_by_scale_times_b_a(tmp_path):
    train(tiny(), TASK, RECIPE, tmp_path)
    model, path = tiny(), tmp_path / "reader.safetensors"
    before = model.model.layers[1].mlp.up_proj.weight.clone()
    merge(model, path)
    name = "base_model.model.model.layers.1.mlp.up_proj.lora_{}.weight"
    a, b = (adapter(tmp_path)[name.format(part)].float() for part in "AB")
    assert torch.allclose(model.model.layers[1].mlp.up_proj.weight, before + 2.0 * b @ a)  # 4 / 2


def test_an_adapter_of_another_model_is_refused(tmp_path):
    (tmp_path / "broken.safetensors").write_bytes(b"no adapter")
    with pytest.raises(ModelUnavailable, match=r"models\.adapter"):
        merge(tiny(), tmp_path / "broken.safetensors")


def test_a_run_ends_when_unseen_documents_get_no_better(tmp_path, monkeypatch):
    losses = iter([3.0, 2.0, 2.5, 2.1, 1.0])

    def look(run, rows):
        run.history.unseen.append((len(run.history.losses), next(losses)))
        run.best = run._weights()

    monkeypatch.setattr(training.teaching.loop._Run, "look", look)
    recipe = replace(RECIPE, epochs=10.0, look_steps=1, patience=2)
    history = train(tiny(), reading(recipe), recipe, tmp_path)
    # the second look is best; two more are not better, and the fifth is never taken
    assert [loss for _, loss in history.unseen] == [3.0, 2.0, 2.5, 2.1] and history.best() == 1


def test_the_best_look_is_the_first_of_equals():
    assert History([], [(1, 2.0), (2, 1.0), (3, 1.0)]).best() == 1
