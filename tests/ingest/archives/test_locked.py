"""Archives opened with their password: the old lock and AES, whole and broken."""

import hashlib
import hmac
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ingest.archives.locked import open_locked
from rag.errors import Refusal, UnreadableFile

PASSWORD = "Grüße 7"
WORDS = b"The words of a locked file. " * 40

# "zip -P sesame x.zip a.txt" of Info-ZIP, where a.txt holds "Old words."
OLD = bytes.fromhex(
    "504b03040a0009000000b81d7e5dc22019f6160000000a00000005001c00612e74787455540900036cf10c6b6cf10c6b"
    "75780b000104000000000400000000281a1084ffdf685756b3c17254ba3b21fc872bf09891504b0708c22019f6160000"
    "000a000000504b01021e030a0009000000b81d7e5dc22019f6160000000a000000050018000000000001000000a48100"
    "000000612e74787455540500036cf10c6b75780b000104000000000400000000504b050600000000010001004b000000"
    "650000000000"
)


def aes(strength: int = 3, method: int = 8) -> bytes:
    """An archive of a.txt that is locked as WinZip does it; written here by the format's description."""
    size = {1: 16, 2: 24, 3: 32}[strength]
    deflate = zlib.compressobj(wbits=-15)
    plain = deflate.compress(WORDS) + deflate.flush() if method == 8 else WORDS
    salt = bytes(range(size // 2))
    keys = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 1000, 2 * size + 2)
    cipher = Cipher(algorithms.AES(keys[:size]), modes.ECB()).encryptor()
    stream = b"".join(cipher.update(n.to_bytes(16, "little")) for n in range(1, len(plain) // 16 + 2))
    secret = bytes(a ^ b for a, b in zip(plain, stream, strict=False))
    mac = hmac.new(keys[size : 2 * size], secret, "sha1").digest()[:10]
    data = salt + keys[2 * size :] + secret + mac
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", strength, method)
    common = struct.pack("<HHHHIII", 1, 99, 0, 0x21, 0, len(data), len(WORDS))
    common += struct.pack("<HH", 5, len(extra))
    local = b"PK\x03\x04" + struct.pack("<H", 51) + common + b"a.txt" + extra + data
    central = b"PK\x01\x02" + struct.pack("<HH", 51, 51) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    central += b"a.txt" + extra
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def opened(tmp_path: Path, data: bytes, password: str) -> dict[str, bytes]:
    (tmp_path / "x.zip").write_bytes(data)
    open_locked(tmp_path / "x.zip", password, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert not any(entry.flag_bits & 1 for entry in archive.infolist())
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("strength, method", [(1, 8), (2, 0), (3, 8), (3, 0)])
def test_aes_is_opened(tmp_path: Path, strength: int, method: int) -> None:
    assert opened(tmp_path, aes(strength, method), PASSWORD) == {"a.txt": WORDS}


def test_the_old_lock_is_opened(tmp_path: Path) -> None:
    assert opened(tmp_path, OLD, "sesame") == {"a.txt": b"Old words."}


def test_what_is_not_locked_is_copied(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b/c.txt", b"Open.")
    assert opened(tmp_path, out.getvalue(), "x") == {"b/c.txt": b"Open."}


@pytest.mark.parametrize(
    "data", [OLD, aes(), aes()[:-60], aes().replace(bytes(range(16)), bytes(16)), b"PK\x03\x04"]
)
def test_a_wrong_password_and_a_broken_lock_are_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="The password is not right") as caught:
        opened(tmp_path, data, "wrong" if data in (OLD, aes()) else PASSWORD)
    assert caught.value.refusal is Refusal.PASSWORD


def test_words_that_were_changed_under_their_lock_are_noticed(tmp_path: Path) -> None:
    data = bytearray(aes(method=0))
    data[120] ^= 1
    with pytest.raises(UnreadableFile):
        opened(tmp_path, bytes(data), PASSWORD)
