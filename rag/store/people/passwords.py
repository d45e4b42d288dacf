"""Passwords, as Argon2 keeps them, and keys that are kept as their hash alone."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rag.errors import LecternError

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

_hasher = PasswordHasher()
_nobodys = _hasher.hash(secrets.token_hex())


def hashed(password: str) -> str:
    """Argon2's text of a password. Raises LecternError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise LecternError(
            f"A password has {SHORTEST} to {LONGEST} characters, this one has {len(password)}."
        )
    return _hasher.hash(password)


def fits(password: str, kept: str) -> bool:
    """Whether it is that password. Where there is none (""), it takes as long to say no, so that nobody learns which
    names have an account."""
    try:
        return _hasher.verify(kept or _nobodys, password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def new_key() -> str:
    """A key that nobody can guess: 43 characters for an address or a cookie."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """What is kept of a key: its SHA-256 as 64 hex digits. It needs no salt: the key is random, so nobody guesses it,
    and the time of a look-up tells nothing."""
    return hashlib.sha256(key.encode()).hexdigest()
