"""Presentations of PowerPoint 97 to 2003: each part of them is locked on its own.

msoffcrypto verifies the password; it takes parts for longer than they are where they do not stand in order.
"""

from io import BytesIO
from pathlib import Path
from struct import pack_into, unpack_from
from typing import Any

import olefile
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

_DOCUMENT, _USER = "PowerPoint Document", "Current User"
_SESSION = 0x2F14  # the part that says how the others are locked
_OPEN = 0xE391C05F
_EDIT = 28  # bytes of a user edit that names no lock


def write_unlocked(file: Any, target: Path) -> None:
    """Open the parts in the copy of the locked file at `target`; `file` is what msoffcrypto has of it, with its key.

    Raises struct.error, OSError and the like where it is damaged.
    """
    with olefile.OleFileIO(str(target), write_mode=True) as container:
        user = bytearray(container.openstream(_USER).read())
        content = bytearray(container.openstream(_DOCUMENT).read())
        edit = unpack_from("<I", user, 16)[0]
        places = unpack_from("<I", content, edit + 8 + 12)[0]
        parts = _parts(content, places)
        ends = sorted({*parts.values(), places, edit, len(content)})
        for number, start in parts.items():
            end = next((end for end in ends if end > start), len(content))
            if unpack_from("<H", content, start + 2)[0] != _SESSION:
                content[start:end] = _opened(file, bytes(content[start:end]), number)
        pack_into("<I", content, edit + 4, _EDIT)
        pack_into("<I", user, 12, _OPEN)
        container.write_stream(_USER, bytes(user))
        container.write_stream(_DOCUMENT, bytes(content))


def _parts(content: bytearray, place: int) -> dict[int, int]:
    """Where each part stands, by its number."""
    length = unpack_from("<I", content, place + 4)[0]
    at, end = place + 8, min(place + 8 + length, len(content))
    found: dict[int, int] = {}
    while at + 4 <= end:
        head = unpack_from("<I", content, at)[0]
        first, count = head & 0xFFFFF, head >> 20
        for index in range(min(count, (end - at - 4) // 4)):
            start = unpack_from("<I", content, at + 4 + 4 * index)[0]
            if start + 8 <= len(content):
                found[first + index] = start
        at += 4 + 4 * count
    return found


def _opened(file: Any, data: bytes, number: int) -> bytes:
    size = file.keySize * (len(data) // file.keySize + 1)
    opened = DocumentRC4CryptoAPI.decrypt(
        file.key, file.salt, file.keySize, BytesIO(data), blocksize=size, block=number
    )
    return bytes(opened.read())[: len(data)]
