"""Limits where the system has them, and none asked for where it has not."""

import subprocess
import sys

import pytest

from rag.common import serving


def test_without_the_module_of_limits_as_on_windows_nothing_is_limited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "resource", None)
    serving.limit(1.0, 1)
    assert len(bytearray(2 * 1024**2)) == 2 * 1024**2


def test_memory_and_processor_time_are_limited() -> None:
    resource = pytest.importorskip("resource")
    said = "import resource; print(resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)[0])"
    code = f"from rag.common.serving import limit; limit(5.0, 512); {said}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    assert done.stdout.startswith(f"({512 * 1024**2}, {most}) ")
    assert (
        6 <= int(done.stdout.rsplit(" ", 1)[1]) <= 8
    )  # 5 and 2, and what the start took, cut to whole seconds
