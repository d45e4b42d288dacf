"""What a model was taught, by the names that a GGUF file has for its matrices."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from safetensors import SafetensorError, safe_open

from rag.models.weights.low_rank import paired

_MODULE = re.compile(r"^model\.layers\.(?P<layer>\d+)\.(?P<name>[\w.]+)$")
_NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


class LowRank(NamedTuple):
    """What is added to a matrix: `up` (out, rank) times `down` (rank, in), float32."""

    up: Any
    down: Any


def read_taught(path: Path) -> dict[str, LowRank]:
    """By the name of each taught matrix (`blk.16.attn_q.weight`) what is added to it; the file's "scale" is in `up`.

    Raises ValueError where the file is damaged or has a matrix that is not known.
    """
    try:
        with safe_open(path, framework="np") as stored:
            scale = float(str((stored.metadata() or {}).get("scale")))
            matrices = {name: stored.get_tensor(name).astype("float32") for name in stored.keys()}  # noqa: SIM118
        pairs = paired(matrices)
        return {_matrix(module): LowRank(scale * up, down) for module, (down, up) in pairs.items()}
    except KeyError as error:
        raise ValueError(f"{path.name} has a matrix that is not known, or half of one ({error})") from error
    except (SafetensorError, ValueError) as error:
        raise ValueError(f"what the model was taught, {path.name}, cannot be read ({error})") from error


def _matrix(module: str) -> str:
    """Raises KeyError for a module that is not taught."""
    found = _MODULE.match(module)
    if found is None or found["name"] not in _NAMES:
        raise KeyError(module)
    return f"blk.{found['layer']}.{_NAMES[found['name']]}.weight"
