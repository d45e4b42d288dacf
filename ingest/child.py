"""The process that reads files: `python -m ingest.child`, driven line by line by `ingest.reading`.

A request is a line of JSON on standard input: {"path", "seconds", "megabytes", "pages"}. The answers
are lines of JSON on standard output: any number of {"done", "total"}, then {"file"} or {"error"}.
Nothing heavy is imported here, so that it starts in a fraction of a second.
"""

import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from ingest.readers import reader_for
from rag.errors import UnreadableFile

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit is also kept by the parent
    resource = None  # type: ignore[assignment]

log = logging.getLogger(__name__)


def main() -> None:
    """Serve requests until standard input ends."""
    logging.disable(logging.CRITICAL)  # the libraries' noise about broken files
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that no library writes into them
    for line in sys.stdin:
        _serve(json.loads(line), answers)


def _serve(request: dict[str, Any], answers: TextIO) -> None:
    def progress(done: int, total: int) -> None:
        _write(answers, {"done": done, "total": total})

    _limit(request["seconds"], request["megabytes"])
    path = Path(request["path"])
    try:
        read = reader_for(path).read(path, request["pages"], progress)
        _write(answers, {"file": asdict(read)})
    except UnreadableFile as error:
        _write(answers, {"error": str(error)})
    except OSError as error:
        _write(answers, {"error": f"It cannot be opened: {error.strerror or error}."})
    except MemoryError:
        _write(answers, {"error": "", "memory": True})
    except RecursionError:
        _write(answers, {"error": "It is damaged: it refers to itself without end. Try another copy of it."})


def _write(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer) + "\n")


def _limit(seconds: float, megabytes: int) -> None:
    """Bound this process's memory, and its processor time for the next file should the parent die."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    bounds = {resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + seconds) + 2}
    if sys.platform != "darwin":  # where the limit of memory always fails
        bounds[resource.RLIMIT_AS] = megabytes * 1024**2
    for kind, wanted in bounds.items():
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


if __name__ == "__main__":
    main()
