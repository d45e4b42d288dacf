"""SHA-256 of big files, remembered by size and time of change, so that it is computed once."""

import json
from pathlib import Path

from rag.common.files import replacing, sha256
from rag.settings import cache_folder

_LEDGER = "hashes.json"


def remembered_sha256(path: Path) -> str:
    """Like `sha256`, but a file of the same path, size and time of change is not read again."""
    status = path.stat()
    key = f"{path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    ledger = _read()
    if key not in ledger:
        ledger[key] = sha256(path)
        _write(ledger)
    return ledger[key]


def _read() -> dict[str, str]:
    try:
        ledger = json.loads((cache_folder() / _LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # missing or damaged: it is only a cache
    return ledger if isinstance(ledger, dict) else {}


def _write(ledger: dict[str, str]) -> None:
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with replacing(folder / _LEDGER) as temporary:
        temporary.write_text(json.dumps(ledger, indent=1), encoding="utf-8")
