"""What a model was taught, by the names that a GGUF file has for its matrices."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from safetensors import SafetensorError, safe_open

_MATRIX = re.compile(
    r"^base_model\.model\.model\.layers\.(?P<layer>\d+)\.(?P<module>[\w.]+)\.lora_(?P<part>[AB])\.weight$"
)
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
    parts: dict[str, dict[str, Any]] = {}
    try:
        with safe_open(path, framework="np") as stored:
            scale = float(stored.metadata()["scale"])
            for name in stored.keys():  # noqa: SIM118
                found = _MATRIX.match(name)
                if found is None or found["module"] not in _NAMES:
                    raise ValueError(f"it has a matrix {name}, which is not known")
                matrix = f"blk.{found['layer']}.{_NAMES[found['module']]}.weight"
                parts.setdefault(matrix, {})[found["part"]] = stored.get_tensor(name).astype("float32")
        return {name: LowRank(scale * part["B"], part["A"]) for name, part in parts.items()}
    except (SafetensorError, KeyError, TypeError) as error:
        raise ValueError(f"what the model was taught, {path.name}, cannot be read ({error})") from error
