"""What is ours around Ray, without it. (With it: `test_ray`.)"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.cluster.engine import Cluster, clear_left_over
from rag.errors import LecternError


@pytest.mark.parametrize("address", ["", "auto"])
def test_without_the_package_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for name in ("USAGE_STATS_ENABLED", "ENABLE_WINDOWS_OR_OSX_CLUSTER", "AUTH_MODE", "AUTH_TOKEN"):
        monkeypatch.setenv(f"RAY_{name}", "")  # so that they are put back
    monkeypatch.setitem(sys.modules, "ray", None)
    out = sys.stdout
    with pytest.raises(LecternError, match=r'pip install -e "\.\[ray\]"'):
        Cluster(address)
    assert sys.stdout is out


def test_only_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = (f"lectern-ray-{ended.pid}-a", f"lectern-ray-{os.getpid()}-b", "lectern-ray-x-c", "other")
    for name in names:
        (tmp_path / name / "logs").mkdir(parents=True)
    clear_left_over(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])
