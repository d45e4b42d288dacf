"""Promise 10: nothing leaves this computer, and the page says so."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, Request, expect

from tests.browser.material import write_pdf
from tests.browser.tab import Tab
from tests.promises.conftest import App, Stock
from tests.promises.connections import LOG, Watch, is_here, noted

pytestmark = [pytest.mark.models, pytest.mark.timeout(600)]


@pytest.mark.browser
def test_neither_the_page_nor_the_app_asks_for_anything_from_elsewhere(
    browser: Browser, app: App, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(40_000)
    asked: list[str] = []

    def keep(request: Request) -> None:
        asked.append(request.url)

    page.on("request", keep)
    with Watch(app.process) as watch:
        tab = Tab(page, app.address)
        tab.open()
        expect(page.get_by_text("Everything stays on this computer")).to_be_visible()
        owl = write_pdf(tmp_path / "owl.pdf", [["The owl", "The owl of Lysk hunts voles at dawn."]])
        tab.ask("What does the owl of Lysk hunt?", owl)  # a process of its own reads the file
        answer = tab.answer()
        expect(answer).to_contain_text("voles")
        tab.cited(answer, 1).first.click()
        tab.settled()
        for title in ("Library", "History", "Test sets", "Evaluation", "Settings"):
            tab.go_to(title)
            tab.still()
    page.close()

    web = [url for url in asked if url.startswith("http")]  # the rest is in the page itself: data, blob
    assert len(web) > 10
    assert [url for url in web if urlsplit(url).hostname != "127.0.0.1"] == []
    assert "127.0.0.1" in watch.peers  # the browser at least
    assert len(watch.processes) > 1
    assert [host for host in watch.peers if not is_here(host)] == []
    assert [host for host in noted(app.connections) if not is_here(host)] == []
    assert psutil.Process(app.process).environ()["HF_HUB_OFFLINE"] == "1"


def test_reading_files_by_the_command_line_asks_for_nothing_from_elsewhere(stock: Stock) -> None:
    assert stock.report["added"] > 0
    assert [host for host in noted(stock.connections) if not is_here(host)] == []


def test_a_process_that_asks_for_something_from_elsewhere_is_noticed(tmp_path: Path, stock: Stock) -> None:
    log = tmp_path / "connections.log"
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"  # RFC 5737: nobody
    subprocess.run(
        [sys.executable, "-c", reach], env={**stock.environment, LOG: str(log)}, capture_output=True
    )
    assert "192.0.2.1" in noted(log)
    assert not is_here("192.0.2.1") and not is_here("example.org") and is_here("::ffff:127.0.0.1")
