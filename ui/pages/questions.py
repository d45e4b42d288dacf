"""The page of what a course asks: most of all, unanswered, with which thumbs; only names that may be seen."""

import time
from collections.abc import Sequence

import streamlit as st

from rag.errors import LecternError, NotAllowed
from rag.store.people.questions import CourseQuestion, CourseQuestions
from rag.store.testsets import Case
from rag.values import Outcome
from service.classroom.asked import AlikeQuestions, alike, cited_pages
from service.classroom.seat import Seat
from ui import resources
from ui.chat.feedback import TEST_SET
from ui.markdown import escape, plural
from ui.navigation import Place, page_at
from ui.widgets.details import joined

_SPANS = {"7 days": 7, "30 days": 30, "a year": 365}
_DAY = 86400.0
_SHOWN = 15
_NAMES = 20  # tried for a test set


def page() -> None:
    """Of one course that one teaches."""
    seat = resources.engine()
    st.title("What is asked", anchor=False)
    if not isinstance(seat, Seat):
        return
    courses = [collection.name for collection in seat.library.collections()]
    if not courses:
        st.caption("Make a course in the library first.")
        return
    with st.container(horizontal=True):
        course = st.selectbox("Course", courses, format_func=escape, key="asked-in")
        span = st.selectbox("In the last", list(_SPANS), index=1, key="asked-since")
    since = time.time() - _SPANS[span] * _DAY
    questions = CourseQuestions(seat.library.database, seat.asker).of(course, since)
    if not questions:
        st.caption("Nobody has asked anything about this course in that time.")
        return
    answered = sum(question.outcome is Outcome.ANSWERED for question in questions)
    st.caption(f"{plural(len(questions), 'question')}, {answered} of them answered")
    if not seat.loaded:
        st.caption(":material/hourglass: The models are still loading. Come back in a moment.")
        return
    _show_unanswered(seat, course, questions)
    _show_most(seat, questions)
    _show_thumbs(questions)
    _show_pages(questions)


def _show_unanswered(seat: Seat, course: str, questions: Sequence[CourseQuestion]) -> None:
    st.subheader("What the material did not answer", anchor=False)
    groups = alike([one for one in questions if one.outcome is not Outcome.ANSWERED], seat.encode)
    if not groups:
        st.caption("Everything was answered.")
        return
    st.page_link(page_at(Place.LIBRARY), label="Add a document that does", icon=":material/upload_file:")
    for index, group in enumerate(groups[:_SHOWN]):
        with st.container(horizontal=True, vertical_alignment="center"):
            _show_group(group)
            st.button(
                "Make it a test question", key=f"test-{index}", type="tertiary", icon=":material/quiz:",
                on_click=_keep, args=(seat, course, group.text),
            )  # fmt: skip


def _show_most(seat: Seat, questions: Sequence[CourseQuestion]) -> None:
    st.subheader("What is asked most", anchor=False)
    for group in alike(questions, seat.encode)[:_SHOWN]:
        _show_group(group)


def _show_group(group: AlikeQuestions) -> None:
    names = dict.fromkeys(one.by for one in group.questions if one.by)
    by = f"asked by {', '.join(names)}" if names else ""
    st.markdown(joined([f"{len(group.questions)} ×", escape(group.text), escape(by)]))


def _show_thumbs(questions: Sequence[CourseQuestion]) -> None:
    rated = [one for one in questions if one.liked is not None]
    if not rated:
        return
    st.subheader("Thumbs", anchor=False)
    up = sum(bool(one.liked) for one in rated)
    st.caption(f"{up} up, {len(rated) - up} down")
    for one in [one for one in rated if not one.liked][:_SHOWN]:
        st.markdown(
            joined([f":material/thumb_down: {escape(one.text)}", escape(" ".join(one.reason.split()))])
        )


def _show_pages(questions: Sequence[CourseQuestion]) -> None:
    cited = cited_pages(questions)
    if not cited:
        return
    st.subheader("Pages that answers rest on", anchor=False)
    for (document, number), count in cited[:_SHOWN]:
        st.markdown(joined([f"{count} ×", escape(f"{document}, page {number}")]))


def _keep(seat: Seat, course: str, text: str) -> None:
    """Into a test set of the course, as a question whose answer is yet to be said. Where another person has one of that
    name, which is not seen here, the next name is taken."""
    base, cases = f"{TEST_SET}: {course}"[:90], [Case(text)]
    told = ""
    for name in (base, *(f"{base} ({number})" for number in range(2, _NAMES))):
        known = seat.testsets.find(name)
        try:
            if known is None:
                seat.testsets.create(name, course, cases)
            else:
                seat.testsets.add(known.id, cases)
        except LecternError as error:
            told = str(error)
            if known is not None or isinstance(error, NotAllowed):  # another name does not help
                break
            continue
        st.toast("It is in the test set. Say there what the answer should be.", icon=":material/check:")
        return
    st.toast(escape(told), icon=":material/error:")
