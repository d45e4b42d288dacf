"""The app's promise that nothing leaves the machine, held against what the browser asks for."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def test_no_page_asks_for_anything_from_elsewhere(browser: Browser, server: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(40_000)
    asked: list[str] = []

    def keep(request: Request) -> None:
        asked.append(request.url)

    page.on("request", keep)
    tab = Tab(page, server)
    tab.open()
    tab.ask("Who discovered the comet Zanthor?")
    answer = tab.answer()
    answer.get_by_role("button", name=re.compile(r"^\[1\]")).first.click()
    tab.settled()
    for title in ("Library", "History", "Test sets", "Evaluation", "Settings"):
        tab.go_to(title)
        tab.still()
    page.close()
    web = [url for url in asked if url.startswith("http")]  # the rest is in the page itself: data, blob
    assert len(web) > 10
    assert [url for url in web if urlsplit(url).hostname != "127.0.0.1"] == []
