"""Weights of GGUF files, converted once: transformers takes half a minute to read one, each time.

`cache_folder()/models/<name>-<first 12 of the source's SHA-256>/` holds the converted model and a
manifest with the size and SHA-256 of every file. It appears whole or not at all.
"""

import io
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from filelock import FileLock

from rag.common.files import sha256
from rag.errors import ModelUnavailable
from rag.models.weights.hashing import remembered_sha256
from rag.models.weights.manifest import is_intact, made_whole
from rag.models.weights.packaged import GENERATOR, packaged_path
from rag.settings import cache_folder

VERSION = 1
"""Of the conversion itself: a higher one makes every older folder stale."""


def prepare() -> Path:
    """Convert the packaged model if that was not done yet, check every byte, and return its folder."""
    return converted(packaged_path(*GENERATOR), check=sha256)


def converted(source: Path, check: Callable[[Path], str] = remembered_sha256) -> Path:
    """The folder of a GGUF file's converted weights: made if missing, made again if damaged.

    `check` hashes a file: the default one reads a file again only if its size or time has changed.
    """
    if not source.is_file():
        raise ModelUnavailable(
            f'There is no GGUF file "{source}". Set models.generator to the path of one, or to "embedded".'
        )
    models = cache_folder() / "models"
    folder = models / f"{source.stem}-{remembered_sha256(source)[:12]}"
    if is_intact(folder, VERSION, check):
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f"{folder.name}.lock"):
            if not is_intact(folder, VERSION, check):
                about = {"source": source.name, "source_sha256": remembered_sha256(source)}
                with made_whole(folder, VERSION, **about) as new:
                    save_plain(source, new)
    except OSError as error:
        raise ModelUnavailable(
            f'"{source.name}" cannot be converted into {models}: {error}. About four times the size of '
            "the file must be free there; LECTERN_CACHE names another folder."
        ) from error
    return folder


def save_plain(source: Path, folder: Path) -> None:
    """Write the weights of a GGUF file, in float32, and its tokenizer as transformers saves them. Raises
    ModelUnavailable."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from rag.models.weights.quiet import quieten

    quieten()
    place: dict[str, Any] = {"pretrained_model_name_or_path": source.parent, "gguf_file": source.name}
    try:
        with redirect_stderr(io.StringIO()):  # its bar cannot be turned off otherwise
            tokenizer = AutoTokenizer.from_pretrained(**place)
            quantized = AutoModelForCausalLM.from_pretrained(**place, dtype=torch.float32)
    except ImportError as error:
        raise ModelUnavailable(
            f'The GGUF file "{source}" needs a package that is not installed: {error} '
            "Run: pip install -r requirements.txt"
        ) from error
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelUnavailable(
            f'transformers cannot read the GGUF file "{source}": {error} Another quantization of the same '
            "model (Q8_0, Q4_K_M), or a server such as llama-server with models.base_url, may do."
        ) from error
    # transformers refuses to save a model that came from a GGUF file, so its weights move to a fresh one.
    settings = quantized.config.to_dict()
    settings.pop("quantization_config", None)
    plain = type(quantized)(type(quantized.config)(**settings))
    plain.load_state_dict(quantized.state_dict())
    plain.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
