"""What the computer has, and what it lacks."""

import ctypes
import errno
import sys
from pathlib import Path

try:
    from os import sysconf
except ImportError:  # Windows has no such function
    sysconf = None  # type: ignore[assignment]

TOO_LITTLE_MEMORY = (
    "The computer has too little free memory for this. Close other programs, or restart Lectern, and do it again. "
    "What was kept before is whole."
)

_TOO_FEW_FILES = (
    "The computer lets this program open no more files (the limit of `ulimit -n`). Raise it, or close other programs, "
    "and do it again. What was kept before is whole."
)
_DISK_FULL = "The disk is full. Free some space and do it again. What was kept before is whole."
_NOT_WRITABLE = "Nothing can be written there. Give yourself the right to, or choose another folder."
_BY_NUMBER = {
    errno.ENOMEM: TOO_LITTLE_MEMORY,
    errno.EMFILE: _TOO_FEW_FILES,
    errno.ENFILE: _TOO_FEW_FILES,
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EROFS: _NOT_WRITABLE,
}
# What libraries in C and C++ say, in small letters; they raise RuntimeError, ImportError, ValueError and others.
_SAID = {
    "unable to mmap": TOO_LITTLE_MEMORY,
    "cannot allocate memory": TOO_LITTLE_MEMORY,
    "can't allocate memory": TOO_LITTLE_MEMORY,
    "failed to map segment": TOO_LITTLE_MEMORY,
    "not enough memory": TOO_LITTLE_MEMORY,
    "out of memory": TOO_LITTLE_MEMORY,
    "bad_alloc": TOO_LITTLE_MEMORY,
    "bad allocation": TOO_LITTLE_MEMORY,
    "can't start new thread": TOO_LITTLE_MEMORY,
    "too many open files": _TOO_FEW_FILES,
    "no space left on device": _DISK_FULL,
}


def shortage(error: BaseException | None) -> str:
    """What the computer lacked where that is why `error`, or what it came from, was raised, and what to do; else ""."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, MemoryError):
            return TOO_LITTLE_MEMORY
        if isinstance(error, OSError) and error.errno in _BY_NUMBER:
            return _BY_NUMBER[error.errno]
        said = str(error).lower()
        for words, meaning in _SAID.items():
            if words in said:
                return meaning
        error = error.__cause__ or error.__context__
    return ""


_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def memory_bytes() -> int | None:
    """How much memory this process may use at most: the computer's, or its container's; None where nobody says."""
    known = [size for size in (_of_the_computer(), _of_the_container()) if size]
    return min(known, default=None)


def _of_the_computer() -> int | None:
    if sys.platform == "win32":
        return _of_windows()
    try:
        return sysconf("SC_PAGE_SIZE") * sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError, TypeError):
        return None


def _of_the_container() -> int | None:
    try:
        return int(_CONTAINER.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # no container, or one without a limit ("max")
        return None


def _of_windows() -> int | None:
    """By GlobalMemoryStatusEx, whose answer has its own length first and the size of the memory third."""
    answer = (ctypes.c_uint64 * 8)()
    ctypes.cast(answer, ctypes.POINTER(ctypes.c_uint32))[0] = ctypes.sizeof(answer)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (mypy knows it on Windows only)
    return int(answer[1]) if kernel.GlobalMemoryStatusEx(ctypes.byref(answer)) else None
