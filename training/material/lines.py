"""Frozen values in a file, a JSON line each: what takes minutes to make is made once."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rag.common.files import replacing


def write(path: Path, values: Iterable[Any]) -> None:
    """Keep values of a dataclass, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(value), ensure_ascii=False) + "\n" for value in values)


def made_once(path: Path, make: Callable[[], Iterable[Any]]) -> Iterator[dict[str, Any]]:
    """The fields of what stands in the file; where there is none yet, of what `make` makes, which is then kept: a run
    that is resumed must see the very same."""
    if not path.exists():
        write(path, make())
    return read(path)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The fields of what `write` kept; tuples have become lists."""
    # Not `splitlines`: a text may hold other line ends, which JSON leaves as they are.
    yield from (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)
