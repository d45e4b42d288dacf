"""axe-core finds no serious violation that is ours, on any page, in both themes and both widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import opened_tab
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]

_GRAVE = ("serious", "critical")
# Inside Streamlit's own widgets, where no setting of ours reaches; each is a node that Streamlit draws.
_STREAMLIT = ("stSidebarNav", "stFileUploader", "stChatInput", "stHeader", "stElementToolbar", "stMainMenu")


def _violations(tab: Tab) -> list[str]:
    found = Axe().run(tab.page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
        if not any(name in node["html"] for name in _STREAMLIT)
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_serious_violation(browser: Browser, server: str, dark: bool) -> None:
    for tab in opened_tab(browser, server, dark=dark):
        found = {"chat": _violations(tab)}
        tab.ask("Who discovered the comet Zanthor?")
        tab.answer()
        found["answer"] = _violations(tab)
        for title in ("Library", "History", "Test sets", "Evaluation", "Settings"):
            tab.go_to(title)
            found[title] = _violations(tab)
        assert {place: violations for place, violations in found.items() if violations} == {}
