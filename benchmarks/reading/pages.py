"""Time the app in a real browser: how soon its first page stands, and how long a chat of 100 messages takes.

    python -m benchmarks.reading.pages [--rounds 9]

The app serves a library of the sample course. Seconds: from asking for the address to the first words
("paint") and to a page that stands still ("settled"); and from a click on a citation to the end of the
rerun that it causes, for a chat as it opens (its last 20 messages) and with all 100 of them shown.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from rag.compose import open_assistant
from rag.settings import Settings
from rag.store.conversations import Conversations
from tests.browser.conftest import QUIET, ROOT, over, served
from tests.browser.tab import Tab

_QUESTIONS = (
    "Who introduced GANs, and when?",
    "What is posterior collapse?",
    "How does DDIM differ from DDPM?",
    "What does the setting b of BM25 do?",
    "What is the capital of Australia?",
)
_MESSAGES = 100
# Resolves with the milliseconds from now to the end of the script run that comes next.
_RERUN = """() => new Promise(resolve => {
    const app = document.querySelector('[data-testid="stApp"]'), began = performance.now();
    let ran = false;
    const look = () => {
        const state = app.getAttribute('data-test-script-state');
        ran = ran || state === 'running';
        if (ran && state === 'notRunning') { resolve(performance.now() - began); } else { requestAnimationFrame(look); }
    };
    window.clickIt(); look();
})"""

_CLICK = """() => { window.clickIt = () =>
    [...document.querySelectorAll('[class*="st-key-cite-"] button')].at(-1).click(); }"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        library = Path(place)
        ingest = [sys.executable, "-m", "ingest", "samples/course", "--collection", "Sample course"]
        subprocess.run(ingest, cwd=ROOT, env=over(library), check=True, stdout=subprocess.DEVNULL)
        chat = _long_chat(library)
        with served(over(library)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
            found = _measured(browser.new_page, address, chat, rounds)
            browser.close()
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0


def _long_chat(library: Path) -> int:
    """A conversation of `_MESSAGES` messages, its answers real; the key."""
    assistant = open_assistant(library, Settings().changed("answering.write", False))
    answers = [assistant.answer(question) for question in _QUESTIONS]
    conversations = Conversations(assistant.library.database)
    key = conversations.create("Sample course").id
    for number in range(_MESSAGES // 2):
        answer = answers[number % len(answers)]
        conversations.finish(conversations.ask(key, answer.question).id, answer)
    return key


def _measured(new_page: Callable[[], Page], address: str, chat: int, rounds: int) -> dict[str, object]:
    first: dict[str, list[float]] = {"paint": [], "settled": []}
    for _ in range(rounds):
        page = new_page()
        began = time.perf_counter()
        page.goto(address)
        page.get_by_role("heading", name="What would you like to know?").wait_for()
        first["paint"].append(time.perf_counter() - began)
        Tab(page, address).settled()
        first["settled"].append(time.perf_counter() - began)
        page.close()
    page = new_page()
    tab = Tab(page, address)
    tab.open(f"/?chat={chat}")
    opened = [_rerun(page) for _ in range(rounds)]
    page.get_by_role("button", name="earlier messages").click()
    page.get_by_test_id("stChatMessage").nth(_MESSAGES - 1).wait_for()
    tab.settled()
    whole = [_rerun(page) for _ in range(rounds)]
    page.close()
    return {
        **{name: _spread(values) for name, values in first.items()},
        "rerun, as it opens": _spread(opened),
        f"rerun, all {_MESSAGES} messages": _spread(whole),
    }


def _rerun(page: Page) -> float:
    """Seconds from a click on a citation of the last answer that has one to the end of the rerun."""
    page.evaluate(_CLICK)
    return float(page.evaluate(_RERUN)) / 1000


def _spread(values: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(values), 3),
        "slowest": round(max(values), 3),
        "of": len(values),
    }


if __name__ == "__main__":
    sys.exit(main())
