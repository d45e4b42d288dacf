"""Who asks, as a transaction tells it to a guarded database: signed, so that nothing said in SQL can pass for it.

The key is in the library's folder and in the database, where its owner alone reads it. Whoever has the address of the
database, and not the key, sees nothing there; and what is smuggled into a query cannot turn it into somebody else's.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from rag.common.files import replacing
from rag.errors import LibraryUnavailable
from rag.values.people import Asker

PROGRAM = "program"
"""What the program itself is called in place of a role, where it does what is nobody's: reading files in, migrating,
searching before it is known who reads what, signing people in."""

_FILE = "database.key"
_BYTES = 32
_BLOCK = 64  # bytes of a block of SHA-256


class SigningKey:
    """The key of one guarded database."""

    def __init__(self, key: bytes) -> None:
        if len(key) != _BYTES:
            raise ValueError(f"a key has {_BYTES} bytes, not {len(key)}")
        self._key = key

    @classmethod
    def new(cls) -> "SigningKey":
        """One that nobody knows."""
        return cls(secrets.token_bytes(_BYTES))

    @classmethod
    def in_folder(cls, folder: Path) -> "SigningKey | None":
        """That of the library in `folder`; None where there is none. Raises LibraryUnavailable where it is no key."""
        path = folder / _FILE
        try:
            return cls(bytes.fromhex(path.read_text(encoding="ascii").strip()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise LibraryUnavailable(
                f"The key of the database, {path}, cannot be read ({error}). Put the right file there, or write it "
                "anew with the address of the database's owner: python -m rag.store guard ROLE"
            ) from error

    def keep(self, folder: Path) -> None:
        """Write it into the library's folder, readable for this account alone."""
        with replacing(folder / _FILE) as temporary:
            temporary.write_text(f"{self._key.hex()}\n", encoding="ascii")

    @property
    def name(self) -> str:
        """By which a database says which key it takes; it tells nothing of the key."""
        return hashlib.sha256(b"name" + self._key).hexdigest()[:16]

    @property
    def raw(self) -> bytes:
        """The key itself."""
        return self._key

    @property
    def pads(self) -> tuple[bytes, bytes]:
        """The inner and the outer block of HMAC, by which a database checks what is signed with two hashes."""
        block = self._key.ljust(_BLOCK, b"\0")
        return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)

    def signed(self, asker: Asker) -> str:
        """Role and person, and the proof that Lectern says so."""
        said = f"{asker.role.value if asker.role else PROGRAM}:{asker.person}"
        return f"{said}:{hmac.new(self._key, said.encode(), 'sha256').hexdigest()}"
