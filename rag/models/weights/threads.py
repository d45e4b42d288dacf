"""How many threads CTranslate2 computes with."""

import os


def threads() -> int:
    """As many as torch takes: what `OMP_NUM_THREADS` says, else one a core (0: CTranslate2 decides)."""
    return int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 0)
