"""Locked files: opened with their password, refused with another one."""

import hashlib
import hmac
import io
import struct
import zipfile
import zlib
from base64 import b64encode
from pathlib import Path
from xml.parsers.expat import ExpatError

import msoffcrypto
import pypdf
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile

from ingest.locks.office import unlock_office
from ingest.locks.opendocument import unlock_opendocument
from ingest.locks.pdf import unlock_pdf
from ingest.readers.opendocument.package import OpenDocumentPackage
from ingest.unlocking import unlock
from rag.errors import Refusal, UnreadableFile
from tests.ingest.readers.opendocument.packed import SPACES, content

PASSWORD, WORDS = "sésame", b"Words of a file, some of them more than once, once, once. " * 3


def office(path: Path) -> Path:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr("word/document.xml", WORDS * 100)
    plain.seek(0)
    with path.open("wb") as out:
        OOXMLFile(plain).encrypt(PASSWORD, out)
    assert msoffcrypto.OfficeFile(path.open("rb")).is_encrypted()
    return path


def pdf(path: Path) -> Path:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(path)
    return path


def archive(path: Path) -> Path:
    """A ZIP with one file that is locked with AES-256."""
    packed = zlib.compress(WORDS)[2:-4]
    salt = b"0123456789abcdef"
    keys = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 1000, 66)
    counters = b"".join(n.to_bytes(16, "little") for n in range(1, len(packed) // 16 + 2))
    stream = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor().update(counters)
    sealed = bytes(a ^ b for a, b in zip(packed, stream, strict=False))
    data = salt + keys[64:] + sealed + hmac.new(keys[32:64], sealed, "sha1").digest()[:10]
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    common = struct.pack("<HHHHHIIIHH", 51, 1, 99, 0, 0, 0, len(data), len(WORDS), 5, len(extra))
    local = b"PK\x03\x04" + common + b"a.txt" + extra + data
    central = b"PK\x01\x02\x33\x00" + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt" + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    path.write_bytes(local + central + end)
    return path


def opendocument(path: Path) -> Path:
    packed = zlib.compress(content("text", "<text:p>Locked words.</text:p>").encode())[2:-4]
    salt, vector, start = b"s" * 16, b"v" * 16, hashlib.sha256(PASSWORD.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, salt, 1000, 32)
    padded = packed + b"\0" * (15 - len(packed) % 16) + bytes([16 - len(packed) % 16])
    sealed = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor().update(padded)
    check = b64encode(hashlib.sha256(packed[:1024]).digest()).decode()
    manifest = (
        f'<manifest:manifest {SPACES}><manifest:file-entry manifest:full-path="content.xml">'
        f'<manifest:encryption-data manifest:checksum-type="x#sha256-1k" manifest:checksum="{check}">'
        f'<manifest:algorithm manifest:algorithm-name="x#aes256-cbc" '
        f'manifest:initialisation-vector="{b64encode(vector).decode()}"/>'
        f'<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1000" '
        f'manifest:key-size="32" manifest:salt="{b64encode(salt).decode()}"/>'
        '<manifest:start-key-generation manifest:start-key-generation-name="x#sha256"/>'
        "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", sealed)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


WAYS = [
    (office, unlock_office),
    (pdf, unlock_pdf),
    (opendocument, unlock_opendocument),
]


@pytest.mark.parametrize(("make", "way"), WAYS)
def test_the_password_opens(tmp_path: Path, make, way) -> None:
    path, target = make(tmp_path / "locked"), tmp_path / "opened"
    way(path, PASSWORD, target)
    if make is pdf:
        assert not pypdf.PdfReader(target).is_encrypted
    elif make is opendocument:
        assert "".join(OpenDocumentPackage(target).root.itertext()) == "Locked words."
    else:
        with zipfile.ZipFile(target) as opened:
            assert WORDS in opened.read("word/document.xml")


@pytest.mark.parametrize(("make", "way"), WAYS)
def test_another_password_does_not(tmp_path: Path, make, way) -> None:
    with pytest.raises(UnreadableFile, match="does not fit") as caught:
        way(make(tmp_path / "locked"), "sesame", tmp_path / "opened")
    assert caught.value.refusal is Refusal.PASSWORD
    assert "sesame" not in str(caught.value)


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    path, target = archive(tmp_path / "locked.zip"), tmp_path / "opened.zip"
    with pytest.raises(UnreadableFile, match="password is not right"):
        unlock(path, "sesame", target)
    assert not target.exists()
    unlock(path, PASSWORD, target)
    assert zipfile.ZipFile(target).read("a.txt") == WORDS


@pytest.mark.parametrize(
    "content", [b"Just words.", b"%PDF-1.4 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600]
)
def test_what_has_no_lock_or_is_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        unlock(path, PASSWORD, tmp_path / "opened")
    assert not (tmp_path / "opened").exists()


def test_a_lock_that_would_take_hours_is_not_tried(tmp_path: Path) -> None:
    path = opendocument(tmp_path / "a.odt")
    slow = tmp_path / "b.odt"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(slow, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'count="1000"', b'count="900000000"'))
    with pytest.raises(UnreadableFile, match="cannot be opened here"):
        unlock_opendocument(slow, PASSWORD, tmp_path / "opened")


def test_a_lock_whose_description_is_broken_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(file: object) -> None:
        raise ExpatError("unclosed token")

    monkeypatch.setattr(msoffcrypto, "OfficeFile", broken)
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(UnreadableFile, match="It is damaged"):
        unlock_office(tmp_path / "a.docx", "secret", tmp_path / "b.docx")
