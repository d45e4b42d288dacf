"""`lectern keys` or `python -m api.keys`: the keys that let other programs in.

lectern keys                                   which there are
lectern keys make NAME [--scopes ask,read] [--person LOGIN]     a new one, shown once
lectern keys revoke NUMBER                     let nobody in with it any more

In a class people make their keys in the app. One that is made here is for the person who signs in by that name or
e-mail address; without one it belongs to nobody, and opens nothing.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rag.command import exit_status
from rag.errors import LecternError
from rag.settings import Settings, database_url, default_library
from rag.store.access.keys import ApiKey, Keys, KeyScope
from rag.store.library import Library
from rag.store.people.people import People, plain
from rag.values.people import ClassRole

_ONCE = "This is the key. It is shown only now: keep it where the program finds it, and where nobody else looks.\n"
_NOBODYS = (
    "A class signs in to this library, and a key made by this command belongs to nobody: it opens nothing there. "
    "Make it for somebody by --person and what they sign in with, or let them make it in the app, on the page You.\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 with the reason on standard error; 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    return exit_status(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    library = Library.open(options.library, database_url())
    try:
        _act(options, library)
    finally:
        library.close()
    return 0


def _act(options: argparse.Namespace, library: Library) -> None:
    keys, people = Keys(library.database), People(library.database)
    if options.action == "make":
        by_class = Settings.load(options.library).sharing.by_class
        owner = _owner(people, options.person, by_class)
        made, secret = keys.make(options.name, options.scopes, owner)
        if by_class and not owner:
            sys.stderr.write(_NOBODYS)
        sys.stderr.write(_ONCE)
        sys.stdout.write(f"{secret}\n")
        sys.stderr.write(f"To revoke it: lectern keys revoke {made.id}\n")
    elif options.action == "revoke":
        keys.revoke(options.number)
        sys.stdout.write(f"Key {options.number} lets nobody in any more.\n")
    else:
        whose = {person.id: person.login or person.name for person in people.all()}
        sys.stdout.write("".join(f"{line}\n" for line in _listed(keys.list(), whose)))


def _owner(people: People, login: str | None, by_class: bool) -> str:
    """The id of who signs in by that name, "" for nobody. Raises LecternError where none may have a key by it."""
    if login is None:
        return ""
    if not by_class:
        raise LecternError(
            "Nobody signs in to this library, so a key is for nobody in particular. Leave out --person."
        )
    found = next((person for person in people.all() if person.login and person.login == plain(login)), None)
    if found is None or found.closed or found.role is ClassRole.GUEST:
        raise LecternError(
            f'Nobody signs in by "{login}" here, or their account is closed. The page People of the app says who does.'
        )
    return found.id


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
    make.add_argument(
        "--person", metavar="LOGIN", help="in a class, who may what it may: what they sign in with"
    )
    revoke = actions.add_parser("revoke", help="let nobody in with one any more")
    revoke.add_argument("number", type=int, metavar="NUMBER", help="as it is listed")
    return parser


def _scopes(text: str) -> frozenset[KeyScope]:
    try:
        return frozenset(KeyScope(part.strip()) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; there are {', '.join(KeyScope)}") from error


def _listed(keys: Sequence[ApiKey], whose: Mapping[str, str]) -> list[str]:
    rows = [("NUMBER", "NAME", "OF", "BEGINS", "GOOD FOR", "MADE", "LAST USED", "STATE")]
    for key in keys:
        state = "good" if key.revoked is None else f"revoked on {_day(key.revoked)}"
        good_for = ", ".join(scope for scope in KeyScope if scope in key.scopes)
        used = "never" if key.used is None else _day(key.used)
        of = whose.get(key.owner, "") or "-"
        rows.append((str(key.id), key.name, of, f"{key.begins}…", good_for, _day(key.created), used, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


if __name__ == "__main__":
    sys.exit(main())
