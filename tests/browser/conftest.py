"""The app, served from a library of its own, and a browser to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.browser.material import write_course
from tests.browser.tab import Tab

expect.set_options(timeout=40_000)  # two busy cores

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    # Chromium itself asks for names now and then; whatever a page wanted from elsewhere would fail, too.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


# Of the package, not of the session: Playwright keeps an event loop running in this thread until it is
# stopped, and the tests that come after these want one of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("There is no Chromium. Install it (Debian: apt install chromium).")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one small course, to be copied."""
    folder = tmp_path_factory.mktemp("stocked")
    course = write_course(folder / "course")
    ingest = [sys.executable, "-m", "ingest", str(course), "--collection", "Course"]
    subprocess.run(ingest, cwd=ROOT, env=over(folder / "library"), check=True, capture_output=True)
    return folder / "library"


def over(library: Path) -> dict[str, str]:
    """The environment of an app over that library."""
    return {**os.environ, "LECTERN_LIBRARY": str(library), "HF_HUB_OFFLINE": "1"}


@pytest.fixture(scope="package")
def library(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library that the app serves, and that a test may put something into."""
    return Path(shutil.copytree(stocked, tmp_path_factory.mktemp("browser") / "library"))


@pytest.fixture(scope="package")
def server(library: Path) -> Iterator[str]:
    """The address of the app, over a library with one small course."""
    with served(over(library)) as address:
        yield address


class served:
    """The app as a process of its own; use as a context, which gives its address. Can be entered again."""

    def __init__(self, environment: dict[str, str], said: Path | None = None) -> None:
        """`said` is the file that gets what it writes on standard output, None for nowhere."""
        self._environment = environment
        self._said = said
        self._port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> str:
        if not self._port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self._port = free.getsockname()[1]
        options = [
            "--server.port",
            str(self._port),
            "--server.address",
            "127.0.0.1",
            "--server.headless",
            "true",
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", *options],
            cwd=ROOT, env=self._environment, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if self._said is None else self._said.open("wb"),
        )  # fmt: skip
        address = f"http://127.0.0.1:{self._port}"
        wait_for(f"{address}/_stcore/health")
        return address

    def __exit__(self, *_: object) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait()

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


class Seat:
    """Where a person sits: a page of a profile of its own, which is emptied for the next test.

    A page that has shown the app opens it again in a third of the time: Streamlit's scripts are compiled.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None

    def taken(self, width: int = 1280) -> Page:
        """The page as a new one is: blank, light, without anything kept."""
        if self._page is None or self._page.is_closed():
            self._page = self._browser.new_page()
            self._page.set_default_timeout(40_000)
        self._page.set_viewport_size({"width": width, "height": 900})
        self._page.emulate_media(color_scheme="light")
        return self._page

    def left(self) -> None:
        """Leave the app, whose session ends, and what it kept in the browser; a page that cannot is closed."""
        assert self._page is not None
        try:
            self._page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            self._page.context.clear_cookies()
            self._page.goto("about:blank")
        except Error:
            self._page.context.close()
            self._page = None


@pytest.fixture(scope="package")
def seat(browser: Browser) -> Seat:
    """The seat of whom a test is about."""
    return Seat(browser)


@pytest.fixture(scope="package")
def other_seat(browser: Browser) -> Seat:
    return Seat(browser)


@pytest.fixture
def tab(seat: Seat, server: str) -> Iterator[Tab]:
    """A tab on the app's first page, 1280 pixels wide, whose page must raise no script error."""
    with opened_tab(seat, server) as tab:
        yield tab


@pytest.fixture
def other(other_seat: Seat, server: str) -> Iterator[Tab]:
    """Another person's tab."""
    with opened_tab(other_seat, server) as tab:
        yield tab


@pytest.fixture
def phone(seat: Seat, server: str) -> Iterator[Tab]:
    """A tab on a phone, 420 pixels wide."""
    with opened_tab(seat, server, width=420) as tab:
        yield tab


@contextmanager
def opened_tab(seat: Seat, address: str, width: int = 1280, path: str = "/") -> Iterator[Tab]:
    """The app at that seat, until the seat is left."""
    tab = Tab(seat.taken(width), address)
    try:
        tab.open(path)
        yield tab
    finally:
        seat.left()


def wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on two busy cores may miss a moment: its tests get two more tries, which pytest reports."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.alone)
            item.add_marker(pytest.mark.flaky(reruns=2))
