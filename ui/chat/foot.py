"""What stands below an answer: what can be done with it, and how it came about."""

import streamlit as st

from rag.language.words import terms
from rag.store.conversations import Message
from rag.values import Answer, Outcome
from ui import resources
from ui.chat.asking import again, edit
from ui.chat.export import to_text
from ui.chat.feedback import feedback
from ui.chat.keep import keep_button
from ui.chat.next import show_next
from ui.markdown import escape
from ui.notes.keeping import keep_answer_button

_BUTTON = '<button type="button" class="lectern-copy">Copy</button>'
# Once a page. What is copied stands beside the button, out of sight. Where the browser has no clipboard (an address
# without https) the old way is gone.
COPY = """<script id="copy">
if (!window.lecternCopies) {
  window.lecternCopies = true;
  const copied = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("the browser does not let us copy");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".lectern-copy");
    if (!button) return;
    const text = button.closest('[class*="st-key-copy-"]').querySelector('[data-testid="stText"]').textContent;
    const say = (word) => { button.textContent = word; setTimeout(() => { button.textContent = "Copy"; }, 2000); };
    copied(text).then(() => say("Copied"), () => say("Could not copy"));
  });
}
</script>"""


def show_foot(message: Message, asked: Message, answer: Answer, last: bool) -> None:
    """The tools of an answer in one row; below the `last` of its chat what may be asked of it next."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"foot-{message.id}"):
        feedback(message, answer)
        with st.container(key=f"copy-{message.id}", width="content", gap=None):
            st.html(_BUTTON, width="content")
            st.text(to_text(answer))
        st.button("Ask again", key=f"again-{message.id}", type="tertiary", on_click=again, args=(asked.text,))
        st.button(
            "Edit question", key=f"edit-{message.id}", type="tertiary", on_click=edit, args=(asked.text,)
        )
        with st.popover("More", type="tertiary", key=f"do-{message.id}"):
            keep_answer_button(message, asked, answer)
            keep_button(message, answer)
            _show_details(message, asked, answer)
    if last and answer.outcome is Outcome.ANSWERED and not answer.stopped:
        show_next(message, answer)
    if not set(terms(answer.search_query)) <= set(
        terms(answer.question)
    ):  # an earlier question lent it words
        st.caption(f":material/search: Searched for: {escape(answer.search_query)}")


def _show_details(message: Message, asked: Message, answer: Answer) -> None:
    """The time that was waited, once it is known: an answer is dated when it is in the library."""
    if resources.engine().answers.unwritten(message.id) is None:
        st.caption(
            f"It took {message.created - asked.created:.1f} s from the question to the answer, waiting included."
        )
    read, shown = len(answer.passages), len(answer.evidence)
    st.caption(f"Chosen from {read:d} passages: {shown:d} sentences.")
    if answer.judged_by:
        st.caption(f"Judged by {escape(answer.judged_by)}.")
