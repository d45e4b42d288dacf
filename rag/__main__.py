"""`python -m rag ask "QUESTION" [--library DIR] [--collection NAME] [--history FILE] [--json]`; many by `--batch`."""

import argparse
import json
import sys
from pathlib import Path

from rag.assistant import Assistant
from rag.batch import answer_lines, turns_of
from rag.command import exit_status
from rag.compose import open_assistant
from rag.errors import LecternError
from rag.events import Delta, EvidenceFound
from rag.values import Answer, Turn
from rag.values.places import said
from rag.values_json import answer_to_json


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 done, 1 something failed, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if (options.question is None) == (options.batch is None):
        parser.error("give a question, or --batch FILE with many")
    if options.question is not None and not options.question.strip():
        parser.error("the question is empty")
    return exit_status(lambda: _batch(options) if options.batch is not None else _single(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag", description="Ask the library a question.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer one question, or many, with citations")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    ask.add_argument("--collection", metavar="NAME", help="search this collection only")
    ask.add_argument("--history", type=Path, metavar="FILE", help='JSON: [{"role", "text"}, …]')
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument(
        "--batch",
        type=Path,
        metavar="FILE",
        help='JSON lines {"id", "question", "collection"?, "history"?} ("-": standard input); '
        "a JSON line out for each as it is done",
    )
    return parser


def _single(options: argparse.Namespace) -> int:
    history = _history(options.history)
    assistant = open_assistant(options.library)
    answer = _ask(assistant, options.question, options.collection, history, quiet=options.json)
    if options.json:
        sys.stdout.write(json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_readable(answer))
    return 0


def _batch(options: argparse.Namespace) -> int:
    """Every question of a file; 1 where one of them failed."""
    try:
        text = sys.stdin.read() if str(options.batch) == "-" else options.batch.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LecternError(f"{options.batch} cannot be read ({error}). Give a file of JSON lines.") from error
    failed = False
    for line in answer_lines(open_assistant(options.library), text.split("\n"), options.collection):
        failed = failed or "error" in line
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return int(failed)


def _ask(
    assistant: Assistant, question: str, collection: str | None, history: list[Turn], quiet: bool
) -> Answer:
    for event in assistant.ask(question, collection, history):
        if isinstance(event, Answer):
            return event
        if not quiet and isinstance(event, EvidenceFound) and event.confidence is None and event.evidence:
            best = event.evidence[0]
            sys.stderr.write(f"Evidence: {best.document}, {said(best)}\n")
        elif not quiet and isinstance(event, Delta):
            sys.stderr.write(event.text)
            sys.stderr.flush()
    raise AssertionError("the last event of ask is an Answer")


def _history(path: Path | None) -> list[Turn]:
    if path is None:
        return []
    try:
        return turns_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise LecternError(
            f'{path} is not a history ({error!r}). Expected JSON: [{{"role": "user", "text": "…"}}, …].'
        ) from error


def _readable(answer: Answer) -> str:
    lines = ["", answer.text]
    if answer.short is not None:
        lines.insert(1, f"→ {'' if answer.short.sure else 'perhaps: '}{answer.short.text}")
    sources: list[str] = []
    for claim in answer.claims:
        for cited in claim.citations:
            quote = " ".join(cited.quote.split())
            sources.append(f'[{len(sources) + 1}] {cited.document}, {said(cited)}: "{quote}"')
    lines += [f"- {question}" for question in answer.suggestions]
    if not answer.claims and answer.evidence:
        sources = [f"    {e.document}, {said(e)}: {' '.join(e.text.split())}" for e in answer.evidence[:3]]
        lines.append("The nearest pages:")
    lines += ["", *sources] if sources else []
    if answer.notice:
        lines += ["", answer.notice]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
