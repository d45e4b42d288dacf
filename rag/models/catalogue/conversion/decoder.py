"""A Qwen2 decoder of a GGUF file in CTranslate2's form: int8, one weight after the other.

transformers would hold all of it in floating point: three times the memory and four times the work. Each row of a
weight is scaled by its largest number to [-127, 127], as CTranslate2's own converters do.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from ctranslate2.specs import TransformerDecoderModelSpec
from ctranslate2.specs.common_spec import Activation
from gguf import GGUFReader, dequantize

from rag.models.catalogue.conversion.taught import LowRank

_ROWS = 8192  # of a weight that are in floating point at a time
_ARCHITECTURE = "qwen2"


class DecoderFile:
    """The numbers of a GGUF file, with what an adapter adds to them (`conversion.taught`).

    Raises ValueError for a model of another architecture.
    """

    def __init__(self, path: Path, taught: Mapping[str, LowRank] = MappingProxyType({})) -> None:
        self._taught = taught
        self._reader = GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        architecture = bytes(self._reader.fields["general.architecture"].parts[-1]).decode()
        if architecture != _ARCHITECTURE:
            raise ValueError(f"it is a model of the architecture {architecture}, not {_ARCHITECTURE}")

    def number(self, key: str) -> Any:
        """A number of the architecture, such as "block_count"."""
        return self._reader.fields[f"{_ARCHITECTURE}.{key}"].parts[-1][0].item()

    def has(self, name: str) -> bool:
        """Whether there is a tensor of this name."""
        return name in self._tensors

    def vector(self, name: str) -> Any:
        """A tensor in float32."""
        tensor = self._tensors[name]
        return dequantize(tensor.data, tensor.tensor_type).astype(np.float32)

    def rows(self, name: str) -> tuple[Any, Any]:
        """A matrix in int8 and, for each row, the number that its floating-point values were multiplied by."""
        tensor, added = self._tensors[name], self._taught.get(name)
        weights, scales = [], []
        for start in range(0, tensor.data.shape[0], _ROWS):
            matrix = dequantize(tensor.data[start : start + _ROWS], tensor.tensor_type)
            if added is not None:
                matrix = matrix + added.up[start : start + _ROWS] @ added.down
            weight, scale = quantized(matrix)
            weights.append(weight)
            scales.append(scale)
        return np.concatenate(weights), np.concatenate(scales)


def quantized(matrix: Any) -> tuple[Any, Any]:
    """The rows of a float matrix in int8, and the float32 scale of each; a row of zeros has the scale 1."""
    largest = np.abs(matrix).max(axis=1)
    largest[largest == 0] = 127.0
    scale = (127.0 / largest).astype(np.float32)
    return np.rint(matrix * scale[:, None]).astype(np.int8), scale


def decoder_spec(
    file: DecoderFile, tokens: Sequence[str], ends: str, begins: str, tell: Callable[[int, int], None]
) -> TransformerDecoderModelSpec:
    """What CTranslate2 saves. `tokens` is the vocabulary in the order of its ids; `ends` and `begins` are of it.

    `tell` is given the layers that are done and how many there are.
    """
    heads, groups = file.number("attention.head_count"), file.number("attention.head_count_kv")
    spec = TransformerDecoderModelSpec.from_config(
        file.number("block_count"),
        heads,
        activation=Activation.SWISH,
        pre_norm=True,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=file.number("rope.freq_base"),
        num_heads_kv=None if groups == heads else groups,
    )
    decoder = spec.decoder
    decoder.scale_embeddings = False
    for index, layer in enumerate(decoder.layer):
        _fill_layer(file, layer, f"blk.{index}")
        tell(index + 1, len(decoder.layer))
    decoder.layer_norm.gamma = file.vector("output_norm.weight")
    # One matrix reads and writes words in these models. A file may have it twice, in numbers of two sizes: the
    # output's are the finer ones. Kept once, it saves 136 MB of 630 (0.5B).
    _fill(file, decoder.projection, "output" if file.has("output.weight") else "token_embd")
    decoder.embeddings.weight = decoder.projection.weight
    decoder.embeddings.weight_scale = decoder.projection.weight_scale
    extra = len(decoder.projection.weight) - len(tokens)
    spec.register_vocabulary([*tokens, *(f"<extra_id_{number}>" for number in range(extra))])
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = begins, ends, ""
    spec.config.layer_norm_epsilon = file.number("attention.layer_norm_rms_epsilon")
    spec.validate()
    spec.optimize()  # the two uses of one matrix become one
    return spec


def _fill_layer(file: DecoderFile, layer: Any, name: str) -> None:
    attention, forward = layer.self_attention, layer.ffn
    attention.layer_norm.gamma = file.vector(f"{name}.attn_norm.weight")
    forward.layer_norm.gamma = file.vector(f"{name}.ffn_norm.weight")
    _fill(file, attention.linear[0], f"{name}.attn_q", f"{name}.attn_k", f"{name}.attn_v")
    _fill(file, attention.linear[1], f"{name}.attn_output")
    _fill(file, forward.linear_0, f"{name}.ffn_gate")
    _fill(file, forward.linear_0_noact, f"{name}.ffn_up")
    _fill(file, forward.linear_1, f"{name}.ffn_down")


def _fill(file: DecoderFile, linear: Any, *names: str) -> None:
    """Matrices one below the other, and their biases, if they have some."""
    weights, scales = zip(*(file.rows(f"{name}.weight") for name in names), strict=True)
    linear.weight, linear.weight_scale = np.concatenate(weights), np.concatenate(scales)
    if file.has(f"{names[0]}.bias"):
        linear.bias = np.concatenate([file.vector(f"{name}.bias") for name in names])
