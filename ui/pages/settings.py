"""The settings page: the model, how it searches and when it abstains, what is stored, what leaves the machine."""

from itertools import chain
from pathlib import Path

import streamlit as st

from rag.errors import InvalidSetting, LecternError
from rag.settings import Models, Settings, every_setting
from ui import resources
from ui.markdown import escape, megabytes
from ui.widgets.confirm import confirm
from ui.widgets.fields import field, fill, said

_TABS = {
    "Search": ("retrieval.alpha", "retrieval.fusion", "retrieval.top_k"),
    "Answers": (
        "answering.threshold", "answering.write", "answering.evidence", "answering.prompt_sentences",
        "answering.max_new_tokens",
    ),
    "Models": ("models.generator", "models.base_url", "models.embedder", "models.device"),
    "Files": ("ingestion.file_megabytes", "ingestion.pages", "ingestion.seconds"),
}  # fmt: skip
"""What people may change here; the rest is in settings.toml."""


def page() -> None:
    """Say how things are, and change them."""
    st.title("Settings", anchor=False)
    _show_model()
    _show_form()
    _show_connection()
    _show_storage()
    _show_privacy()


def _show_model() -> None:
    engine = resources.engine()
    models = engine.settings.models
    st.subheader("Model", anchor=False)
    if engine.model_error:
        st.error(escape(engine.model_error), icon=":material/error:")
    elif engine.loaded:
        took = f" in {engine.load_seconds:.0f} s" if engine.load_seconds is not None else ""
        st.markdown(f":green[:material/check_circle:] Ready; loaded{took}.")
    else:
        st.markdown(":material/hourglass: Loading, in the background.")
    st.caption(f"Writes: {escape(_generator(models))} · Searches: {escape(_embedder(models))}")


def _generator(models: Models) -> str:
    if models.base_url:
        return f"{models.generator} on {models.base_url}"
    return "SmolLM2-135M-Instruct, embedded" if models.generator == "embedded" else models.generator


def _embedder(models: Models) -> str:
    return "all-MiniLM-L6-v2, embedded" if models.embedder == "embedded" else models.embedder


def _show_form() -> None:
    settings = resources.engine().settings
    values = settings.by_name()
    with st.form("settings"):
        chosen: dict[str, object] = {}
        for tab, names in zip(st.tabs(list(_TABS)), _TABS.values(), strict=True):
            with tab:
                chosen |= {name: field(every_setting()[name], values[name]) for name in names}
        if st.form_submit_button("Keep these settings", type="primary"):
            _keep(settings, chosen)
    _show_defaults(values)


def _keep(settings: Settings, chosen: dict[str, object]) -> None:
    try:
        settings = settings.changed_all(chosen)
    except InvalidSetting as error:
        st.error(escape(_by_label(str(error))), icon=":material/error:")
        return
    resources.engine().change(settings)
    st.toast("Kept. The next answer uses them.", icon=":material/check:")
    st.rerun()


def _by_label(message: str) -> str:
    """What is wrong, said of the labels of this page."""
    for name, setting in every_setting().items():
        message = message.replace(name, f"“{setting.label}”")
    return message


def _show_defaults(values: dict[str, object]) -> None:
    """The way back, with what it would change; nothing where all settings are the defaults."""
    changed = [setting for name, setting in every_setting().items() if values[name] != setting.default]
    if changed:
        lines = (f"- {escape(s.label)}: {said(values[s.name])} → {said(s.default)}" for s in changed)
        confirm(
            "Back to the defaults", "This changes:\n" + "\n".join(lines), "defaults", _back_to_defaults,
            yes="Yes, back to the defaults", icon=":material/undo:",
        )  # fmt: skip


def _back_to_defaults() -> None:
    for name in chain(*_TABS.values()):
        fill(every_setting()[name], every_setting()[name].default)
    resources.engine().change(Settings())
    st.toast("All settings are the defaults again.", icon=":material/check:")


def _show_connection() -> None:
    st.subheader("Test a server", anchor=False)
    st.caption("Any OpenAI-compatible server: Ollama, llama-server, vLLM. Its key: LECTERN_API_KEY.")
    with st.form("connection"):
        settings = resources.engine().settings.models
        address = st.text_input("Address", settings.base_url, placeholder="http://localhost:11434/v1")
        model = st.text_input("Model", settings.generator if settings.base_url else "")
        if st.form_submit_button("Test the connection") and address.strip():
            _test(Models(generator=model.strip(), base_url=address.strip()))


def _test(models: Models) -> None:
    try:
        with st.spinner(f"Asking {escape(models.base_url)} …"):
            names = resources.engine().check_server(models)
    except LecternError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return
    st.success(
        escape(f"It answers. Models: {', '.join(names) or 'not told'}."), icon=":material/check_circle:"
    )


def _show_storage() -> None:
    engine = resources.engine()
    collections = engine.library.collections()
    st.subheader("Storage", anchor=False)
    st.markdown(
        f"{sum(collection.documents for collection in collections):,} documents, "
        f"{sum(collection.chunks for collection in collections):,} passages, "
        f"{megabytes(_size(engine.folder))} in {escape(str(engine.folder))}"
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _show_privacy() -> None:
    models = resources.engine().settings.models
    st.subheader("What leaves this computer", anchor=False)
    leaves, stays = [], "Documents, chats and everything else stay here."
    if models.embeds_elsewhere:
        leaves.append(f"Documents and questions go to {escape(models.embeds_elsewhere)}, to be searched.")
        stays = "Chats and everything else stay here."
    if models.reads_elsewhere:
        leaves.append(f"Questions and the sentences found for them go to {escape(models.reads_elsewhere)}.")
    if leaves:
        st.warning(" ".join([*leaves, stays]), icon=":material/cloud_upload:")
    else:
        st.markdown(
            ":material/lock: Nothing. Documents, questions, answers and models stay on this computer."
        )
