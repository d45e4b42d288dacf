"""ZIP archives, with the old lock (ZipCrypto) or the newer one (AES)."""

import hashlib
import hmac
import shutil
import zipfile
import zlib
from pathlib import Path
from struct import unpack_from
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ingest.locks.errors import does_not_fit, not_locked, unknown_lock
from ingest.readers.sniffing import check_archive
from rag.errors import UnreadableFile

_MOST = 2_000_000_000  # bytes of all files unpacked
_LOCKED = 0x1
_AES, _AES_FIELD = 99, 0x9901
_SALTS = {1: 8, 2: 12, 3: 16}  # bytes of salt by strength
_ROUNDS = 1000
_CHECK, _SEAL = 2, 10  # bytes that tell whether a password fits, and that seal the data
_HEAD = 30


def unlock_archive(path: Path, password: str, target: Path) -> None:
    """Write the archive without its locks to `target`. Raises UnreadableFile."""
    check_archive(path, _MOST)
    try:
        with zipfile.ZipFile(path) as locked, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
            entries = locked.infolist()
            if not any(entry.flag_bits & _LOCKED for entry in entries):
                raise not_locked()
            for entry in entries:
                if entry.compress_type == _AES and entry.flag_bits & _LOCKED:
                    with path.open("rb") as file:
                        opened.writestr(entry.filename, _aes(file, entry, password))
                elif not entry.is_dir():
                    with (
                        locked.open(entry, pwd=password.encode()) as source,
                        opened.open(entry.filename, "w") as out,
                    ):
                        shutil.copyfileobj(source, out)
    except NotImplementedError as error:
        raise unknown_lock() from error
    except RuntimeError as error:
        raise does_not_fit() from error
    except (
        zipfile.BadZipFile,
        zlib.error,
    ) as error:  # a wrong password in 256 fits by chance, and gives nonsense
        raise does_not_fit() from error
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableFile(
            "It is damaged: its files cannot be unpacked. Download or save it again."
        ) from error


def _aes(file: IO[bytes], entry: zipfile.ZipInfo, password: str) -> bytes:
    """The contents of a file with the newer lock."""
    strength, method = _field(entry.extra)
    if strength not in _SALTS or method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unknown_lock()
    file.seek(entry.header_offset)
    head = file.read(_HEAD)
    file.seek(entry.header_offset + _HEAD + sum(unpack_from("<2H", head.ljust(_HEAD, b"\0"), 26)))
    data = file.read(entry.compress_size)
    salt, length = _SALTS[strength], 8 * (strength + 1)
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), data[:salt], _ROUNDS, 2 * length + _CHECK)
    sealed = data[salt + _CHECK : -_SEAL]
    if not hmac.compare_digest(keys[2 * length :], data[salt : salt + _CHECK]):
        raise does_not_fit()
    if not hmac.compare_digest(
        hmac.new(keys[length : 2 * length], sealed, "sha1").digest()[:_SEAL], data[-_SEAL:]
    ):
        raise does_not_fit()
    content = _counted(keys[:length], sealed)
    return zlib.decompress(content, -15) if method == zipfile.ZIP_DEFLATED else content


def _counted(key: bytes, data: bytes) -> bytes:
    """Decrypt with AES in counter mode; the counter begins at 1, its lowest byte first."""
    plain = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    blocks = (len(data) + 15) // 16
    stream = plain.update(b"".join(count.to_bytes(16, "little") for count in range(1, blocks + 1)))
    whole = int.from_bytes(data, "little") ^ int.from_bytes(stream[: len(data)], "little")
    return whole.to_bytes(len(data), "little")


def _field(extra: bytes) -> tuple[int, int]:
    """The strength of the lock and how the file is packed within it, (0, 0) where that is not said."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<2H", extra, at)
        if kind == _AES_FIELD and size >= 7 and at + 4 + size <= len(extra):
            return extra[at + 8], unpack_from("<H", extra, at + 9)[0]
        at += 4 + size
    return 0, 0
