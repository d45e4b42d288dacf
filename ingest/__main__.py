"""`python -m ingest PATH... [--library DIR] [--collection NAME] [--workers N] [--ray [ADDRESS]] [--json] [--if-empty]
[--reembed] [--reread] [--rebuild]`, or `python -m ingest --text PATH...`."""

import argparse
import json
import re
import sys
from contextlib import ExitStack
from pathlib import Path

from tqdm import tqdm

from ingest.cluster.engine import Cluster
from ingest.cluster.fleet import Fleet
from ingest.files import find
from ingest.pipeline import FileOutcome, FileResult, Ingester, IngestStage, Listener, Step, Summary, outdated
from ingest.rebuilding import Rebuilt, rebuild
from ingest.report import as_json, counted, in_words, rebuilt_in_words
from ingest.team.team import Team
from ingest.texts import print_texts
from rag.command import exit_status
from rag.errors import LecternError
from rag.models.embedding.embedder import load_embedder
from rag.settings import Settings, database_url, default_library
from rag.store.care.belonging import check_in_file
from rag.store.library import Library
from rag.store.reembedding import reembed

COLLECTION = "My course"
_ALONE = ""  # --ray without an address
_ADDRESS = re.compile(r"auto|[^/\\\s]+:\d+")


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 all read (or skipped), 1 something failed, 2 wrong usage, 130 interrupted."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not (options.paths or options.reembed or options.reread or options.rebuild):
        parser.error("name the files or folders to read")
    if options.workers is not None and options.workers < 1:
        parser.error("--workers takes a number from 1 on")
    several = "--ray" if options.ray is not None else "--workers" if (options.workers or 1) > 1 else ""
    if several and (options.reread or options.rebuild or options.reembed or options.text):
        parser.error(
            f"{several} is for files that are added: without --reread, --rebuild, --reembed and --text"
        )
    if options.ray and not _ADDRESS.fullmatch(options.ray):
        parser.error("--ray takes HOST:PORT, auto or nothing; name the files before it")
    try:
        return exit_status(lambda: _run(options))
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted. What was read is kept; run the same command again for the rest.\n")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Read course material.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file, or a folder of files")
    parser.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    parser.add_argument("--collection", default=COLLECTION, metavar="NAME", help=f'default "{COLLECTION}"')
    parser.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="read so many files at once (default 1); each takes a processor, and memory of its own",
    )
    parser.add_argument(
        "--ray",
        nargs="?",
        const=_ALONE,
        metavar="ADDRESS",
        help="read with the workers of Ray (an extra): at HOST:PORT, auto where one runs on this computer, or, "
        "without ADDRESS, begun here; --workers is how many, by default one a processor",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--if-empty", action="store_true", help="do nothing if the library has documents")
    parser.add_argument(
        "--text", action="store_true", help="print what is read, a JSON line a file; keep nothing"
    )
    parser.add_argument(
        "--reread", action="store_true", help="read again what an earlier Lectern read; can be resumed"
    )
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make a damaged library anew from the originals of its documents",
    )
    parser.add_argument("--reembed", action="store_true", help="make all vectors anew with the set embedder")
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.text:
        return print_texts(options.paths, Settings().ingestion, sys.stdout)
    folder = options.library or default_library()
    settings = Settings.load(folder)
    if options.rebuild:
        check_in_file(database_url(), folder)
        return _rebuild(folder, settings, options)
    library = Library.open(folder, database_url())
    try:
        if options.if_empty and (present := len(library.documents())):
            return _say(
                options, {"documents": present}, f"The library has {counted(present, 'document')} already.\n"
            )
        if options.reembed:
            _reembed(library, settings, options)
        summary = _ingest(library, settings, options) if options.paths or options.reread else Summary(())
    finally:
        library.close()
    if options.paths or options.reread:
        words = in_words(summary, options.collection)
        _say(options, as_json(summary, options.collection, folder), words)
        if not summary.results and options.paths:
            raise LecternError("There is no file in these folders that can be read.")
    return 1 if summary.count(FileOutcome.FAILED) else 0


def _rebuild(folder: Path, settings: Settings, options: argparse.Namespace) -> int:
    embedder = load_embedder(settings.models)
    with _bar("Reading", unit="file") as bar:
        rebuilt = rebuild(folder, embedder, settings, _shown_on(bar))
    if options.json:
        result = as_json(rebuilt.summary, "", folder) | {"lost": list(rebuilt.salvaged.lost)}
        return _say(options, result, "") or int(_is_incomplete(rebuilt))
    _say(options, {}, rebuilt_in_words(rebuilt))
    return int(_is_incomplete(rebuilt))


def _is_incomplete(rebuilt: Rebuilt) -> bool:
    return bool(rebuilt.salvaged.lost or rebuilt.summary.count(FileOutcome.FAILED))


def _say(options: argparse.Namespace, result: dict[str, object], words: str) -> int:
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n" if options.json else words)
    return 0


def _ingest(library: Library, settings: Settings, options: argparse.Namespace) -> Summary:
    with ExitStack() as stack:
        ingester = _ingester(stack, library, settings, options)
        bar = stack.enter_context(_bar("Reading", unit="file"))
        if options.reread and isinstance(ingester, Ingester):
            bar.total = len(outdated(library))
            return ingester.reread(_shown_on(bar))
        bar.total = len(find(options.paths).files)
        return ingester.ingest(options.paths, options.collection, on_event=_shown_on(bar))


def _ingester(
    stack: ExitStack, library: Library, settings: Settings, options: argparse.Namespace
) -> Ingester | Team | Fleet:
    """What brings files in: here, with several workers here, or with those of Ray. It ends with the `stack`."""
    if options.ray is not None:
        cluster = stack.enter_context(Cluster(options.ray, options.workers))
        embedder = load_embedder(settings.models)
        return stack.enter_context(Fleet(library, embedder, settings, cluster.spread, load_embedder))
    embedder = load_embedder(settings.models)
    if (options.workers or 1) > 1:
        return stack.enter_context(Team(library, embedder, settings, options.workers))
    return stack.enter_context(Ingester(library, embedder, settings))


def _reembed(library: Library, settings: Settings, options: argparse.Namespace) -> None:
    embedder = load_embedder(settings.models)
    with _bar("Embedding", unit="chunk") as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        count = reembed(library, embedder.fingerprint, embedder.encode, progress)
    library.save_vectors()
    if not options.paths:
        _say(
            options,
            {"reembedded": count},
            f"{counted(count, 'chunk')} embedded with {embedder.fingerprint}.\n",
        )


def _bar(label: str, unit: str) -> "tqdm[None]":
    return tqdm(desc=label, unit=unit, disable=not sys.stderr.isatty(), leave=False, dynamic_ncols=True)


def _shown_on(bar: "tqdm[None]") -> Listener:
    def show(event: Step | FileResult) -> None:
        if isinstance(event, FileResult):
            bar.update(1)
        else:
            counted = "page" if event.stage is IngestStage.READING else "chunk"
            bar.set_postfix_str(f"{event.name}: {counted} {event.done} of {event.total}")

    return show


if __name__ == "__main__":
    sys.exit(main())
