"""Passwords, as Argon2 keeps them, and keys that are kept as their hash alone."""

import hashlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rag.errors import LecternError

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

_AT_ONCE = 2
"""Passwords that are looked at at a time, 64 MiB each: who sends a thousand must not take the server's memory."""
_PATIENCE = 5.0  # seconds

_hasher = PasswordHasher()
_room = threading.BoundedSemaphore(_AT_ONCE)
_nobodys = _hasher.hash(secrets.token_hex())


class TooManyPasswords(LecternError):
    """More people sign in at this moment than are looked at."""

    def __init__(self) -> None:
        super().__init__("Many people are signing in just now. Wait some seconds, and try again.")


def hashed(password: str) -> str:
    """Argon2's text of a password. Raises LecternError where it is too short or too long, TooManyPasswords."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise LecternError(
            f"A password has {SHORTEST} to {LONGEST} characters, this one has {len(password)}."
        )
    with _in_turn():
        return _hasher.hash(password)


def fits(password: str, kept: str) -> bool:
    """Whether it is that password. Where there is none (""), it takes as long to say no, so that nobody learns which
    names have an account. Raises TooManyPasswords."""
    try:
        with _in_turn():
            return _hasher.verify(kept or _nobodys, password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _room.acquire(timeout=_PATIENCE):
        raise TooManyPasswords
    try:
        yield
    finally:
        _room.release()


def new_key() -> str:
    """A key that nobody can guess: 43 characters for an address or a cookie."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """What is kept of a key: its SHA-256 as 64 hex digits. It needs no salt: the key is random, so nobody guesses it,
    and the time of a look-up tells nothing."""
    return hashlib.sha256(key.encode()).hexdigest()
