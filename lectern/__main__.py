"""`lectern` or `python -m lectern`: prepare the models, read the sample course, serve the app.

    lectern [--port N]          all three, one after the other
    lectern prepare             convert and check the models of the settings
    lectern sample              read the sample course into the library, if it is empty
    lectern serve [--port N]    serve the app, to this machine only
    lectern models …            the models that can write: list, prepare, remove (`lectern models -h`)
    lectern keys …              the keys of other programs: list, make, revoke (`lectern keys -h`)

The library is the folder that the environment variable LECTERN_LIBRARY names, else your user data folder.
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from lectern.steps import keys, models, prepare, sample, serve

PORT = 8501


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of the step that failed, or 0; 2 for wrong usage."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["models"]:
        return models(arguments[1:])
    if arguments[:1] == ["keys"]:
        return keys(arguments[1:])
    options = _parser().parse_args(arguments)
    steps: dict[str, Callable[[], int]] = {
        "prepare": prepare,
        "sample": sample,
        "serve": lambda: serve(options.port),
    }
    for name in [options.step] if options.step else steps:
        if status := steps[name]():
            return status
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lectern",
        usage="lectern [-h] [--port N] [prepare | sample | serve | models ... | keys ...]",
        description="Serve Lectern, once its models and a first course are there.",
    )
    parser.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"default {PORT}")
    steps = parser.add_subparsers(dest="step", metavar="STEP", help="one step alone:")
    steps.add_parser("prepare", help="convert and check the models of the settings")
    steps.add_parser("sample", help="read the sample course into the library, if it is empty")
    steps.add_parser("models", help="the models that can write: list, prepare, remove")
    steps.add_parser("keys", help="the keys of other programs: list, make, revoke")
    alone = steps.add_parser("serve", help="serve the app, to this machine only")
    # Without a default of its own, so that a port that stands before the step is kept.
    alone.add_argument("--port", type=_port, default=argparse.SUPPRESS, metavar="N", help=f"default {PORT}")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port: name one from 1 to 65535")
    return port


if __name__ == "__main__":
    sys.exit(main())
