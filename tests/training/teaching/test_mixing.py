from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from rag.errors import InvalidTestSet
from training.__main__ import main
from training.teaching.mixing import mix


def adapter(path: Path, values: list[float], scale: str = "2.0") -> Path:
    save_file({"layer.lora_A.weight": torch.tensor([values])}, path, metadata={"scale": scale})
    return path


def test_the_weights_between_two_adapters(tmp_path):
    before, after = adapter(tmp_path / "before", [0.0, 4.0]), adapter(tmp_path / "after", [2.0, 8.0])
    out = tmp_path / "between"
    assert main(["mix", str(before), str(after), "--share", "0.75", "--out", str(out)]) == 0
    assert load_file(out)["layer.lora_A.weight"].tolist() == [[1.5, 7.0]]


def test_adapters_that_do_not_fit_are_refused(tmp_path):
    before, after = adapter(tmp_path / "before", [0.0]), adapter(tmp_path / "after", [2.0, 8.0])
    with pytest.raises(InvalidTestSet, match="did not begin as"):
        mix(before, after, 0.5, tmp_path / "out")
    with pytest.raises(InvalidTestSet, match="did not begin as"):
        mix(before, adapter(tmp_path / "scaled", [1.0], "1.0"), 0.5, tmp_path / "out")
    with pytest.raises(InvalidTestSet, match="no adapter that can be read"):
        mix(before, tmp_path / "missing", 0.5, tmp_path / "out")
