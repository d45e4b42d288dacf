"""Files of Word, Excel and PowerPoint, old and new."""

import shutil
import zipfile
from pathlib import Path
from struct import error as StructError
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from ingest.locks import powerpoint
from ingest.locks.errors import does_not_fit, not_locked, unknown_lock
from rag.errors import UnreadableFile

USUAL = "VelvetSweatshop"
"""The password that Office tries by itself: a file may be locked with it so that nobody notices."""

_BROKEN = (
    OSError, StructError, LookupError, ValueError, TypeError, AttributeError, AssertionError, NotImplementedError,
    ParseError, FileFormatError, RecursionError, ExpatError,
)  # fmt: skip


def unlock_office(path: Path, password: str, target: Path) -> None:
    """Write the file without its lock to `target`. Raises UnreadableFile."""
    try:
        with path.open("rb") as locked, target.open("wb") as opened:
            file = msoffcrypto.OfficeFile(locked)
            if not file.is_encrypted():
                raise not_locked()
            file.load_key(password=password)
            if file.format != "ppt97":
                file.decrypt(opened)
        if file.format == "ppt97":
            shutil.copyfile(path, target)
            powerpoint.write_unlocked(file, target)
    except InvalidKeyError as error:
        raise does_not_fit() from error
    except DecryptionError as error:
        raise unknown_lock() from error
    except _BROKEN as error:
        raise UnreadableFile(
            "It is damaged, or locked in a way that is not known. Open it with the program that it comes from, "
            "save it without a password, and add that."
        ) from error
    if file.format == "ooxml" and not zipfile.is_zipfile(target):
        raise does_not_fit()  # its own check fails for some passwords that fit, so what comes out tells
