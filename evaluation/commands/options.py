"""Arguments that several subcommands share."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rag.errors import InvalidSetting
from rag.settings import Settings


def add_settings(parser: argparse.ArgumentParser) -> None:
    """`--set group.name=value`, any number of times."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change a setting for this run, for example answering.threshold=0.4",
    )


def changed(settings: Settings, assignments: Sequence[str]) -> Settings:
    """Settings with each "group.name=value" applied. Raises InvalidSetting."""
    changes: dict[str, object] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise InvalidSetting(f'"{assignment}" is not a setting. Write it as group.name=value.')
        changes[name.strip()] = value.strip()
    return settings.changed_all(changes)


def say(text: str) -> None:
    """Results: standard output, and nothing else there."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def say_json(value: object) -> None:
    """One JSON object on standard output."""
    say(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def folder(value: str) -> Path:
    """An argument that must be a folder; a wrong one is wrong usage."""
    path = Path(value)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{value} is not a folder")
    return path


def file(value: str) -> Path:
    """An argument that must be a file; a wrong one is wrong usage."""
    path = Path(value)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{value} is not a file")
    return path


def positive(value: str) -> int:
    """An argument that must be a whole number from 1 on."""
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is not a whole number from 1 on")
    return int(value)
