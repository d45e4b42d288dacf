"""An adapter between two of one line of teaching: what the later one learned, with less of what it forgot.

Where teaching goes on from an adapter with questions of another kind, the weights between its beginning and its end do
nearly as well on the new kind as the end, and better on the old ones (Wortsman et al., 2022, "Robust fine-tuning of
zero-shot models").
"""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from rag.errors import InvalidTestSet


def mix(before: Path, after: Path, share: float, out: Path) -> None:
    """Write the adapter that is `share` in [0, 1] of the way from `before` to `after`, in float16.

    The factors are mixed, not their products: near enough where one adapter began as the other. Raises InvalidTestSet
    where the two do not fit each other.
    """
    (first, scale), (second, other) = _read(before), _read(after)
    shapes = [{name: tensor.shape for name, tensor in part.items()} for part in (first, second)]
    if shapes[0] != shapes[1] or scale != other:
        raise InvalidTestSet(
            f"{after} did not begin as {before}: their layers, ranks or scales differ. Mix two of one line."
        )
    between = {
        name: torch.lerp(first[name].float(), second[name].float(), share).half().contiguous()
        for name in first
    }
    save_file(between, out, metadata={"scale": scale})


def _read(path: Path) -> tuple[dict[str, torch.Tensor], str]:
    try:
        with safe_open(path, framework="pt") as stored:
            scale = str((stored.metadata() or {})["scale"])
            return {name: stored.get_tensor(name) for name in stored.keys()}, scale  # noqa: SIM118
    except (OSError, KeyError) as error:
        raise InvalidTestSet(f"{path} is no adapter that can be read ({error!r}). Check the path.") from error
