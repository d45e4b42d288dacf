"""The process that opens locks: `python -m ingest.locks.child`, driven by `ingest.unlocking`.

A request is {"path", "password", "target"}; it answers {} or {"error", "refusal"}. The password is in no answer.
"""

from pathlib import Path
from typing import Any

from ingest.archives.locked import open_locked
from ingest.locks.errors import not_locked
from ingest.locks.office import unlock_office
from ingest.locks.opendocument import unlock_opendocument
from ingest.locks.pdf import unlock_pdf
from ingest.readers.sniffing import sniff
from rag.common.serving import Told, serve
from rag.errors import Refusal, UnreadableFile

_WAYS = {
    "pdf": unlock_pdf,
    "zip": open_locked,
    **dict.fromkeys(("locked", "doc", "xls", "ppt"), unlock_office),
    **dict.fromkeys(("odt", "odp", "ods"), unlock_opendocument),
}


def main() -> None:
    """Open locks until there is no parent any more."""
    serve(_unlock)


def _unlock(request: dict[str, Any], tell: Told) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        way = _WAYS.get(sniff(path))
        if way is None:
            raise not_locked()
        way(path, request["password"], Path(request["target"]))
    except UnreadableFile as error:
        return {"error": str(error), "refusal": error.refusal.value}
    except OSError as error:
        return {"error": f"It cannot be opened: {error.strerror or error}.", "refusal": Refusal.DAMAGED.value}
    return {}


if __name__ == "__main__":
    main()
