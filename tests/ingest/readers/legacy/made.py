"""Old Word and PowerPoint files for tests, as small as they can be."""

import struct
from pathlib import Path

from tests.ingest.readers.containers import container

_AT = 2048  # where the words begin in the stream
_STORIES = ("text", "notes", "heads", "macros", "comments", "endnotes", "boxes", "head_boxes")
NORMAL, HEADING_1 = 0, 1  # the numbers of the styles in these files


def word(
    path: Path,
    text: str,
    formats: list[tuple[str, bytes]] | None = None,
    letters: list[tuple[str, bytes]] | None = None,
    tables: dict[int, bytes] | None = None,
    flags: int = 0x0200,
    **stories: str,
) -> Path:
    """A Word 97 file in UTF-16. `formats` are (paragraph, changes with the number of the style before them) for all
    paragraphs in order, `letters` the same for runs of characters; `tables` are bytes by the number of their pair."""
    said = {"text": text, **stories}
    whole = "".join(said.get(story, "") for story in _STORIES)
    data = bytearray(_AT + 2 * len(whole))
    struct.pack_into("<6H", data, 0, 0xA5EC, 0xC1, 0, 0x409, 0, flags)
    struct.pack_into("<I", data, 0x18, _AT)
    struct.pack_into("<8i", data, 76, *(len(said.get(story, "")) for story in _STORIES))
    struct.pack_into("<H", data, 152, 93)
    data[_AT:] = whole.encode("utf-16-le")
    pieces = struct.pack("<2I", 0, len(whole)) + struct.pack("<HIH", 0, _AT, 0)
    found = {33: b"\x02" + struct.pack("<I", len(pieces)) + pieces, 1: _styles(), **(tables or {})}
    for number, entries in ((13, formats), (12, letters)):
        if entries:
            data += b"\0" * (-len(data) % 512)
            found[number] = struct.pack("<3I", _AT, _AT + 2 * len(whole), len(data) // 512)
            data += _page(entries, number == 13)
    stream = b""
    for number, content in found.items():
        struct.pack_into("<2I", data, 154 + 8 * number, len(stream), len(content))
        stream += content
    path.write_bytes(container({"WordDocument": bytes(data), "1Table": stream}))
    return path


def _page(entries: list[tuple[str, bytes]], of_paragraphs: bool) -> bytes:
    places, page = [_AT], bytearray(512)
    page[511] = len(entries)
    size, end = (13, 510) if of_paragraphs else (1, 511)
    for number, (words, changes) in enumerate(entries):
        places.append(places[-1] + 2 * len(words))
        if not changes:
            continue
        content = (
            bytes([len(changes) // 2 + 1]) + changes + b"\0" * (1 - len(changes) % 2)
            if of_paragraphs
            else bytes([len(changes)]) + changes
        )
        end = (end - len(content)) // 2 * 2
        page[end : end + len(content)] = content
        page[4 * (len(entries) + 1) + size * number] = end // 2
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    return bytes(page)


def _styles() -> bytes:
    found = struct.pack("<3H", 4, 2, 10)
    for use in (0, 1):
        name = b"\x01\0X\0\0\0"
        entry = struct.pack("<5H", use, 0xFFF1, 0, 0, 0) + name
        found += struct.pack("<H", len(entry)) + entry
    return found


def paragraph(style: int = NORMAL, changes: bytes = b"") -> bytes:
    return struct.pack("<H", style) + changes


def record(kind: int, data: bytes, instance: int = 0, holds: bool = True) -> bytes:
    return struct.pack("<HHI", instance << 4 | (0xF if holds else 0), kind, len(data)) + data


def text_atoms(kind: int, words: str) -> bytes:
    return record(0x0F9F, struct.pack("<I", kind), holds=False) + record(
        0x0FA0, words.encode("utf-16-le"), holds=False
    )


def shape(*records: bytes, anchor: tuple[int, int, int, int] = (0, 0, 2880, 2160)) -> bytes:
    """A shape with a text box; `anchor` is top, left, right, bottom."""
    place = record(0xF010, struct.pack("<4h", *anchor), holds=False)
    return record(0xF004, place + record(0xF00D, b"".join(records)))


def slides(
    path: Path, found: list[bytes], notes: bytes = b"", token: int = 0xE391C05F, **streams: bytes
) -> Path:
    """A presentation; `found` are what is in the slides, `notes` the shapes of the notes of the first one."""
    stream, places = b"", list[int]()
    parts = []
    for number, inside in enumerate(found):
        atom = struct.pack("<12xIIHH", 0, 900 if notes and number == 0 else 0, 0, 0)
        parts.append(record(0x03EE, record(0x03EF, atom, holds=False) + inside))
    if notes:
        parts.append(record(0x03F0, record(0x040C, record(0xF002, notes))))
    listed = [
        record(0x03F3, struct.pack("<5I", 2 + index, 0, 0, 256 + index, 0), holds=False)
        for index in range(len(found))
    ]
    lists = record(0x0FF0, b"".join(listed))
    if notes:
        lists += record(
            0x0FF0, record(0x03F3, struct.pack("<5I", 2 + len(found), 0, 0, 900, 0), holds=False), instance=2
        )
    size = record(0x03E9, struct.pack("<2i", 5760, 4320), holds=False)
    for part in [record(0x03E8, size + lists), *parts]:
        places.append(len(stream))
        stream += part
    directory = len(stream)
    table = struct.pack("<I", len(places) << 20 | 1) + struct.pack(f"<{len(places)}I", *places)
    stream += record(0x1772, table, holds=False)
    edit = len(stream)
    stream += record(0x0FF5, struct.pack("<7I", 0, 0, 0, directory, 1, 0, 0), holds=False)
    user = record(
        0x0FF6, struct.pack("<IIIHHBBH", 0x14, token, edit, 0, 0x3F4, 3, 0, 0) + b"\0" * 8, holds=False
    )
    path.write_bytes(container({"PowerPoint Document": stream, "Current User": user, **streams}))
    return path


def drawing(*shapes: bytes) -> bytes:
    return record(0x040C, record(0xF002, b"".join(shapes)))
