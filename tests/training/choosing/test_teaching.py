"""What is lost on a list, and how a run goes, with a model of one number."""

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from training.choosing.examples import Choice
from training.choosing.teaching import Plan, loss_of, teach


def test_the_loss_of_two_units_by_hand():
    # each unit loses log 2; the worthy one has half of the softmax: log 2 / (2 log 3) more
    expected = math.log(2) + math.log(2) / (2 * math.log(3))
    assert float(loss_of(torch.zeros(2), (1.0, 0.0))) == pytest.approx(expected)
    assert float(loss_of(torch.zeros(2), (0.0, 0.0))) == pytest.approx(math.log(2))


class OneNumber(torch.nn.Module):
    """Says of units with "sea" its weight, of others the opposite."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(()))

    def forward(self, texts: Any) -> torch.Tensor:
        return torch.stack([self.weight if "sea" in text else -self.weight for text in texts])


FORM: Any = SimpleNamespace(pair=lambda question, context, text: text)
CHOICES = [Choice("Why?", "tides", (((), "sea"), ((), "moon"), ((), "sand")), (1.0, 0.0, 0.0))] * 4


def run(folder: Path, plan: Plan) -> tuple[float, list[float]]:
    model: Any = OneNumber()
    losses = teach(model, FORM, CHOICES, CHOICES[:1], plan, folder)
    return float(model.weight), losses


def test_a_run_learns_and_one_that_was_broken_off_ends_as_an_unbroken_one(tmp_path: Path):
    plan = Plan(epochs=5, rate=0.1, look=10)
    weight, losses = run(tmp_path / "whole", plan)
    assert weight > 0.5 and losses == sorted(losses, reverse=True) and len(losses) == 2

    kept = torch.load(tmp_path / "whole" / "state.pt", weights_only=True)
    assert kept["done"] == 20
    again, same = run(tmp_path / "whole", plan)  # nothing is left to do
    assert (again, same) == (pytest.approx(weight), losses)
