"""Attacks on a library of its own: kills, damaged files, damaged databases. Each script says what it counted."""

import sys


def say(line: str) -> None:
    """Write a line at once, so that an attack can be watched."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
