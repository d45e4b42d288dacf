"""What a person does in a tab, in their words."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

_QUESTION = "stChatInputTextArea"


# A new theme or an opened fold begins to move some frames later, so several quiet frames are waited for.
_STILL = """async () => {
    const moving = () => document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity);
    for (let quiet = 0; quiet < 15; quiet++) {
        await new Promise(requestAnimationFrame);
        const now = moving();
        if (now.length) {
            await Promise.all(now.map(a => a.finished.catch(() => null)));
            quiet = 0;
        }
    }
}"""


class Tab:
    """One tab on the app."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.settled()

    def settled(self) -> None:
        """Wait until the page stands still: the script has run, and nothing is a placeholder."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)
        expect(self.page.get_by_test_id("stAppSkeleton")).to_have_count(0, timeout=60_000)
        expect(self.page.get_by_test_id("stException")).to_have_count(0)

    def pages(self) -> list[str]:
        """The titles of the pages that can be gone to."""
        return self.page.get_by_test_id("stSidebarNavLink").all_inner_texts()

    def still(self) -> None:
        """Wait for what fades or unfolds; what spins for ever is left to spin."""
        self.page.evaluate(_STILL)

    def go_to(self, title: str) -> None:
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
        self.page.get_by_role("heading", name=title, level=1).wait_for()
        self.settled()

    def go_by_keys(self, target: Locator, key: str = "Tab") -> None:
        """Press `key` until `target` has the focus."""
        for _ in range(80):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not lead to {target}")

    def upload(self, *files: Path) -> None:
        """Drop files on the uploader of the page."""
        chosen = self.page.get_by_test_id("stFileUploader").locator("input[type=file]")
        chosen.set_input_files([str(file) for file in files])

    def document(self, title: str) -> Locator:
        """A document of the library page, as its fold."""
        return self.page.get_by_test_id("stExpander").filter(has_text=title)

    def attach(self, *files: Path) -> None:
        """Choose files for the next question."""
        chosen = self.page.get_by_test_id("stChatInput").locator("input[type=file]")
        chosen.set_input_files([str(file) for file in files])
        for file in files:
            self.page.get_by_test_id("stChatInput").get_by_text(file.name).wait_for()
        expect(self.page.get_by_role("button", name="Send message")).to_be_enabled()

    def ask(self, question: str, *files: Path) -> None:
        if files:
            self.attach(*files)
        messages = self.page.get_by_test_id("stChatMessage")
        before = messages.count()
        box = self.page.get_by_test_id(_QUESTION)
        box.fill(question)
        # While a file is still on its way, Enter does nothing.
        expect(self.page.get_by_role("button", name="Send message")).to_be_enabled()
        box.press("Enter")
        expect(messages).to_have_count(before + 2)

    def answer(self, seconds: float = 400) -> Locator:
        """The last message, once it is an answer that was written whole (its thumbs are there)."""
        last = self.page.get_by_test_id("stChatMessage").last
        last.get_by_test_id("stFeedback").or_(last.get_by_role("alert")).wait_for(timeout=seconds * 1000)
        self.settled()
        return last

    def cited(self, within: Locator, number: int | None = None) -> Locator:
        """The numbers in the text of a message that lead to a source: to that one, or to any."""
        which = r"\d+" if number is None else str(number)
        return within.get_by_role("button", name=re.compile(rf"^(Source {which}: |\[{which}\] )"))

    def sources(self) -> Locator:
        """What stands beside the answer."""
        return self.page.locator(".st-key-sources-open, .st-key-sources-idle, .st-key-sources-material")

    def panel(self) -> Locator:
        """The column of the sources, which scrolls by itself."""
        return self.page.get_by_test_id("stColumn").filter(has=self.sources())
