"""`python -m rag ask "QUESTION" [--library DIR] [--collection NAME] [--history FILE] [--json]`."""

import argparse
import json
import sys
from pathlib import Path

from rag.assistant import Assistant
from rag.compose import open_assistant
from rag.errors import LecternError
from rag.events import Delta, EvidenceFound
from rag.values import Answer, Turn
from rag.values_json import answer_to_json


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 answered or abstained, 1 something failed, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.question.strip():
        parser.error("the question is empty")
    try:
        history = _history(options.history)
        assistant = open_assistant(options.library)
        answer = _ask(assistant, options.question, options.collection, history, quiet=options.json)
    except LecternError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if options.json:
        sys.stdout.write(json.dumps(answer_to_json(answer), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_readable(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag", description="Ask the library a question.")
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help="answer one question, with citations")
    ask.add_argument("question")
    ask.add_argument("--library", type=Path, metavar="DIR", help="the library's folder")
    ask.add_argument("--collection", metavar="NAME", help="search this collection only")
    ask.add_argument("--history", type=Path, metavar="FILE", help='JSON: [{"role", "text"}, …]')
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _ask(
    assistant: Assistant, question: str, collection: str | None, history: list[Turn], quiet: bool
) -> Answer:
    for event in assistant.ask(question, collection, history):
        if isinstance(event, Answer):
            return event
        if not quiet and isinstance(event, EvidenceFound) and event.confidence is None and event.evidence:
            best = event.evidence[0]
            sys.stderr.write(f"Evidence: {best.document}, page {best.page}\n")
        elif not quiet and isinstance(event, Delta):
            sys.stderr.write(event.text)
            sys.stderr.flush()
    raise AssertionError("the last event of ask is an Answer")


def _history(path: Path | None) -> list[Turn]:
    if path is None:
        return []
    try:
        turns = json.loads(path.read_text(encoding="utf-8"))
        return [Turn(turn["role"], turn["text"]) for turn in turns]
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
            sources.append(f'[{len(sources) + 1}] {cited.document}, page {cited.page}: "{quote}"')
    if answer.abstained and answer.evidence:
        sources = [
            f"    {e.document}, page {e.page}: {' '.join(e.text.split())}" for e in answer.evidence[:3]
        ]
        lines.append("The nearest pages:")
    lines += ["", *sources] if sources else []
    if answer.notice:
        lines += ["", answer.notice]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
