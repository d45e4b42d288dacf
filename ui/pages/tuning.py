"""The tuning page: how passages are found, when and with what answers are given, what files may be read."""

import streamlit as st

from rag.errors import InvalidSetting, LecternError
from rag.models.catalogue.entries import catalogue
from rag.settings import Models, Settings, elsewhere, every_setting
from ui import resources
from ui.markdown import escape, plural
from ui.settings.defaults import show_defaults
from ui.settings.state import show_readiness
from ui.widgets.fields import field

_TABS = {
    "Search": ("retrieval.alpha", "retrieval.fusion", "retrieval.top_k"),
    "Answers": (
        "answering.threshold", "answering.unsure", "answering.write", "answering.evidence",
        "answering.prompt_sentences", "answering.max_new_tokens",
    ),
    "Models": ("models.generator", "models.base_url", "models.embedder", "models.device"),
    "Files": ("ingestion.file_megabytes", "ingestion.pages", "ingestion.page_seconds"),
}  # fmt: skip
"""What people may change here; the rest is in settings.toml."""
_CLASS = {
    "Class": (
        "sharing.address", "sharing.sign_in_days", "sharing.keep_chats_days", "sharing.provider", "sharing.client",
        "sharing.newcomers",
    ),
}  # fmt: skip
"""Of a class. That it is one, settings.toml says: whoever switched it on here would be shut out of what they see."""


def page() -> None:
    """Change what the answers are made with, and try a server."""
    st.title("Tuning", anchor=False)
    st.caption(
        "How answers are made. Change one thing, run a test set again, and see under Evaluation whether it got "
        "better."
    )
    _show_models()
    _show_form()
    _show_connection()


def _show_models() -> None:
    models, served = resources.engine().settings.models, elsewhere()
    show_readiness()
    st.caption(f"Writes: {escape(_generator(models))} · Searches: {escape(_embedder(models))}")
    for place, task in ((served.judge, "Judges"), (served.reader, "Reads"), (served.embedder, "Embeds")):
        if place is not None:
            st.caption(f":material/dns: {task} on a server: {escape(place.told)}, set in the environment.")
    passages = sum(collection.chunks for collection in resources.engine().library.collections())
    seconds = resources.engine().load_seconds
    took = f" Loading the models took {seconds:.0f} s." if seconds is not None else ""
    st.caption(f"{plural(passages, 'passage')} can be searched.{took}")


def _generator(models: Models) -> str:
    if models.base_url:
        return f"{models.generator} on {models.base_url}"
    chosen = catalogue().get(models.generator)
    return f"{chosen.label}, {chosen.name}" if chosen else models.generator


def _embedder(models: Models) -> str:
    return "all-MiniLM-L6-v2, embedded" if models.embedder == "embedded" else models.embedder


def _show_form() -> None:
    settings = resources.engine().settings
    values = settings.by_name()
    with st.form("settings"):
        chosen: dict[str, object] = {}
        tabs = {**_TABS, **(_CLASS if resources.engine().by_class else {})}
        for tab, names in zip(st.tabs(list(tabs)), tabs.values(), strict=True):
            with tab:
                chosen |= {name: field(every_setting()[name], values[name]) for name in names}
        if st.form_submit_button("Save", type="primary"):
            _save(settings, chosen)
    show_defaults()


def _save(settings: Settings, chosen: dict[str, object]) -> None:
    try:
        settings = settings.changed_all(chosen)
    except InvalidSetting as error:
        st.error(escape(_by_label(str(error))), icon=":material/error:")
        return
    resources.engine().change(settings)
    st.toast("Saved. The next answer uses them.", icon=":material/check:")
    st.rerun()


def _by_label(message: str) -> str:
    """What is wrong, said of the labels of this page."""
    for name, setting in every_setting().items():
        message = message.replace(name, f"“{setting.label}”")
    return message


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
