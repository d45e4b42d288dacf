"""Ray, an extra: begun on this computer alone, or joined where it runs; and files spread over its workers.

Ray Data streams: a worker has one file at a time, and what is done waits in Ray's object store, which is bounded; where
that is full, the stage before waits. A worker that ends is begun anew by Ray, and the file that it had with it: as
often as `ingest.cluster.work.TRIES` says.
"""

import logging
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.cluster.fleet import Stages
from ingest.cluster.work import Attempts, Work
from rag.errors import LecternError

_STORE = 512 * 2**20
"""Bytes of memory for what is done and not yet written, on this computer alone; what is more waits on the disk."""
_FOLDER = "lectern-ray-"  # and the number of its process
_SHARE = 0.5  # of a processor: one that reads and one that embeds take one together


class Cluster:
    """Ray at `address` ("auto": what runs on this computer) or, where that is "", begun for this process alone: on the
    loopback interface, with a password that nobody else knows. Close it, or use it as a context.

    `workers` is how many read, and as many embed; None for one of each a processor, which is also the most.
    """

    def __init__(self, address: str = "", workers: int | None = None) -> None:
        self._stack = ExitStack()
        self._ray = _imported(alone=not address)
        try:
            # Ray tells on standard output what happened to its processes; the summary goes there.
            self._stack.enter_context(redirect_stdout(sys.stderr))
            self._join(address) if address else self._begin(workers)
            processors = int(self._ray.cluster_resources().get("CPU", 1))
            self._workers = max(1, min(workers or processors, processors))
            attempts = self._ray.remote(Attempts).options(num_cpus=0, max_restarts=-1, max_task_retries=-1)
            self._ledger = _Asked(attempts.remote())
        except BaseException:
            self.close()
            raise

    def _join(self, address: str) -> None:
        self._stack.callback(self._ray.shutdown)
        try:
            self._ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except ConnectionError as error:
            raise LecternError(
                f"No Ray answers at {address}. Begin it on this computer (ray start --head), have the others join it, "
                "and run this again; docs/scale.md says how."
            ) from error

    def _begin(self, workers: int | None) -> None:
        # Not where TMPDIR says: the paths of its sockets may have about a hundred characters.
        above = Path("/tmp" if os.name == "posix" else tempfile.gettempdir())
        clear_left_over(above)
        folder = tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-", dir=above)
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        self._stack.callback(self._ray.shutdown)
        with _without_api_server(self._ray):
            self._ray.init(
                address="local",
                num_cpus=workers or os.cpu_count() or 1,
                include_dashboard=False,
                object_store_memory=_STORE,
                log_to_driver=False,
                logging_level=logging.ERROR,
                _temp_dir=folder,
            )

    def spread(self, works: Sequence[Work], stages: Stages) -> Iterator[Work]:
        """Each work when all stages have done theirs, as they come."""
        data = self._ray.data
        size = min(self._workers, len(works))
        rows = data.from_items([{"work": work} for work in works], override_num_blocks=len(works))
        for worker, arguments in stages:
            pool = data.ActorPoolStrategy(size=size, max_tasks_in_flight_per_actor=1)
            made_with = (*arguments, self._ledger)
            rows = rows.map(worker, fn_constructor_args=made_with, compute=pool, num_cpus=_SHARE)
        for row in rows.iter_rows():
            yield row["work"]

    def close(self) -> None:
        """End the workers, and Ray where it was begun here."""
        self._stack.close()

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Asked:
    """The ledger of a run, which is kept by a process of its own, as a worker asks it."""

    def __init__(self, attempts: Any) -> None:
        self._attempts = attempts

    def begin(self, key: str) -> int:
        return int(_ray().get(self._attempts.begin.remote(key)))

    def end(self, key: str) -> None:
        _ray().get(self._attempts.end.remote(key))


def clear_left_over(above: Path) -> None:
    """Delete the folders of Ray within `above` whose process was killed before it could."""
    for folder in above.glob(f"{_FOLDER}*-*") if os.name == "posix" else ():
        number = folder.name.removeprefix(_FOLDER).partition("-")[0]
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (ValueError, OverflowError, PermissionError):
            continue  # not ours


@contextmanager
def _without_api_server(ray: Any) -> Iterator[None]:
    """Also without a dashboard Ray begins the process that would serve it, and there alone what counts its use, which
    asks the network in which cloud this computer is, whether or not it may tell. Nothing here needs that process."""
    services = ray._private.services
    start = services.start_api_server
    services.start_api_server = lambda *arguments, **named: (None, None)
    try:
        yield
    finally:
        services.start_api_server = start


def _ray() -> Any:
    import ray  # an extra

    return ray


def _imported(alone: bool) -> Any:
    """Ray, told what it asks its environment when it is imported: tell nobody of its use, and, where it is for this
    process alone, listen to nobody else."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # of this process; Ray's others have files for it
    if alone:
        # So it takes the loopback interface, as it does on Windows and macOS by itself.
        os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
        os.environ["RAY_AUTH_MODE"] = "token"  # another user of this computer reaches that, too
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    try:
        import ray.data
    except ImportError as error:
        raise LecternError(
            f"--ray needs a package that is not installed ({error.name}). "
            'Run, in the folder of Lectern: pip install -e ".[ray]"'
        ) from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    return ray
