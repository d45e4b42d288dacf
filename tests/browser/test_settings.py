"""The settings: kept, explained, and the connection to a server tried."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


class _Models(BaseHTTPRequestHandler):
    """Answers every GET with a list of one model."""

    def do_GET(self) -> None:
        body = json.dumps({"object": "list", "data": [{"id": "tiny-model", "object": "model"}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def model_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Models)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_a_server_is_tried_before_it_is_used(tab: Tab, model_server: str) -> None:
    tab.go_to("Settings")
    expect(tab.page.get_by_text("Nothing. Documents, questions, answers and models stay")).to_be_visible()
    tab.go_to("Tuning")
    tab.page.get_by_label("Address").fill("http://127.0.0.1:9/v1")
    tab.page.get_by_role("button", name="Test the connection").click()
    expect(tab.page.get_by_test_id("stMain").get_by_role("alert")).to_contain_text("127.0.0.1:9")
    tab.page.get_by_label("Address").fill(model_server)
    tab.page.get_by_role("button", name="Test the connection").click()
    expect(tab.page.get_by_test_id("stMain").get_by_role("alert")).to_contain_text("tiny-model")


def test_a_changed_setting_is_told_and_the_way_back_is_shown_in_its_widget(tab: Tab) -> None:
    tab.go_to("Tuning")
    tab.page.get_by_role("tab", name="Answers").click()
    slider = tab.page.get_by_role("slider", name="Sentences of evidence")
    slider.press("ArrowRight")
    tab.page.get_by_role("button", name="Save", exact=True).click()
    expect(tab.page.get_by_text("The default is 5.")).to_be_visible()
    expect(slider).to_have_value("6")
    tab.page.get_by_role("button", name="Back to the defaults").click()
    expect(tab.page.get_by_text("Sentences of evidence: 6 → 5")).to_be_visible()
    tab.page.get_by_role("button", name="Yes, back to the defaults").click()
    expect(slider).to_have_value("5")
    expect(tab.page.get_by_text("The default is 5.")).to_have_count(0)


def test_how_sure_an_answer_must_be_is_a_choice_of_three(tab: Tab) -> None:
    tab.go_to("Settings")
    strict = tab.page.get_by_role("radio", name="Strict")
    expect(tab.page.get_by_role("radio", name="Balanced")).to_be_checked()
    tab.page.get_by_text("Strict", exact=True).click()
    expect(tab.page.get_by_text("The next answer uses it.")).to_be_visible()
    tab.page.reload()
    expect(strict).to_be_checked()
    tab.page.get_by_role("button", name="Back to the defaults").click()
    tab.page.get_by_role("button", name="Yes, back to the defaults").click()
    expect(tab.page.get_by_role("radio", name="Balanced")).to_be_checked()
