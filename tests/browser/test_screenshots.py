"""The pictures of the pages, as they are taken on a phone."""

from pathlib import Path

import pytest

from tests.browser.screenshots import shoot
from tests.browser.tab import Tab

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.timeout(900)]


def test_a_phone_is_pictured_with_the_source_of_its_answer(phone: Tab, tmp_path: Path) -> None:
    chat = shoot(phone, "Who discovered the comet Zanthor?", "", tmp_path, "light-420")
    assert "chat=" in chat
    assert {picture.name.removesuffix("-light-420.png") for picture in tmp_path.iterdir()} == {
        "start", "answer", "source", "library", "history", "testsets", "runs", "settings", "tuning",
    }  # fmt: skip
