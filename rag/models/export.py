"""`python -m rag.models.export {judge,reader,writer,embedder} FOLDER`: a model of Lectern's as a folder for vLLM.

What a model was taught is merged into its weights (float32), so that the server needs nothing of Lectern.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.command import exit_status
from rag.errors import LecternError, ModelUnavailable
from rag.models.catalogue.entries import entry_of
from rag.models.catalogue.places import adapter_of, download_of
from rag.models.weights.hashing import remembered_sha256
from rag.models.weights.packaged import EMBEDDER, GENERATOR, packaged_path
from rag.models.weights.weights import converted, save_plain

WRITER = "qwen-0.5b"
"""The model of the catalogue that was taught to write."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="python -m rag.models.export", description=__doc__)
    parser.add_argument("task", choices=_TASKS)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="to be made")
    options = parser.parse_args(arguments)
    return exit_status(lambda: _run(options.task, options.folder))


def export(task: str, folder: Path) -> None:
    """Write the model of a task ("judge", "reader", "writer" or "embedder") into a new `folder`, whole or not at all.

    Raises LecternError where there is something at `folder`, or the model is not here.
    """
    if folder.exists():
        raise LecternError(f"{folder} is there already. Delete it, or name a folder that is not there yet.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as making:
            _TASKS[task](Path(making), new := Path(making) / "new")
            os.replace(new, folder)
    except OSError as error:
        raise LecternError(
            f"{folder} cannot be written: {error}. Free some space (5 GB for the writer, 0.6 GB for the others), or "
            "name another folder."
        ) from error


def _export_judge(_: Path, new: Path) -> None:
    from rag.models.span.loading import ADAPTER, JUDGE  # takes torch, as all that follows

    _merged(converted(packaged_path(*GENERATOR)), JUDGE if JUDGE.exists() else ADAPTER, new)


def _export_reader(_: Path, new: Path) -> None:
    from rag.models.span.loading import ADAPTER

    _merged(converted(packaged_path(*GENERATOR)), ADAPTER, new)


def _export_writer(making: Path, new: Path) -> None:
    entry = entry_of(WRITER)
    file = download_of(entry)
    if not file.is_file() or remembered_sha256(file) != entry.sha256:
        raise ModelUnavailable(
            f"The file of {entry.label} is not here. Run: python -m lectern models prepare {entry.name}"
        )
    plain = making / "plain"
    plain.mkdir()
    save_plain(file, plain)
    _merged(plain, adapter_of(entry), new)


def _export_embedder(_: Path, new: Path) -> None:
    shutil.copytree(packaged_path(*EMBEDDER), new)


def _merged(plain: Path, adapter: Path | None, new: Path) -> None:
    """The model in the folder `plain` with what it was taught, as the folder `new`."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from rag.models.span.adapter import merge
    from rag.models.weights.quiet import quieten

    quieten()
    model: Any = AutoModelForCausalLM.from_pretrained(plain, dtype=torch.float32)
    if adapter is not None:
        merge(model, adapter)
    model.save_pretrained(new)
    AutoTokenizer.from_pretrained(plain).save_pretrained(new)
    _change(new / "config.json", _for_older_configs)
    _change(new / "tokenizer_config.json", _for_older_tokenizers)
    for path in new.iterdir():
        path.chmod(0o644)  # the server may run as somebody else


def _for_older_configs(config: Mapping[str, Any]) -> dict[str, Any]:
    """Versions of transformers before 5 look elsewhere for the base of the rotary positions, and would take another one
    without a word."""
    theta = (config.get("rope_parameters") or {}).get("rope_theta")
    older = {"torch_dtype": config.get("dtype", "float32")}
    return {**config, **older, **({"rope_theta": theta} if theta is not None else {})}


def _for_older_tokenizers(config: Mapping[str, Any]) -> dict[str, Any]:
    """They do not know the name of the class that reads tokenizer.json in version 5."""
    kept = {name: value for name, value in config.items() if name not in ("is_local", "local_files_only")}
    return {**kept, "tokenizer_class": "PreTrainedTokenizerFast"}


def _change(path: Path, change: Callable[[Mapping[str, Any]], dict[str, Any]]) -> None:
    changed = change(json.loads(path.read_text(encoding="utf-8")))
    path.write_text(json.dumps(changed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _run(task: str, folder: Path) -> int:
    export(task, folder)
    sys.stdout.write(f"Serve it: vllm serve {folder} --served-model-name lectern-{task} ")
    sys.stdout.write("--runner pooling\n" if task == "embedder" else "--dtype float32\n")
    return 0


_TASKS: Mapping[str, Callable[[Path, Path], None]] = {
    "judge": _export_judge,
    "reader": _export_reader,
    "writer": _export_writer,
    "embedder": _export_embedder,
}

if __name__ == "__main__":
    sys.exit(main())
