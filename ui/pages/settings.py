"""The settings page: the model, how it searches and when it abstains, what is stored, what leaves the machine."""

from pathlib import Path

import streamlit as st

from rag.errors import InvalidSetting, LecternError
from rag.settings import Models, Settings
from ui import resources
from ui.markdown import escape, megabytes
from ui.widgets.fields import ANSWERING, INGESTION, MODELS, RETRIEVAL, Field, value_of


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
        st.error(engine.model_error, icon=":material/error:")
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
    with st.form("settings"):
        chosen: dict[str, object] = {}
        tabs = st.tabs(["Search", "Answers", "Models", "Files"])
        for tab, fields in zip(tabs, (RETRIEVAL, ANSWERING, MODELS, INGESTION), strict=True):
            with tab:
                for field in fields:
                    chosen[field.name] = field.show(value_of(settings, field.name))
        if st.form_submit_button("Keep these settings", type="primary"):
            _keep(settings, chosen)
    changed = _changed(settings)
    if changed and st.button(f"Back to the defaults ({', '.join(changed)})", key="defaults", type="tertiary"):
        resources.engine().change(Settings())
        st.rerun()


def _keep(settings: Settings, chosen: dict[str, object]) -> None:
    try:
        for name, value in chosen.items():
            settings = settings.changed(name, value)
    except InvalidSetting as error:
        st.error(str(error), icon=":material/error:")
        return
    resources.engine().change(settings)
    st.toast("Kept. The next answer uses them.", icon=":material/check:")
    st.rerun()


def _changed(settings: Settings) -> list[str]:
    """The labels of what differs from the defaults."""
    fields: tuple[Field, ...] = (*RETRIEVAL, *ANSWERING, *MODELS, *INGESTION)
    plain = Settings()
    return [field.label for field in fields if value_of(settings, field.name) != value_of(plain, field.name)]


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
        with st.spinner(f"Asking {models.base_url} …"):
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
        f"{megabytes(_size(engine.folder))} in `{engine.folder}`"
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _show_privacy() -> None:
    models = resources.engine().settings.models
    st.subheader("What leaves this computer", anchor=False)
    if models.base_url:
        st.warning(
            f"Questions and the sentences found for them go to {escape(models.base_url)}. "
            "Documents, chats and everything else stay here.",
            icon=":material/cloud_upload:",
        )
    else:
        st.markdown(
            ":material/lock: Nothing. Documents, questions, answers and models stay on this computer."
        )
