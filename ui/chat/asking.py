"""Putting a question into the chat that is open, or into a new one."""

from collections.abc import Sequence

import streamlit as st

from rag.store.jobs import Jobs
from ui import resources
from ui.chat.unasked import put
from ui.session import current

BOX = "question"
"""The key of the box that questions are typed into."""


def ask(question: str, jobs: Sequence[int] = (), files: Sequence[str] = ()) -> None:
    """Put a question, to be answered once the `files` that came with it (their `jobs`) are read.

    Raises TooManyWaiting."""
    engine, session = resources.engine(), current()
    engine.answers.check_room()
    collection, documents = session.collection, session.documents
    if session.conversation is None:
        session.start(engine.conversations.create(collection, documents=documents).id)
        session.collection, session.documents, session.scope_of = collection, documents, session.conversation
    session.opened, session.added = None, ()
    assert session.conversation is not None
    engine.conversations.move(session.conversation, collection, documents)
    message = engine.conversations.ask(session.conversation, question.strip(), files, jobs)
    # Looked up here, where it is known who asks: on the thread that waits for the files nobody is signed in.
    theirs = engine.jobs
    engine.answers.submit(message, lambda: _read(theirs, jobs))


def again(question: str) -> None:
    """Put a question once more."""
    put(ask, question)


def edit(question: str) -> None:
    """Put the text of a question back into the box. Only in a callback: the box must not be drawn yet."""
    st.session_state[BOX] = question


def _read(theirs: Jobs, jobs: Sequence[int]) -> bool:
    """Whether all files are read, those in archives too, or cannot be."""
    return not any(job.is_active for job in theirs.family(jobs))
