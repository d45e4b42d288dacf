"""Opening a locked file with its password, in a child process: how long a lock takes is said by the file itself."""

import os
from pathlib import Path

from rag.common.child import Child, TooLong
from rag.errors import Refusal, UnreadableFile

_SECONDS, _MEGABYTES = 120, 2000


def unlock(path: Path, password: str, target: Path) -> None:
    """Write a copy of the file without its lock to `target`, whose folder must be there.

    The password is given to the child process alone, and neither kept nor logged. Raises UnreadableFile, with
    Refusal.PASSWORD where it does not fit; nothing is at `target` then.
    """
    child = Child("ingest.locks.child")
    request = {"path": os.path.abspath(path), "password": password, "target": os.path.abspath(target)}
    is_done = False
    try:
        answer = child.ask(request, _SECONDS, _MEGABYTES)
        if "error" in answer:
            raise UnreadableFile(answer["error"], Refusal(answer["refusal"]))
        if "died" in answer or "memory" in answer:
            raise UnreadableFile(
                "It is damaged: its lock cannot be opened. Save it again without a password."
            )
        is_done = True
    except TooLong as late:
        raise UnreadableFile(
            f"Opening its lock takes longer than {_SECONDS} seconds. Save it without a password and add that.",
            Refusal.REFUSED,
        ) from late
    finally:
        child.close()
        if not is_done:
            target.unlink(missing_ok=True)
