"""What the computer has."""

import ctypes
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
