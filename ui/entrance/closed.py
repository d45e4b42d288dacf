"""What is shown in place of the app to who is not signed in any more: their session ended while the page was open."""

import streamlit as st


def show_closed() -> None:
    """Nothing of the app, and the way to sign in."""
    st.session_state.clear()  # what the one before had on this screen is no more
    st.navigation([st.Page(_signed_out, title="Signed out")], position="hidden").run()


def _signed_out() -> None:
    st.title("You are signed out", anchor=False)
    st.markdown("Your session has ended, here or from another browser.")
    st.link_button("Sign in", "/sign-in", type="primary")
