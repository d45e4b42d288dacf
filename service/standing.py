"""A thread that goes on whatever happens: where it ends all the same, another one takes its place."""

import logging
import threading
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)
_PAUSE = 0.5  # seconds before a new thread, so that work which fails at once does not take the processor


def keep_running(work: Callable[[], None], name: str, died: Callable[[], None]) -> None:
    """Run `work`, which should never return, in the background; call `died` each time that it did."""
    threading.Thread(target=_watch, args=(work, name, died), name=f"{name}-watch", daemon=True).start()


def _watch(work: Callable[[], None], name: str, died: Callable[[], None]) -> None:
    while True:
        try:
            worker = threading.Thread(target=work, name=name, daemon=True)
            worker.start()
            worker.join()
            _log.error("The thread %r has ended; it is started anew.", name)
            died()
        except Exception:  # noqa: BLE001 - this one must outlive whatever it watches
            _log.exception("The thread %r could not be started anew; it is tried again.", name)
        time.sleep(_PAUSE)
