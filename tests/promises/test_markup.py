"""Promise 11: markup in a question is shown as it was typed, and makes nothing."""

import pytest
from playwright.sync_api import Locator, Request, expect

from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(600)]

_IMAGE = '<img src="http://127.0.0.1:9/a.png" onerror="document.title=1">'
_TYPED = f"{_IMAGE}<script>document.title=1</script> ![b](http://127.0.0.1:9/b.png) **Zanthor** $x^2$ :material/lock:"
_MADE = "img, b, strong, code, script, .katex, [data-testid=stIconMaterial]"


def _check_is_plain(shown: Locator) -> None:
    """It makes no element; but a bare address may be pressed, and is seen as it was typed."""
    expect(shown.locator(_MADE)).to_have_count(0)
    links = shown.locator("a").evaluate_all("links => links.map(link => [link.href, link.innerText])")
    assert all(address == words for address, words in links)


def _seen(shown: Locator) -> str:
    """The text without word joiners, which have no width."""
    return " ".join(shown.inner_text().replace("\u2060", "").split())


def test_markup_in_a_question_is_shown_as_it_was_typed(tab: Tab) -> None:
    asked: list[str] = []

    def keep(request: Request) -> None:
        asked.append(request.url)

    tab.page.on("request", keep)
    tab.ask(_TYPED)
    tab.answer()
    question = tab.page.get_by_test_id("stChatMessage").first.get_by_test_id("stMarkdownContainer").first
    assert _seen(question) == _TYPED
    _check_is_plain(question)
    tab.go_to("History")
    title = tab.page.get_by_test_id("stMain").get_by_text("<img src=").first
    assert _IMAGE in _seen(title)
    # In bold is the title as a whole.
    expect(title.locator("img, script, .katex")).to_have_count(0)
    expect(tab.page.locator("img[src*=':9']")).to_have_count(0)
    assert tab.page.evaluate("document.title") != "1"
    assert [url for url in asked if ":9/" in url] == []
