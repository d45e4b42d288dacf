"""OLE containers for tests, as small as they can be."""

import struct

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def container(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """An OLE container with these streams and empty `storages` at its root; a stream of less than 4096 bytes is filled
    up with zeros, because shorter ones are kept in another way."""
    chains, sectors = list[int](), list[bytes]()
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    names = [*streams, *storages]
    for number, name in enumerate(names, 1):
        after = number + 1 if number < len(names) else _FREE
        content = streams[name].ljust(4096, b"\0") if name in streams else b""
        entries.append(
            _entry(name, 2 if content else 1, len(sectors) if content else 0, len(content), right=after)
        )
        count = -(-len(content) // _SECTOR)
        chains += [*range(len(sectors) + 1, len(sectors) + count), _END] if count else []
        sectors += [
            content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)
        ]
    entries += [_entry("", 0, 0, 0)] * (-len(entries) % 4)
    directory = b"".join(entries)
    first, count = len(sectors), len(directory) // _SECTOR
    chains += [*range(first + 1, first + count), _END, _FAT]
    chains += [_FREE] * (128 - len(chains))
    assert len(chains) == 128, "too much for one sector of the table of sectors"
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", first + count, *[_FREE] * 108)
    return header + b"".join(sectors) + directory + struct.pack("<128I", *chains)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    words = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ", words, len(words), kind, 1, _FREE, right, child, b"", 0, 0, 0, start, size
    )
