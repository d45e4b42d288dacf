"""The models that can write: what each costs, and the buttons that fetch, choose and remove one."""

from pathlib import Path

import streamlit as st

from rag.common.machine import memory_bytes
from rag.errors import LecternError
from rag.models.catalogue.entries import ModelEntry, catalogue
from rag.models.catalogue.measured import measured_seconds
from rag.models.catalogue.places import gigabytes
from rag.models.catalogue.preparing import Readiness, readiness, ready_names, remove
from rag.models.catalogue.recommending import recommended
from rag.settings import every_setting
from service.model_worker import Preparation
from ui import resources
from ui.markdown import Markdown, escape
from ui.widgets.confirm import confirm
from ui.widgets.details import joined
from ui.widgets.fields import fill

_SECONDS = 0.7
_GENERATOR = "models.generator"


def show_models() -> None:
    """Every model of the catalogue, what writes now, and the way back to what wrote before."""
    models = resources.engine().settings.models
    st.subheader("What writes the answers", anchor=False)
    if models.base_url:
        st.markdown(
            f":material/dns: {escape(models.generator)} on the server {escape(models.base_url)}. To choose one of "
            "these models, empty the server's address under Tuning."
        )
    elif models.generator not in catalogue():
        st.markdown(f":material/edit_note: {escape(models.generator)}, chosen under Tuning.")
    st.caption(
        f"{escape(recommended(memory_bytes(), ready_names()).why)} A model is fetched from the internet once, when you "
        "press its button; nothing of yours is sent. Then it runs on this computer."
    )
    for entry in catalogue().values():
        _show(entry)
    _show_way_back()


def _show(entry: ModelEntry) -> None:
    engine = resources.engine()
    at_work = engine.models.current
    with st.container(border=True, gap="small", key=f"model-{entry.name}"):
        writes = " · :green[:material/check_circle: writes now]" if _writes(entry) else ""
        st.markdown(f"**{escape(entry.label)}**{writes}")
        st.caption(_costs(entry))
        if at_work is not None and at_work.name == entry.name:
            st.fragment(_follow, run_every=_SECONDS)(entry)
            return
        if why := engine.models.error_of(entry.name):
            st.markdown(f":orange[:material/error:] {escape(why)}")
        with st.container(horizontal=True, key=f"model-tools-{entry.name}"):
            _show_tools(entry, at_work is not None)


def _costs(entry: ModelEntry) -> Markdown:
    seconds = measured_seconds().get(entry.name)
    return joined(
        [
            "comes with Lectern" if entry.embedded else f"{escape(gigabytes(entry.bytes))} to fetch",
            f"{escape(gigabytes(entry.disk))} of disk",
            f"{escape(gigabytes(entry.memory))} of memory",
            "time not measured here" if seconds is None else f"about {seconds:.1f} s an answer here",
            f"licence {escape(entry.licence)}",
        ]
    )


def _show_tools(entry: ModelEntry, busy: bool) -> None:
    served = bool(resources.engine().settings.models.base_url)
    if readiness(entry) is not Readiness.READY:
        st.button(
            _fetch_label(entry), key=f"fetch-{entry.name}", icon=":material/download:", disabled=busy,
            on_click=_start, args=(entry.name,),
        )  # fmt: skip
        _show_file(entry, busy)
    elif not _writes(entry) and not served:
        st.button(
            "Use this one",
            key=f"use-{entry.name}",
            icon=":material/edit_note:",
            on_click=_use,
            args=(entry.name,),
        )
    if not entry.embedded and readiness(entry) is not Readiness.ABSENT and not _writes(entry):
        confirm(
            "Remove", "What was fetched of this model is deleted. It can be fetched again.", f"remove-{entry.name}",
            lambda: _remove(entry), yes="Yes, remove it",
        )  # fmt: skip


def _fetch_label(entry: ModelEntry) -> Markdown:
    state = readiness(entry)
    if state is Readiness.FETCHED:
        return "Prepare"
    size = escape(gigabytes(entry.bytes))
    return f"Go on fetching {size}" if state is Readiness.BEGUN else f"Fetch {size}"


def _show_file(entry: ModelEntry, busy: bool) -> None:
    """For whoever has the file already, on a stick or from a friend."""
    with (
        st.popover("I have the file", icon=":material/folder_open:", disabled=busy, key=f"have-{entry.name}"),
        st.form(f"file-{entry.name}", border=False),
    ):
        path = st.text_input("Where it lies on the computer that runs Lectern", placeholder=entry.file)
        if st.form_submit_button("Check it and prepare") and path.strip():
            _start(entry.name, Path(path.strip()).expanduser())
            st.rerun()


def _follow(entry: ModelEntry) -> None:
    worker = resources.engine().models
    at_work = worker.current
    if at_work is None or at_work.name != entry.name:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="model-progress"):
        st.progress(at_work.progress.share if at_work.progress else 0.0, text=_how_far(at_work))
        st.button(
            "Cancel",
            key="cancel-model",
            icon=":material/close:",
            disabled=at_work.stopping,
            on_click=worker.cancel,
        )


def _how_far(at_work: Preparation) -> Markdown:
    if at_work.stopping:
        return "stopping …"
    return f"{escape(at_work.progress.doing)} …" if at_work.progress else "beginning …"


def _show_way_back() -> None:
    models = resources.engine().settings.models
    former = catalogue().get(models.former)
    gone = former is not None and readiness(former) is not Readiness.READY
    if models.former == models.generator or models.base_url or gone:
        return
    label = escape(former.label if former else models.former)
    st.button(
        f"Back to {label}", key="former-model", icon=":material/undo:", on_click=_use, args=(models.former,)
    )


def _writes(entry: ModelEntry) -> bool:
    models = resources.engine().settings.models
    return models.generator == entry.name and not models.base_url


def _start(name: str, file: Path | None = None) -> None:
    try:
        resources.engine().models.start(name, file)
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")


def _use(name: str) -> None:
    engine = resources.engine()
    models = engine.settings.models.using(name)
    engine.change(engine.settings.model_copy(update={"models": models}))
    fill(every_setting()[_GENERATOR], name)
    st.toast("Saved. It writes from the next answer on.", icon=":material/check:")


def _remove(entry: ModelEntry) -> None:
    try:
        freed = remove(entry.name)
    except LecternError as error:
        st.toast(escape(str(error)), icon=":material/error:")
        return
    st.toast(f"{escape(gigabytes(freed))} are free again.", icon=":material/check:")
