"""The menu: what a student needs first, the teachers' tools under a heading of their own."""

from streamlit.testing.v1 import AppTest


def _menu() -> dict[str, list[tuple[str, str]]]:
    """The title and the address of each page, by the heading that it stands under."""

    def script() -> None:
        import streamlit as st

        from ui.main import pages

        st.session_state["menu"] = {
            heading: [(page.title, page.url_path) for page in below] for heading, below in pages().items()
        }

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    menu: dict[str, list[tuple[str, str]]] = app.session_state["menu"]
    return menu


def test_what_is_for_teachers_stands_under_its_heading_and_old_addresses_stay() -> None:
    assert _menu() == {
        "": [
            ("Chat", ""),
            ("Library", "library"),
            ("Notes", "notes"),
            ("History", "history"),
            ("Settings", "settings"),
        ],
        "Teacher tools": [("Test sets", "testsets"), ("Evaluation", "runs"), ("Tuning", "tuning")],
    }
