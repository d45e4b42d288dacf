"""A digest of code: of what some modules import of ours, directly or not, and of the data that lies beside it."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_DATA = "data"


def digest(modules: Iterable[str], without: Iterable[str] = (), root: Path = ROOT) -> str:
    """SHA-256 in hex over the names and the content of the `files`."""
    found = hashlib.sha256()
    for path in files(modules, without, root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(root).as_posix()}\0{content}\0".encode())
    return found.hexdigest()


def files(modules: Iterable[str], without: Iterable[str] = (), root: Path = ROOT) -> list[Path]:
    """The source files below `root` of these modules and of all that they import, wherever the import stands, and
    the files of the `data` folders beside them; in order. Modules `without` are left out, with what only they import.
    """
    left_out = set(without)
    waiting, known = list(modules), dict[str, Path]()
    while waiting:
        name = waiting.pop()
        path = _file(name, root)
        if path is None or name in known or name in left_out:
            continue
        known[name] = path
        waiting += _imported(path)
    data = {file for path in known.values() for file in (path.parent / _DATA).rglob("*") if file.is_file()}
    return sorted({*known.values(), *data})


def _file(module: str, root: Path) -> Path | None:
    """Where a module of ours is, None for a library's."""
    path = root.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


def _imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, with their packages. Of `from a import b`, b may be one or not."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            yield from (".".join(parts[:count]) for count in range(1, len(parts) + 1))
