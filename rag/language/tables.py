"""The word tables in `rag/language/data`, read once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> Any:
    """The contents of `rag/language/data/<name>.json`. Shared: do not change it."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
