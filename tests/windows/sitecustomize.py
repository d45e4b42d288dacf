"""Python runs this in a process that has to do without what Windows does not have: see tests/test_portability.py."""

import importlib.abc
import os
import runpy
import subprocess
import sys
import types
from pathlib import Path

import psutil  # noqa: F401 (before anything is hidden)
from unix import MODULES, NEEDED, OF_OS


class _Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname in MODULES and fullname not in NEEDED:
            raise ModuleNotFoundError(f"No module named {fullname!r}: hidden by the test", name=fullname)


for module in set(MODULES) - set(NEEDED):
    sys.modules.pop(module, None)
sys.meta_path.insert(0, _Hidden())
subprocess.os = types.SimpleNamespace(**vars(os))  # type: ignore[attr-defined] # Python's own needs them here
for name in set(OF_OS) - set(NEEDED):
    delattr(os, name)

# Python runs one file of this name only; this one takes the place of the other.
runpy.run_path(str(Path(__file__).parents[1] / "offline" / "sitecustomize.py"))
