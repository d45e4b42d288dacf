"""The design, checked: where each heavy library lives, what is written nowhere, how full a folder may be.

Who may import whom is in `.importlinter`, which `make lint` checks.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

PACKAGES = ("rag", "ingest", "evaluation", "training", "service", "api", "ui", "lectern")
_MOST_MODULES = 14

# Library -> the only folders and modules of ours that may import it.
HOMES = {
    "faiss": ["rag/store/index/nearest.py", "rag/store/index/cached.py"],
    "ctranslate2": ["rag/models/"],
    "sqlalchemy": ["rag/store/"],
    "pypdf": ["ingest/readers/pdf/second.py"],
    "xlrd": ["ingest/readers/sheets/xls/"],
    "pypdfium2": ["ingest/readers/pdf/", "ingest/locks/pdf.py", "rag/pages/rendering.py"],
    "msoffcrypto": ["ingest/locks/"],
    "cryptography": ["ingest/locks/", "ingest/archives/aes.py"],
    "lxml": ["ingest/readers/", "ingest/locks/opendocument.py"],
    "olefile": ["ingest/readers/", "ingest/locks/powerpoint.py"],
    "rapidocr": ["ingest/readers/ocr/seeing/engine.py"],
    "cv2": ["ingest/readers/ocr/seeing/"],
    "transformers": ["rag/models/", "training/"],
    "torch": ["rag/models/", "training/"],
    "sentence_transformers": ["rag/models/", "training/"],
    "streamlit": ["ui/", "app.py", "lectern/steps.py"],
    "sentencex": ["rag/language/sentences.py"],
    "huggingface_hub": ["rag/models/catalogue/sources/hub.py"],
    "gguf": ["rag/models/catalogue/conversion/decoder.py"],
    "openai": ["rag/models/elsewhere/"],
    "langchain_openai": ["rag/models/generation/server.py"],
    "langchain": ["rag/models/providers.py"],
    "argon2": ["rag/store/people/passwords.py"],
    "authlib": ["ui/entrance/provider.py"],
    "fastapi": ["api/"],
    "mcp": ["api/tools/", "api/application.py"],
    "ray": ["ingest/cluster/engine.py"],
    "prometheus_client": ["service/watching/tally.py", "api/metrics.py"],
}

# What must be written nowhere -> why. Names, attributes and keyword arguments alike.
FORBIDDEN = {
    "unsafe_allow_html": "text of documents and models must never become HTML",
    "pickle": "loading a pickle runs whatever is in it",
    "allow_dangerous_deserialization": "it loads a pickle",
    "langchain_community": "it is being sunset",
}


def sources(packages: tuple[str, ...] = PACKAGES) -> list[str]:
    """Every Python file of the packages, as a path below the root."""
    found = [path for name in packages for path in sorted((ROOT / name).rglob("*.py"))]
    return [path.relative_to(ROOT).as_posix() for path in [*found, ROOT / "app.py"] if path.exists()]


def tree(source: str) -> ast.Module:
    return ast.parse((ROOT / source).read_text(encoding="utf-8"), filename=source)


def imported(module: ast.Module) -> Iterator[str]:
    """The top-level name of each import, wherever it stands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            yield (node.module or "").partition(".")[0]


def names(module: ast.Module) -> Iterator[str]:
    """Every name, attribute, keyword argument and part of an imported module's name."""
    for node in ast.walk(module):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword):
            yield node.arg or ""
        elif isinstance(node, ast.Import):
            yield from (part for alias in node.names for part in alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
            yield from (alias.name for alias in node.names)


def test_no_folder_is_crowded():
    folders = Counter(path.rpartition("/")[0] for path in sources((*PACKAGES, "benchmarks")))
    assert {folder: count for folder, count in folders.items() if count > _MOST_MODULES} == {}


def test_no_two_public_classes_share_a_name():
    places: dict[str, list[str]] = {}
    for source in sources((*PACKAGES, "benchmarks")):
        for node in tree(source).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(source)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_pages_import_at_the_top():
    """An import inside a function hides a circle, or a page that is slow to open."""
    hidden = [
        f"{source}:{inner.lineno}"
        for source in sources()
        if source.startswith("ui/")
        for node in ast.walk(tree(source))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_heavy_libraries_have_one_home():
    wrong = [
        f"{source} imports {library}, which lives in {', '.join(HOMES[library])}"
        for source in sources()
        for library in sorted(set(imported(tree(source))) & HOMES.keys())
        if not source.startswith(tuple(HOMES[library]))
    ]
    assert not wrong


def test_what_is_written_nowhere():
    wrong = [
        f"{source} says {name}: {FORBIDDEN[name]}"
        for source in sources()
        for name in sorted(set(names(tree(source))) & FORBIDDEN.keys())
    ]
    assert not wrong


def test_the_rules_see_what_they_forbid():
    module = ast.parse("import faiss.contrib\nfrom pickle import load\nf(unsafe_allow_html=True)")
    assert set(imported(module)) == {"faiss", "pickle"}
    assert {"pickle", "unsafe_allow_html"} <= set(names(module))
