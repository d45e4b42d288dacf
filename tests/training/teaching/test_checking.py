from dataclasses import replace

import pytest
import torch
from transformers import BertConfig, BertModel

from rag.models.pairs import pair_model
from rag.models.pairs.classifier import PairClassifier
from rag.models.pairs.pair import pair
from training.material.claims import WrittenClaim
from training.teaching.checking import _CHECKING, Checking, measured
from training.teaching.loop import train

RECIPE = replace(
    _CHECKING, rank=4, alpha=8, batch=4, epochs=30.0, look_steps=20, warmup=1, learning_rate=1e-2
)


class Words:
    """A token a word; a pair is told apart by its second kind of tokens."""

    def __call__(self, first, second, **how):
        rows = [(unit.split(), claim.split()) for unit, claim in zip(first, second, strict=True)]
        longest = max(len(unit) + len(claim) for unit, claim in rows)
        ids, kinds, mask = (torch.zeros((len(rows), longest + 1), dtype=torch.long) for _ in range(3))
        for index, (unit, claim) in enumerate(rows):
            words = [1, *(2 + sum(map(ord, word)) % 60 for word in unit + claim)]
            ids[index, : len(words)] = torch.tensor(words)
            kinds[index, 1 + len(unit) : len(words)] = 1
            mask[index, : len(words)] = 1
        return {"input_ids": ids, "token_type_ids": kinds, "attention_mask": mask}


def tiny():
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=64, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    return PairClassifier(BertModel(config, add_pooling_layer=False).eval())


def claim(text, carried, kind="say"):
    return WrittenClaim(pair("Ice", "", "Ice melts in spring.", text), carried, kind, "group")


CLAIMS = [claim("Ice melts.", True), claim("Ice never melts.", False, "negation")] * 8


def test_a_run_learns_and_the_kept_file_says_what_the_taught_model_said(tmp_path, monkeypatch):
    task = Checking(Words(), CLAIMS, CLAIMS[:2], RECIPE)
    model = tiny()
    history = train(model, task, RECIPE, tmp_path)
    assert history.losses[-1] < history.losses[0] / 2
    monkeypatch.setattr(pair_model, "base", lambda: (tiny(), Words()))
    loaded = pair_model.load_pair_model(tmp_path / "reader.safetensors")
    assert loaded is not None
    yes, no = loaded.p_carried([one.pair for one in CLAIMS[:2]])
    assert yes > 0.8 > 0.2 > no


def test_an_encoder_without_a_check_has_none(tmp_path):
    assert pair_model.load_pair_model(tmp_path / "none.safetensors") is None


def test_what_is_kept_of_true_claims_while_a_share_of_false_ones_is_let_through():
    claims = [claim("a", False, "roles")] * 20 + [claim("b", True), claim("c", True, "free")]
    odds = [n / 20 for n in range(20)] + [0.93, 0.91]
    found = measured(claims, odds)
    assert found["at 0.05"] == {"threshold": pytest.approx(0.9), "say": 1.0, "free": 1.0}
    assert found["at 0.02"] == {"threshold": pytest.approx(0.95), "say": 0.0, "free": 0.0}
