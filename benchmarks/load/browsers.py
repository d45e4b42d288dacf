"""A few persons of the class in real browsers: Chromium without a window, each with a profile of its own."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.load.visitor import Observed

_FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser of this computer. Raises RuntimeError where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError(
            "There is no Chromium. Install it (Debian: apt install chromium), or leave out --browsers."
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        await browser.close()


async def browse(
    browser: Browser, port: int, cookie: str, question: str, patience: float, stays: float
) -> Observed:
    """Open the app with that cookie ("name=value"), ask, and read for `stays` seconds."""
    seen, (name, _, value) = Observed(), cookie.partition("=")
    address = f"http://127.0.0.1:{port}"
    context = await browser.new_context()
    try:
        await context.add_cookies([{"name": name, "value": value, "url": address}])
        page = await context.new_page()
        page.set_default_timeout(patience * 1000)
        page.on("pageerror", lambda error: seen.problems.append(f"an error of a script: {error}"))
        began = time.monotonic()
        await page.goto(address)
        box = page.get_by_test_id("stChatInputTextArea")
        await box.wait_for()
        seen.page = time.monotonic() - began
        await _asked(page, question, seen)
        await asyncio.sleep(stays)
    finally:
        await context.close()
    return seen


async def _asked(page: Page, question: str, seen: Observed) -> None:
    box, last = page.get_by_test_id("stChatInputTextArea"), page.get_by_test_id("stChatMessage").last
    began = time.monotonic()
    await box.fill(question)
    await box.press("Enter")
    whole = page.get_by_test_id("stFeedback")
    await page.get_by_text("Found so far:").or_(whole).first.wait_for()
    seen.evidence = time.monotonic() - began
    await whole.first.wait_for()
    seen.answer = time.monotonic() - began
    seen.text = await last.inner_text()
