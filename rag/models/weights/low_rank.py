"""The matrices of LoRA adapters (Hu et al., 2021), by the modules that they belong to: of any library of arrays."""

import re
from collections.abc import Mapping
from typing import TypeVar

_MATRIX = re.compile(r"^(?:base_model\.model\.)?(?P<module>.+)\.lora_(?P<part>[AB])(?:\.default)?\.weight$")

M = TypeVar("M")


def paired(matrices: Mapping[str, M]) -> dict[str, tuple[M, M]]:
    """Of each module's name the matrices A (rank, in) and B (out, rank). Raises KeyError for a name that is of none."""
    parts: dict[str, dict[str, M]] = {}
    for name, matrix in matrices.items():
        found = _MATRIX.match(name)
        if found is None:
            raise KeyError(f"unexpected tensor {name}")
        parts.setdefault(found["module"], {})[found["part"]] = matrix
    return {module: (part["A"], part["B"]) for module, part in parts.items()}
