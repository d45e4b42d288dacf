"""How long an answer took with each model on this computer, as it was measured: `measured.json` in the cache folder."""

import json

from rag.settings import cache_folder

_FILE = "measured.json"


def measured_seconds() -> dict[str, float]:
    """Seconds by the names of models; of those that were not measured here, nothing."""
    try:
        found = json.loads((cache_folder() / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # missing or damaged: it is only a cache
    if not isinstance(found, dict):
        return {}
    return {
        name: float(seconds)
        for name, seconds in found.items()
        if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0
    }
