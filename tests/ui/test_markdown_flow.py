"""Names, titles, errors and documents are text: nothing of them reaches Streamlit as Markdown unescaped."""

import pytest

from tests.ui.markdown_flow import Flow, markdown_parameters

OURS = frozenset(
    {
        "ui.main: title",  # of the table of pages above it
        # What a setting is called and does is written beside it in rag/settings/groups.py.
        "ui.widgets.fields: setting.label",
        "ui.widgets.fields: setting.description",
    }
)


def test_all_markdown_of_the_app_is_its_own() -> None:
    """To show a name or any other text, take `escape` of ui/markdown.py. A number is told by a format: `{page:d}`.
    What a function gives or takes as Markdown is annotated `Markdown`."""
    assert sorted(set(Flow.of_the_app(OURS).problems())) == []


def test_nothing_is_taken_on_trust_that_need_not_be() -> None:
    without = set(Flow.of_the_app(frozenset()).problems())
    assert {problem.split(":")[0] for problem in without} == {ours.split(":")[0] for ours in OURS}


def test_streamlit_says_what_takes_markdown() -> None:
    known = {name: taking for name, (_, taking) in markdown_parameters().items()}
    assert len(known) > 40
    assert known["button"] == {"label", "help"}
    assert known["pills"] == {"label", "options", "help"}
    assert known["metric"] == {"label", "value", "delta", "help"}
    assert {
        "toast",
        "error",
        "caption",
        "expander",
        "tabs",
        "dialog",
        "popover",
        "table",
        "radio",
    } <= known.keys()
    assert "dataframe" not in known and "html" not in known


_HEAD = """
import streamlit as st
from ui.markdown import Markdown, escape
WORDS = {1: "one", 2: "two"}
class Enum: pass
def raw(x) -> str: return x
def safe(x: str) -> Markdown: return f"**{escape(x)}**"
def takes(label: Markdown, other: str) -> None: st.button(label)
"""
_MARKDOWN = "Markdown = str\ndef escape(text: str) -> Markdown: return text\n"


def problems(body: str) -> list[str]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    source = (
        f"{_HEAD}\ndef page(name: str, count: int, document: object, label: Markdown) -> None:\n{lines}\n"
    )
    flow = Flow({"ui.page": source, "ui.markdown": _MARKDOWN})
    return [problem.removeprefix("ui.page: ") for problem in flow.problems()]


@pytest.mark.parametrize(
    "body",
    [
        "st.markdown('**words**')",
        "st.caption(f'{escape(name)}, page {count}')",
        "st.caption(f'{document.size:,} of {document.page:d}, {document.share:.0%}')",
        "st.button(safe(name), help=label, key=name)",
        "st.caption(escape(name) + (' …' if name else ''))",
        "st.caption(' · '.join(escape(part) for part in document.parts))",
        "parts = [escape(name)]\nparts += ['more'] if count else []\nst.caption(' · '.join(parts))",
        "st.pills('Names', document.names, format_func=escape)",
        "st.radio('Names', ['one', 'two'])",
        "st.metric('Count', f'{count}', label)",
        "st.caption(WORDS[count])",
        "for key, word in (('a', 'b'), (name, 'c')):\n    st.caption(word)",
        "st.selectbox('Names', document.names)",  # options of a select box are plain text
        "st.text_input('Name', name)",
        "takes('label', name)",
        "st.dataframe(document.rows)",
    ],
)
def test_what_is_ours(body: str) -> None:
    assert problems(body) == []


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("st.markdown(name)", "name"),
        ("st.error(str(document))", "str(document)"),
        ("st.caption(f'{escape(name)}, {document.title}')", "f'{escape(name)}, {document.title}'"),
        ("st.button('Open', help=document.title)", "document.title"),
        ("st.toast(f'Added to {name}')", "f'Added to {name}'"),
        ("st.pills('Names', [name])", "[name]"),
        ("st.pills(name, ['one'], format_func=escape)", "name"),
        ("st.pills('Names', [name], format_func=lambda name: name)", "lambda name: name"),
        ("st.radio('Names', options=document.names)", "document.names"),
        ("st.tabs([name, 'two'])", "[name, 'two']"),
        ("st.metric('Name', document.value)", "document.value"),
        ("st.table(document.rows)", "document.rows"),
        ("st.caption(raw(escape(name)))", "raw(escape(name))"),
        ("title = escape(name)\nif count:\n    title = name\nst.title(title)", "title"),
        ("parts = []\nparts += [name]\nst.caption(' '.join(parts))", "' '.join(parts)"),
        ("for key, word in (('a', 'b'), ('c', name)):\n    st.caption(word)", "word"),
        (
            "st.caption(' '.join(part for part in document.parts))",
            "' '.join((part for part in document.parts))",
        ),
        ("st.progress(0.5, text=name)", "name"),
        ("left, right = st.columns(2)\nleft.caption(name)", "name"),
        ("with st.expander(name):\n    pass", "name"),
        ("@st.dialog(name)\ndef ask() -> None: ...", "name"),
        ("st.caption(*document.parts)", "*document.parts"),
        ("st.write(name)", "name"),
        ("takes(name, 'other')", "name"),
        ("takes(label=document.title, other='')", "document.title"),
        ("def inner(given: str) -> Markdown:\n    return given\nst.caption(inner(name))", "given"),
        (
            "try:\n    pass\nexcept ValueError as error:\n    st.error(f'It failed: {error}')",
            "f'It failed: {error}'",
        ),
        ("st.caption(escape(name) * document.times)", "escape(name) * document.times"),
        ("st.caption(f'{name!r}')", "f'{name!r}'"),
        ("st.caption(f'{name:>20}')", "f'{name:>20}'"),
    ],
)
def test_what_may_not_be(body: str, seen: str) -> None:
    assert seen in problems(body)
