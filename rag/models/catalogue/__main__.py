"""`lectern models` or `python -m rag.models.catalogue`: the models that can write.

lectern models                                     what there is, and what each costs
lectern models prepare NAME [--file PATH] [--use]  fetch, check and convert one; go on where it was stopped
lectern models remove NAME                         delete what is kept of one
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rag.command import exit_status
from rag.models.catalogue.bar import ModelBar
from rag.models.catalogue.entries import catalogue
from rag.models.catalogue.measured import measured_seconds
from rag.models.catalogue.places import gigabytes
from rag.models.catalogue.preparing import prepare, readiness, remove, use
from rag.settings import Settings, default_library


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 with the reason on standard error; 130 where it was interrupted."""
    options = _parser().parse_args(arguments)
    try:
        return exit_status(lambda: _run(options))
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. What was fetched is kept, and the next time goes on from there.\n")
        return 130


def _run(options: argparse.Namespace) -> int:
    if options.action == "prepare":
        _prepare(options.name, options.file, options.library if options.use else None)
    elif options.action == "remove":
        sys.stdout.write(f"{gigabytes(remove(options.name))} are free again.\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _listed(options.library)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lectern models", description="The models that can write.")
    parser.add_argument("--library", type=Path, default=default_library(), help="whose settings are used")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    one = actions.add_parser("prepare", help="fetch, check and convert one")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--file", type=Path, metavar="PATH", help="its file, if you have it already")
    one.add_argument("--use", action="store_true", help="let it write from now on")
    actions.add_parser("remove", help="delete what is kept of one").add_argument("name", metavar="NAME")
    return parser


def _listed(library: Path) -> list[str]:
    models, seconds = Settings.load(library).models, measured_seconds()
    rows = [("NAME", "MODEL", "LICENCE", "FETCH", "DISK", "MEMORY", "AN ANSWER", "STATE")]
    for entry in catalogue().values():
        used = ", writes" if models.generator == entry.name and not models.base_url else ""
        took = f"{seconds[entry.name]:.0f} s here" if entry.name in seconds else "not measured"
        fetch = "-" if entry.embedded else gigabytes(entry.bytes)
        rows.append(
            (
                entry.name, entry.label, entry.licence, fetch, gigabytes(entry.disk), gigabytes(entry.memory),
                took, f"{readiness(entry)}{used}",
            )
        )  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _prepare(name: str, file: Path | None, library: Path | None) -> None:
    with ModelBar() as shown:
        prepare(name, shown.tell, file=file)
    sys.stdout.write(f"{name} is ready.\n")
    if library is None:
        sys.stdout.write(f"To have it write: lectern models prepare {name} --use, or Settings in the app.\n")
        return
    use(name, library)
    sys.stdout.write("It writes from now on.\n")


if __name__ == "__main__":
    sys.exit(main())
