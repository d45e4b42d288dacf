"""What all commands of a terminal do: the reason why one failed goes to standard error, in words."""

import sys
from collections.abc import Callable

from rag.common.machine import shortage
from rag.errors import LecternError


def exit_status(run: Callable[[], int]) -> int:
    """What `run` returns; 1 where it raised LecternError, or the computer lacked something, with what to do about it on
    standard error. Any other error is a bug, and surfaces."""
    try:
        return run()
    except LecternError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception as error:
        if not (why := shortage(error)):
            raise
        sys.stderr.write(f"{why}\n")
        return 1
