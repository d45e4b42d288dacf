"""`python -m rag.store check [--full] | backup FILE | restore FILE | pack COLLECTION FILE [--without-documents]
[--licence TEXT] | unpack FILE [--collection NAME] | copy FROM TO
| guard ROLE | vectors database|memory`, each with `[--library DIR]`."""

import argparse
import sqlite3
import sys
from pathlib import Path

from rag.command import exit_status
from rag.errors import LecternError
from rag.settings import database_url, default_library
from rag.store.care.backup import backup, restore
from rag.store.care.belonging import check_in_file, on_server
from rag.store.care.check import check
from rag.store.care.opening import check_present
from rag.store.care.remedies import damaged
from rag.store.copying.copying import copy_library
from rag.store.copying.vectors import search_in_memory, search_on_server
from rag.store.guard.guarding import guard
from rag.store.library import Library
from rag.store.packs.making import make_pack
from rag.store.packs.unpacking import open_pack


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 done, 1 something is wrong or failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    options.library = options.library or default_library()
    return exit_status(lambda: int(options.run(options)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag.store", description="Look after the library.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, run, text in (
        ("check", _check, "say what is damaged or missing"),
        ("backup", _backup, "put the whole library into one file, while it is used"),
        ("restore", _restore, "bring the library back from a backup, or from a copy in copies/"),
        ("pack", _pack, "put a collection into one file, to be given to others"),
        ("unpack", _unpack, "bring in what is in a course pack; of a newer one, what has changed"),
        (
            "copy",
            _copy,
            "copy the library's database to another one, by their URLs; goes on where it was stopped",
        ),
        (
            "vectors",
            _vectors,
            "of a library on a server: let the database search vectors, with pgvector, or each process in its memory",
        ),
        (
            "guard",
            _guard,
            "with the address of its owner as LECTERN_DATABASE: let a server keep people apart, and ROLE work there",
        ),
    ):
        command = commands.add_parser(name, help=text, description=text.capitalize() + ".")
        command.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
        command.set_defaults(run=run)
        if name == "check":
            command.add_argument("--full", action="store_true", help="read every entry and every original")
            continue
        if name == "copy":
            command.add_argument("source", metavar="FROM", help="sqlite:///… or postgresql+psycopg://…")
            command.add_argument("target", metavar="TO", help="the same, of an empty database")
            continue
        if name == "vectors":
            command.add_argument("where", choices=("database", "memory"))
            continue
        if name == "guard":
            command.add_argument("role", metavar="ROLE", help="the role that Lectern works as, not the owner")
            continue
        if name == "pack":
            command.add_argument("collection", metavar="COLLECTION")
            command.add_argument(
                "--without-documents",
                action="store_true",
                help="only hashes and vectors, no word of the documents",
            )
            command.add_argument("--licence", default="", metavar="TEXT", help="what may be done with it")
        if name == "unpack":
            command.add_argument(
                "--collection", metavar="NAME", help="where it comes, if not as the pack says"
            )
        command.add_argument("file", type=Path, metavar="FILE")
    return parser


def _check(options: argparse.Namespace) -> int:
    check_in_file(database_url(), options.library)
    folder = options.library
    check_present(folder)
    if not (folder / "library.db").exists():
        raise LecternError(f"There is no library in {folder}. Choose another folder with --library.")

    def tell(step: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"Checking {step} …\n")

    try:
        found = check(folder, options.full, tell)
    except (sqlite3.Error, OSError) as error:
        raise damaged(folder, f"it cannot be read ({error})") from error
    for finding in found:
        sys.stdout.write(f"- {finding.text}\n")
    if not found:
        sys.stdout.write("The library is whole.\n")
    if any(finding.broken for finding in found):
        raise damaged(folder, "see above")
    return int(bool(found))


def _backup(options: argparse.Namespace) -> int:
    check_in_file(database_url(), options.library)
    count = backup(options.library, options.file)
    size = options.file.stat().st_size / 1e6
    sys.stdout.write(f"{options.file}: the library with {count} originals, {size:.1f} MB.\n")
    return 0


_ENDED = (
    "Whoever was signed in is signed out, and links of invitation are taken back. Keys of programs are good where they "
    "were good just before, too; others are revoked, and made anew where they are needed (`lectern keys`).\n"
)


def _restore(options: argparse.Namespace) -> int:
    check_in_file(database_url(), options.library)
    before = restore(options.file, options.library)
    sys.stdout.write(f"The library in {options.library} is what it was when {options.file} was made.\n")
    if before is not None:
        sys.stdout.write(f"What it was just now is kept in {before}.\n")
    sys.stdout.write(_ENDED)
    return 0


def _pack(options: argparse.Namespace) -> int:
    library = Library.open(options.library, database_url())
    try:
        with_documents = not options.without_documents
        count = make_pack(library, options.collection, options.file, with_documents, options.licence)
    finally:
        library.close()
    size = options.file.stat().st_size / 1e6
    sys.stdout.write(f'{options.file}: {count} documents of "{options.collection}", {size:.1f} MB.\n')
    return 0


def _unpack(options: argparse.Namespace) -> int:
    library = Library.open(options.library, database_url())
    try:
        opened = open_pack(options.file, library, options.collection)
    finally:
        library.close()
    lines = [f'The course is in the collection "{opened.collection}".']
    for names, what in (
        (opened.added, "New"),
        (opened.changed, "Changed"),
        (opened.removed, "No longer in the course, removed"),
        (opened.testsets, "Test sets"),
        (opened.awaited, "The pack has no words of these; add the files to the collection yourself"),
    ):
        if names:
            lines.append(f"{what}: {', '.join(names)}.")
    if opened.licence:
        lines.append(f"Licence: {opened.licence}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _copy(options: argparse.Namespace) -> int:
    def tell(table: str, rows: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{table}: {rows:,} rows   ")

    copied = copy_library(options.source, options.target, options.library, tell)
    sys.stdout.write(
        f"All of it has come, and is what was there: {copied.rows:,} rows, of {copied.documents:,} documents and "
        f"{copied.chunks:,} passages. The files in {options.library} are those of the new database from now on.\n"
    )
    return 0


def _guard(options: argparse.Namespace) -> int:
    url = _owners(options, "be guarded")
    guard(url, options.library, options.role)
    sys.stdout.write(
        f"The database is guarded. Let LECTERN_DATABASE be its address as {options.role} from now on, and keep "
        f"{options.library / 'database.key'} readable for Lectern's account alone.\n"
    )
    return 0


def _vectors(options: argparse.Namespace) -> int:
    url = _owners(options, "search vectors")
    if options.where == "memory":
        search_in_memory(url, options.library)
        sys.stdout.write("Each process searches vectors in its memory from now on.\n")
        return 0

    def tell(count: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{count:,} vectors   ")

    count = search_on_server(url, options.library, tell)
    sys.stdout.write(
        f"The database searches {count:,} vectors from now on. Where it is guarded, do that again now: "
        "python -m rag.store guard ROLE\n"
    )
    return 0


def _owners(options: argparse.Namespace, what: str) -> str:
    """The address of a database on a server, which its owner is to change; `what` is what it is to do."""
    url = on_server(database_url(), options.library)
    if url is None:
        raise LecternError(
            f"Only a database on a server can {what}. Set LECTERN_DATABASE to its address, as its owner."
        )
    return url


if __name__ == "__main__":
    sys.exit(main())
