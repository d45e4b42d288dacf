"""What a browser may fetch: all of the app, nothing from elsewhere, and no other page shows it."""

import urllib.request

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models]

# Asks for a picture, a script, a frame and an address from elsewhere, and tells what the policy refused.
_OUTSIDE = """async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
  for (const [name, address] of [["img", "x.png"], ["script", "x.js"], ["iframe", "x.html"]]) {
    const made = document.createElement(name);
    made.src = `https://outside.example/${address}`;
    document.body.append(made);
  }
  await fetch("https://outside.example/told?what=was+asked").catch(() => null);
  await new Promise((done) => setTimeout(done, 1000));
  return refused.sort();
}"""


def test_the_app_works_under_its_policy_and_nothing_comes_from_elsewhere(tab: Tab) -> None:
    violations: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            violations.append(message.text)

    tab.page.on("console", said)
    tab.open("/")
    tab.ask("Who discovered Zanthor?")
    expect(tab.answer()).to_contain_text("Mirela")
    for place in ("Library", "Notes", "History", "Settings", "Test sets", "Evaluation", "Tuning"):
        tab.go_to(place)
    assert violations == []
    refused = tab.page.evaluate(_OUTSIDE)
    assert refused == ["connect-src", "frame-src", "img-src", "script-src-elem"]


def test_no_other_page_shows_it_in_a_frame(tab: Tab, other: Tab, server: str) -> None:
    page: Page = other.page
    page.route(
        "http://strange.example/", lambda route: route.fulfill(body=f'<iframe src="{server}"></iframe>')
    )
    page.goto("http://strange.example/")
    page.wait_for_timeout(2000)
    frame = page.frames[-1]
    assert "Lectern" not in frame.content() and "stApp" not in frame.content()
    page.goto(server)


def test_every_answer_says_so(server: str) -> None:
    for path in ("/", "/_stcore/health", "/healthz", "/v1/docs", "/nothing"):
        with urllib.request.urlopen(f"{server}{path}") as answer:
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
