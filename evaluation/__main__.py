"""`python -m evaluation`: run, bench, compare, sweep. Exit status 0 done, 1 failed, 2 wrong usage."""

import argparse
import importlib
import logging
import sys

from rag.command import exit_status

COMMANDS = ("run", "bench", "compare", "sweep")


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line and run a subcommand."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        command = importlib.import_module(f"evaluation.commands.{name}")
        subparser = subparsers.add_parser(name, help=command.HELP, description=command.__doc__)
        command.add(subparser)
        subparser.set_defaults(run=command.run)
    parsed = parser.parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        return exit_status(lambda: int(parsed.run(parsed)))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
