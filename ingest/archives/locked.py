"""Opens an archive with its password; documents are opened by `ingest.unlocking`."""

import shutil
import zipfile
from pathlib import Path

from ingest.archives.aes import METHOD, aes_words
from ingest.archives.names import entry_name, is_plain
from ingest.archives.unpacking import BROKEN
from rag.errors import Refusal, UnreadableFile

_LOCKED = 0x1
_BLOCK = 1 << 20


def open_locked(path: Path, password: str, target: Path) -> None:
    """Write the archive at `path` to `target` as it is without its password.

    Raises UnreadableFile with `Refusal.PASSWORD` where the password is wrong.
    """
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in archive.infolist():
                if is_plain(entry):
                    _copy(archive, entry, password.encode("utf-8"), copy)
    except (
        BROKEN
    ) as error:  # the check of a password lets one of 256 wrong ones through, and what follows is broken
        raise UnreadableFile(
            "The password is not right, or the archive is damaged. Type it again; large and small letters count.",
            Refusal.PASSWORD,
        ) from error


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, password: bytes, copy: zipfile.ZipFile) -> None:
    made = zipfile.ZipInfo(entry_name(entry), entry.date_time)
    made.compress_type = zipfile.ZIP_DEFLATED
    with copy.open(made, "w", force_zip64=True) as words:
        if entry.flag_bits & _LOCKED and entry.compress_type == METHOD:
            for block in aes_words(archive, entry, password):
                words.write(block)
            return
        with archive.open(entry, pwd=password if entry.flag_bits & _LOCKED else None) as source:
            shutil.copyfileobj(source, words, _BLOCK)
