"""`python -m tests.browser.screenshots [FOLDER]`: every page, light and dark, 1280 and 420 wide, as PNG."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, ROOT, served
from tests.browser.tab import Tab

_QUESTION = "Who introduced GANs, and when?"
_PAGES = {
    "Library": "library",
    "History": "history",
    "Test sets": "testsets",
    "Evaluation": "runs",
    "Settings": "settings",
    "Tuning": "tuning",
}
_LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 420)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures from a library of the sample course; 0 when all are there."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "shots")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as library:
        environment = {**os.environ, "LECTERN_LIBRARY": library, "HF_HUB_OFFLINE": "1"}
        ingest = [sys.executable, "-m", "ingest", "samples/course", "--collection", "Sample course"]
        subprocess.run(ingest, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        with served(environment) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
            chat = ""
            for scheme, width in _LOOKS:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
                page.set_default_timeout(120_000)
                chat = shoot(Tab(page, address), _QUESTION, chat, folder, f"{scheme}-{width}")
                page.close()
            browser.close()
    return 0


def shoot(tab: Tab, question: str, chat: str, folder: Path, look: str) -> str:
    """The pictures of one look; the first look (no `chat`) asks the question, and its address is returned."""
    tab.open()
    tab.page.get_by_role("heading", name="What would you like to know?").wait_for()
    _keep(tab, folder / f"start-{look}.png")
    if chat:
        tab.open(chat)
    else:
        tab.ask(question)
    tab.answer()
    if tab.sources().is_visible():
        tab.sources().locator("img").wait_for()
    _keep(tab, folder / f"answer-{look}.png")
    address = tab.page.url.removeprefix(tab.address)
    if not tab.sources().is_visible():
        tab.cited(tab.answer()).first.click()
        tab.sources().locator("img").wait_for()
        _keep(tab, folder / f"source-{look}.png")
    for title, place in _PAGES.items():
        tab.open(f"/{place}")
        tab.page.get_by_role("heading", name=title, level=1).wait_for()
        _keep(tab, folder / f"{place}-{look}.png")
    return address


def _keep(tab: Tab, path: Path) -> None:
    tab.settled()
    tab.page.evaluate("() => document.fonts.ready.then(() => null)")
    tab.still()  # what folds comes to rest
    tab.page.screenshot(path=path)


if __name__ == "__main__":
    sys.exit(main())
