"""`lectern keys` or `python -m api.keys`: the keys that let other programs in.

lectern keys                                   which there are
lectern keys make NAME [--scopes ask,read]     a new one, shown once
lectern keys revoke NUMBER                     let nobody in with it any more

In a class people make their keys in the app: one that is made here belongs to nobody, and opens nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rag.errors import LecternError
from rag.settings import Settings, default_library
from rag.store.access.keys import ApiKey, Keys, KeyScope
from rag.store.library import Library

_ONCE = "This is the key. It is shown only now: keep it where the program finds it, and where nobody else looks.\n"
_NOBODYS = (
    "A class signs in to this library, and a key made by this command belongs to nobody: it opens nothing there. "
    "Who needs a key that does makes it in the app, on the page You.\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 with the reason on standard error; 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        library = Library.open(options.library)
        try:
            _act(options, Keys(library.database))
            if options.action == "make" and Settings.load(options.library).sharing.by_class:
                sys.stderr.write(_NOBODYS)
        finally:
            library.close()
    except LecternError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _act(options: argparse.Namespace, keys: Keys) -> None:
    if options.action == "make":
        made, secret = keys.make(options.name, options.scopes)
        sys.stderr.write(_ONCE)
        sys.stdout.write(f"{secret}\n")
        sys.stderr.write(f"To revoke it: lectern keys revoke {made.id}\n")
    elif options.action == "revoke":
        keys.revoke(options.number)
        sys.stdout.write(f"Key {options.number} lets nobody in any more.\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _listed(keys.list())))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lectern keys", description="The keys that let other programs in.")
    parser.add_argument("--library", type=Path, default=default_library(), metavar="DIR", help="whose keys")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    make = actions.add_parser("make", help="make one, and show it once")
    make.add_argument("name", metavar="NAME", help="what it is for")
    make.add_argument(
        "--scopes",
        type=_scopes,
        default=frozenset({KeyScope.ASK, KeyScope.READ}),
        metavar="A,B",
        help=f"what it is good for, of {', '.join(KeyScope)}; ask,read if left out",
    )
    revoke = actions.add_parser("revoke", help="let nobody in with one any more")
    revoke.add_argument("number", type=int, metavar="NUMBER", help="as it is listed")
    return parser


def _scopes(text: str) -> frozenset[KeyScope]:
    try:
        return frozenset(KeyScope(part.strip()) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; there are {', '.join(KeyScope)}") from error


def _listed(keys: Sequence[ApiKey]) -> list[str]:
    rows = [("NUMBER", "NAME", "BEGINS", "GOOD FOR", "MADE", "LAST USED", "STATE")]
    for key in keys:
        state = "good" if key.revoked is None else f"revoked on {_day(key.revoked)}"
        good_for = ", ".join(scope for scope in KeyScope if scope in key.scopes)
        used = "never" if key.used is None else _day(key.used)
        rows.append((str(key.id), key.name, f"{key.begins}…", good_for, _day(key.created), used, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


if __name__ == "__main__":
    sys.exit(main())
