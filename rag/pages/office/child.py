"""The process that lets LibreOffice make PDFs: `python -m rag.pages.office.child`, driven by `rag.pages.office.office`.

A request is {"program", "path", "target", "seconds"}; the answer {"made": true} or {"error"}. LibreOffice has the
limits of this process, a profile of its own that is thrown away, runs no macro and may ask nobody for anything.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from rag.common.serving import Told, serve
from rag.pages.office.office import SLIDES

try:
    from os import killpg
    from signal import SIGKILL
except ImportError:  # Windows, where the program alone is ended
    killpg = None  # type: ignore[assignment]

_SLIDES = (
    'pdf:impress_pdf_Export:{"ExportHiddenSlides":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"}}'
)
_TEXTS = "pdf:writer_pdf_Export"
_NOWHERE = "127.0.0.1"
_COMMON = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_COMMON, "MacroSecurityLevel", "3"),
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    (_COMMON, "DisableActiveContent", "true"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", _NOWHERE),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", _NOWHERE),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
)


def main() -> None:
    """Convert files until there is no parent any more."""
    serve(_made)


def _made(request: dict[str, Any], _: Told) -> dict[str, Any]:
    path, target = Path(request["path"]), Path(request["target"])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        try:
            made = convert(request["program"], path, Path(scratch), request["seconds"])
            # Beside its place first: whoever looks finds all of it or nothing.
            part = target.with_suffix(f".{os.getpid()}")
            shutil.copyfile(made, part)
            part.replace(target)
        except (OSError, subprocess.SubprocessError) as error:
            return {"error": repr(error)}
    return {"made": True}


def convert(program: str, path: Path, scratch: Path, seconds: float) -> Path:
    """The PDF that the program makes of a copy of the file in the folder `scratch`.

    Raises OSError or SubprocessError where it makes none in time.
    """
    profile = scratch / "profile"
    _write_settings(profile / "user")
    copy = scratch / f"document{path.suffix.lower()}"
    shutil.copyfile(path, copy)
    kind = _SLIDES if path.suffix.lower() in SLIDES else _TEXTS
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--nologo", "--nodefault"]
    command += ["--norestore", "--nolockcheck", "--convert-to", kind, "--outdir", str(scratch), str(copy)]
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), f"http://{_NOWHERE}:9")
    process = subprocess.Popen(
        command,
        env={**os.environ, **nowhere, "HOME": str(scratch)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=killpg is not None,
    )
    try:
        process.wait(seconds)
    finally:
        _end(process)
    made = copy.with_suffix(".pdf")
    if not made.exists():
        raise FileNotFoundError(f"{program} ended with {process.returncode} and made no PDF")
    return made


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started."""
    if killpg is not None:
        with suppress(ProcessLookupError):
            killpg(process.pid, SIGKILL)
    process.kill()
    process.wait()


def _write_settings(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    )
    (folder / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>\n", encoding="utf-8")


if __name__ == "__main__":
    main()
