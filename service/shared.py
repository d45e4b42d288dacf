"""The one engine of this process: the pages and the ways in for other programs use the same models."""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.engine import Engine

_making = threading.Lock()
_made: "list[Engine]" = []


def engine() -> "Engine":
    """The engine, its models loading in the background; made by whoever asks first.

    Raises LibraryUnavailable where the library cannot be opened; the next who asks tries again.
    """
    # Imported late: it takes seconds, which a process that is only started does not wait for.
    from rag.settings import default_library
    from service.engine import Engine

    with _making:
        if not _made:
            made = Engine(default_library())
            made.warm_up()
            _made.append(made)
        return _made[0]


def close() -> None:
    """Close it, if it was made: the process is about to end."""
    with _making:
        for made in _made:
            made.close()
