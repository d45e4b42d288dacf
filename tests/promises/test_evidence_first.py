"""Promise 1: the evidence is there long before the answer."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import expect

from rag.values import Answer
from tests.browser.tab import Tab

pytestmark = [pytest.mark.models, pytest.mark.timeout(600)]

_QUESTION = "Where was the first plover engine built?"
# Keeps when the last message first shows a page that can be opened later, and when it is an answer to be rated.
_WATCH = """() => {
    window.seen = {asked: performance.now()};
    const before = document.querySelectorAll('[data-testid="stChatMessage"]').length;
    new MutationObserver(() => {
        const messages = [...document.querySelectorAll('[data-testid="stChatMessage"]')];
        if (messages.length < before + 2) return;
        const last = messages.at(-1);
        const found = last.textContent.includes("Harwick") && /\\[1\\] p\\. 1/.test(last.textContent);
        if (found) window.seen.evidence ??= performance.now();
        if (last.querySelector('[data-testid="stFeedback"]')) window.seen.answer ??= performance.now();
    }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_the_first_thing_that_is_known_of_an_answer_is_its_evidence(assistant: Any) -> None:
    asked = time.monotonic()
    events = [(event, time.monotonic() - asked) for event in assistant.ask(_QUESTION)]
    (first, at_first), (last, at_last) = events[0], events[-1]
    assert not isinstance(first, Answer) and isinstance(last, Answer)
    assert any("Harwick" in sentence.text for sentence in first.evidence)
    assert not last.abstained and last.evidence
    assert last.seconds.evidence is not None and last.seconds.total is not None
    assert 0 < last.seconds.evidence < last.seconds.total / 3
    assert at_first < at_last / 3


@pytest.mark.browser
def test_the_evidence_is_on_the_screen_before_the_answer(tab: Tab) -> None:
    tab.ask("Who discovered the comet Zanthor?")  # so that the models are loaded
    tab.answer()
    tab.page.evaluate(_WATCH)
    tab.ask(_QUESTION)
    answer = tab.answer()
    expect(answer).to_contain_text("Harwick")
    expect(tab.cited(answer, 1).first).to_have_accessible_name(re.compile(r"p\. 1$"))
    seen = tab.page.evaluate("window.seen")
    assert seen["asked"] < seen["evidence"] < seen["answer"]
    assert seen["evidence"] - seen["asked"] < 0.8 * (seen["answer"] - seen["asked"])
