"""Our component gets text as data and sets it as text: nothing of a document or a model can become markup."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FLOW = ROOT / "ui" / "chat" / "flow"

# What parses text as markup or code, or leads somewhere.
_SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|createContextualFragment|DOMParser|srcdoc"
    r"|\beval\b|new Function|\bimport\(|\bfetch\b|XMLHttpRequest|\.(?:href|src|action|cssText)\b|\bon[a-z]+ ?="
)
_ATTRIBUTES = {"role", "aria-label", "aria-describedby", "aria-hidden", "aria-disabled"}


def sinks(script: str) -> list[str]:
    """Where a script may make more than text of what it is given."""
    code = re.sub(r"^\s*//.*$", "", script, flags=re.MULTILINE)
    named = re.findall(r"(?:set|toggle)Attribute\(([^,)]*)", code)
    made = re.findall(r"\bmake\(([^,)]*)", code)
    wrong = [name for name in named if name.strip('"') not in _ATTRIBUTES]
    wrong += [tag for tag in made if not re.fullmatch(r'"[a-z0-9]+"|tag', tag)]
    return [*_SINKS.findall(code), *wrong]


def test_what_is_given_is_only_ever_set_as_text() -> None:
    assert sinks((FLOW / "flow.js").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "node.innerHTML = one.text;",
        'node.insertAdjacentHTML("beforeend", one.text)',
        "node.setAttribute(one.text, one.text)",
        'node.setAttribute("href", one.text)',
        'make(one.text, "")',
        "link.href = source.title",
        "new Function(one.text)",
    ],
)
def test_a_script_that_does_more_is_seen(line: str) -> None:
    assert sinks(line)


def _given(source: Path) -> list[str]:
    """What is given as markup, style or script of a component in a module that is no file of its own folder."""
    wrong = []
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("components.v2.component")):
            continue
        for keyword in node.keywords:
            text = ast.unparse(keyword.value)
            is_file = re.fullmatch(r"\(_HERE / '[\w.]+'\)\.read_text\(encoding='utf-8'\)", text)
            if keyword.arg != "isolate_styles" and not is_file:
                wrong.append(f"{source.name}: {keyword.arg}={text}")
        if len(node.args) != 1:
            wrong.append(f"{source.name}: {ast.unparse(node)}")
    return wrong


def test_markup_style_and_script_are_files_of_ours() -> None:
    modules = [
        path for path in (ROOT / "ui").rglob("*.py") if "components.v2" in path.read_text(encoding="utf-8")
    ]
    assert [path.name for path in modules] == ["component.py"]
    assert _given(modules[0]) == []


def test_anything_else_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "other.py"
    module.write_text("st.components.v2.component('x', html=answer.text)", encoding="utf-8")
    assert _given(module) == ["other.py: html=answer.text"]
