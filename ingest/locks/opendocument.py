"""OpenDocument files: their parts are locked one by one, or (since LibreOffice 24.8) all together."""

import hashlib
import zipfile
import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from lxml import etree

from ingest.locks.errors import does_not_fit, not_locked, unknown_lock
from ingest.readers.opendocument.names import Element, child, name_of, value, within
from ingest.readers.sniffing import check_archive
from rag.errors import UnreadableFile

_MOST = 1_000_000_000  # bytes of all parts unpacked
_MOST_ROUNDS, _MOST_MEMORY = 10_000_000, 1_000_000  # of making the key; kilobytes
_MANIFEST, _ALL = "META-INF/manifest.xml", "encrypted-package"
_CHECKED = 1024  # bytes that tell whether a password fits


@dataclass(frozen=True, slots=True)
class _Lock:
    """How a part is locked, as the manifest says it."""

    cipher: str
    vector: bytes
    key_from: str
    salt: bytes
    rounds: int
    memory: int
    lanes: int
    size: int
    hashed: str
    check_by: str
    check: bytes


def unlock_opendocument(path: Path, password: str, target: Path) -> None:
    """Write the file without its lock to `target`. Raises UnreadableFile."""
    try:
        check_archive(path, _MOST, factor=1000)
        with zipfile.ZipFile(path) as locked:
            manifest = _parsed(locked.read(_MANIFEST))
            locks = dict(_locks(manifest))
            if not locks:
                raise not_locked()
            if _ALL in locks:
                target.write_bytes(_whole(locked.read(_ALL), locks[_ALL], password))
                return
            _copy(locked, manifest, locks, password, target)
    except (zipfile.BadZipFile, KeyError, OSError, Base64Error, ValueError, etree.XMLSyntaxError) as error:
        raise UnreadableFile("It is damaged: its parts cannot be unpacked. Save it again.") from error
    except UnsupportedAlgorithm as error:
        raise unknown_lock() from error


def _copy(
    locked: zipfile.ZipFile, manifest: Element, locks: dict[str, _Lock], password: str, target: Path
) -> None:
    keys: dict[tuple[bytes, int, str], bytes] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for entry in locked.infolist():
            content = locked.read(entry)
            lock = locks.get(entry.filename)
            if entry.filename == _MANIFEST:
                content = etree.tostring(manifest, xml_declaration=True, encoding="UTF-8")
            elif lock is not None:
                name = lock.salt, lock.rounds, lock.key_from
                keys[name] = keys.get(name) or _key(lock, password)
                content = _opened(content, lock, keys[name])
            stored = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            opened.writestr(entry.filename, content, stored)


def _whole(content: bytes, lock: _Lock, password: str) -> bytes:
    found = _opened(content, lock, _key(lock, password))
    return found


def _opened(content: bytes, lock: _Lock, key: bytes) -> bytes:
    """The contents of a part without its lock, unpacked."""
    if lock.cipher == "gcm":
        try:
            packed = AESGCM(key).decrypt(content[:12], content[12:], None)
        except InvalidTag as error:
            raise does_not_fit() from error
    elif lock.cipher == "cbc":
        if len(content) % 16:
            raise ValueError("cut off")
        decryptor = Cipher(algorithms.AES(key), modes.CBC(lock.vector)).decryptor()
        packed = decryptor.update(content) + decryptor.finalize()
        packed = packed[: len(packed) - packed[-1]] if packed and packed[-1] <= 16 else packed
    else:
        decryptor = Cipher(Blowfish(key), CFB(lock.vector)).decryptor()
        packed = decryptor.update(content) + decryptor.finalize()
    if lock.check and hashlib.new(lock.check_by, packed[:_CHECKED]).digest() != lock.check:
        raise does_not_fit()
    if packed.startswith(b"PK"):
        return packed
    unpacking = zlib.decompressobj(-15)
    try:
        return unpacking.decompress(packed, _MOST)
    except zlib.error as error:
        raise does_not_fit() from error


def _key(lock: _Lock, password: str) -> bytes:
    start = hashlib.new(lock.hashed, password.encode()).digest()
    if lock.key_from == "argon2":
        if lock.rounds > 100 or lock.memory > _MOST_MEMORY:
            raise unknown_lock()
        made = Argon2id(
            salt=lock.salt,
            length=lock.size,
            iterations=lock.rounds,
            lanes=lock.lanes,
            memory_cost=lock.memory,
        )
        return made.derive(start)
    if not 0 < lock.rounds <= _MOST_ROUNDS:
        raise unknown_lock()
    return hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.rounds, lock.size)


def _locks(manifest: Element) -> list[tuple[str, _Lock]]:
    """The lock of each part that has one; they are taken out of the manifest."""
    found: list[tuple[str, _Lock]] = []
    for entry in list(within(manifest, "manifest:file-entry")):
        data = child(entry, "manifest:encryption-data")
        if data is not None:
            found.append((value(entry, "manifest:full-path"), _lock(data)))
            entry.remove(data)
    return found


def _lock(data: Element) -> _Lock:
    parts = {name_of(part): part for part in data}
    cipher = parts.get("manifest:algorithm", data)
    derived = parts.get("manifest:key-derivation", data)
    start = parts.get("manifest:start-key-generation", data)
    named = value(cipher, "manifest:algorithm-name").lower()
    kind = "gcm" if "gcm" in named else "cbc" if "cbc" in named else "blowfish"
    hashed = value(start, "manifest:start-key-generation-name", "sha1").lower()
    checked = value(data, "manifest:checksum-type").lower()
    said = dict(map(_plain, derived.items()))
    return _Lock(
        kind,
        b64decode(value(cipher, "manifest:initialisation-vector")),
        "argon2" if "argon2" in value(derived, "manifest:key-derivation-name").lower() else "pbkdf2",
        b64decode(value(derived, "manifest:salt")),
        _whole_number(said.get("iteration-count") or said.get("argon2-iterations", "")),
        _whole_number(said.get("argon2-memory", "")),
        max(1, _whole_number(said.get("argon2-lanes", ""))),
        _whole_number(said.get("key-size", "")) or (16 if kind == "blowfish" else 32),
        "sha256" if "sha256" in hashed else "sha1",
        "sha256" if "256" in checked else "sha1",
        b64decode(value(data, "manifest:checksum")),
    )


def _plain(item: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    return str(item[0]).rpartition("}")[2], str(item[1])


def _whole_number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _parsed(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(content, parser)
