"""What a process claims for itself: freed by the database when the process ends, however that is."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Protocol


class ClaimKind(IntEnum):
    """Of what kind a claim is: to serve the library, to read its uploads, to answer the question of a message, to work
    on a run of a test set."""

    SERVING = 1
    UPLOADS = 2
    ANSWER = 3
    RUN = 4


class Claimed(Exception):
    """Another process has it."""


class Claims(Protocol):
    """The claims of one process. Safe to use from many threads. `are_shared` says whether there may be other processes
    that claim."""

    are_shared: bool

    def take(self, claim: ClaimKind, number: int = 0, with_others: bool = False) -> bool:
        """Whether this process has it now, or had it before. What is taken `with_others` they may take so, too."""
        ...

    def drop(self, claim: ClaimKind, number: int = 0) -> None:
        """Let others have it; nothing where it is not held."""
        ...

    def close(self) -> None:
        """Let others have all of it."""
        ...


class OneProcess:
    """The claims of the only process: a file in its folder keeps others out (`service/shared`)."""

    are_shared = False

    def take(self, claim: ClaimKind, number: int = 0, with_others: bool = False) -> bool:
        """See `Claims`."""
        return True

    def drop(self, claim: ClaimKind, number: int = 0) -> None:
        """See `Claims`."""

    def close(self) -> None:
        """See `Claims`."""


@contextmanager
def held(claims: Claims, claim: ClaimKind) -> Iterator[None]:
    """While it is held. Raises Claimed where another process has it."""
    if not claims.take(claim):
        raise Claimed
    try:
        yield
    finally:
        claims.drop(claim)
