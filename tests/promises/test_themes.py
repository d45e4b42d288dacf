"""Promise 9: both themes have good contrast, and all that can be pressed has a name.

axe-core finds no serious violation that is ours, on any page, in both themes and both widths.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]

# axe tells whole what it found wrong; what it found right, which is ten times as much, it need not tell.
_FOR = {"resultTypes": ["violations"]}
_GRAVE = ("serious", "critical")
# Inside Streamlit's own widgets, where no setting of ours reaches; each is a node that Streamlit draws.
_STREAMLIT = ("stSidebarNav", "stFileUploader", "stChatInput", "stHeader", "stElementToolbar", "stMainMenu")


def _violations(tab: Tab) -> list[str]:
    found = Axe().run(tab.page, options=_FOR).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
        if not any(name in node["html"] for name in _STREAMLIT) and not _is_in_navigation(tab, node["target"])
    ]


def _is_in_navigation(tab: Tab, target: list[str]) -> bool:
    """Whether Streamlit draws a node inside its list of pages: the items of a section have no list around them."""
    place = tab.page.locator(str(target[0])).first
    return bool(place.evaluate("node => node.closest('[data-testid=\"stSidebarNav\"]') !== null"))


def _everywhere(tab: Tab, place: str) -> dict[str, list[str]]:
    """The violations of what is shown, in both themes and both widths."""
    found = {}
    for dark in (False, True):
        tab.page.emulate_media(color_scheme="dark" if dark else "light")
        for width in (1280, 420):
            tab.page.set_viewport_size({"width": width, "height": 900})
            tab.settled()
            tab.still()  # colours fade from one theme to the other
            found[f"{place}, {width} wide, {'dark' if dark else 'light'}"] = _violations(tab)
    tab.page.set_viewport_size({"width": 1280, "height": 900})
    return {look: violations for look, violations in found.items() if violations}


def _ground(tab: Tab) -> int:
    """How light the ground of the page is: the sum of its red, green and blue, 0 to 765."""
    colour = tab.page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])


def test_the_theme_follows_the_system(tab: Tab) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        tab.settled()
        tab.still()
        grounds.append(_ground(tab))
    light, dark = grounds
    assert light > 700 and dark < 120


def test_no_page_has_a_serious_violation(tab: Tab) -> None:
    found = _everywhere(tab, "start")
    titles = [re.sub(r"^\W+", "", title.splitlines()[-1]) for title in tab.pages()]
    assert {"Chat", "Library", "History", "Test sets", "Evaluation", "Settings"} <= set(titles)
    tab.ask("Who discovered the comet Zanthor?")
    tab.answer()
    found |= _everywhere(tab, "answer")
    tab.ask("What is the capital of Mongolia?")
    tab.answer()
    found |= _everywhere(tab, "abstention")
    for title in set(titles) - {"Chat"}:
        tab.go_to(title)
        found |= _everywhere(tab, title)
    assert found == {}
