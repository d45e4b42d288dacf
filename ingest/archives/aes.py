"""The words of an entry that is locked by AES, as WinZip, 7-Zip and macOS' programs do it ("AE-1", "AE-2").

`zipfile` knows the older lock only. The format is WinZip's: an extra field 0x9901 says the length of the key and how
the words are compressed; then salt, two bytes to check the password by, the words in counter mode, ten bytes of HMAC.
"""

import hashlib
import hmac
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

METHOD = 99
"""What such an entry says its compression is."""

_FIELD = 0x9901
_ROUNDS = 1000
_KEYS = {1: 16, 2: 24, 3: 32}  # bytes, by what the field calls them
_CHECK, _MAC = 2, 10  # bytes
_BLOCK = 1 << 20
_LOCAL_HEADER = 30


def aes_words(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, password: bytes) -> Iterator[bytes]:
    """What the entry holds, block by block. Raises RuntimeError where the password is wrong or the words are not
    whole, NotImplementedError where they are compressed in a rare way."""
    size, method = _lock(entry)
    if method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(f"compression {method} under a lock")
    file = archive.fp
    assert file is not None
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER)
    name, extra = struct.unpack_from("<HH", header, 26)
    file.seek(entry.header_offset + _LOCAL_HEADER + name + extra)
    salt = file.read(size // 2)
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * size + _CHECK)
    if file.read(_CHECK) != keys[2 * size :]:
        raise RuntimeError("wrong password")
    length = entry.compress_size - size // 2 - _CHECK - _MAC
    plain = _plain(file, length, keys[:size], keys[size : 2 * size])
    yield from plain if method == zipfile.ZIP_STORED else _inflated(plain)


def _lock(entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The bytes of the key, and how the words are compressed."""
    extra, at = entry.extra, 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _FIELD and size >= 7:
            _, _, strength, method = struct.unpack_from("<H2sBH", extra, at + 4)
            return _KEYS[strength], method
        at += 4 + size
    raise ValueError("a lock without its field")


def _plain(file: IO[bytes], length: int, key: bytes, signing: bytes) -> Iterator[bytes]:
    """The words, still compressed. The counter of the blocks is little-endian, which no library has."""
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # of counters, never of words
    mac, counter, left = hmac.new(signing, digestmod="sha1"), 1, length
    while left > 0:
        block = file.read(min(left, _BLOCK))
        if not block:
            raise RuntimeError("the words end too early")
        mac.update(block)
        count = -(-len(block) // 16)
        counters = np.zeros((count, 2), dtype="<u8")
        counters[:, 0] = np.arange(counter, counter + count, dtype="<u8")
        stream = np.frombuffer(cipher.update(counters.tobytes()), dtype=np.uint8)[: len(block)]
        yield (np.frombuffer(block, dtype=np.uint8) ^ stream).tobytes()
        counter, left = counter + count, left - len(block)
    if not hmac.compare_digest(file.read(_MAC), mac.digest()[:_MAC]):
        raise RuntimeError("the words are not whole")


def _inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Decompressed, a block at a time, however much comes of it."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for block in blocks:
        while block:
            yield inflate.decompress(block, _BLOCK)
            block = inflate.unconsumed_tail
    yield inflate.flush()
