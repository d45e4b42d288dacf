"""The page that lists all calls, made of the OpenAPI description: no script, nothing loaded from elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class CallField:
    """What a call takes: in its path, its query or its body."""

    name: str
    place: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class ListedCall:
    """A call as the page lists it."""

    method: str
    path: str
    words: str
    fields: tuple[CallField, ...]


def reference_page(description: Mapping[str, Any], prefix: str) -> str:
    """The page for an OpenAPI `description` of what is below `prefix` ("/api")."""
    groups: dict[str, list[ListedCall]] = {}
    for path, methods in description["paths"].items():
        for method, call in methods.items():
            tag = str(call.get("tags", ["calls"])[0]).capitalize()
            fields = tuple(_fields(call, description))
            listed = ListedCall(method.upper(), prefix + path, call.get("description", ""), fields)
            groups.setdefault(tag, []).append(listed)
    about = description["info"]
    return _PAGES.get_template("reference.html").render(
        title=about["title"],
        description=about["description"],
        json=f"{prefix}/openapi.json",
        groups=list(groups.items()),
    )


def _fields(call: Mapping[str, Any], description: Mapping[str, Any]) -> Iterator[CallField]:
    for found in call.get("parameters", ()):
        yield CallField(found["name"], found["in"], _kind(found["schema"]), found.get("required", False))
    content = call.get("requestBody", {}).get("content", {})
    if "application/octet-stream" in content:
        yield CallField("the file", "body", "bytes", True)
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    if reference:
        body = description["components"]["schemas"][reference.rpartition("/")[2]]
        for name, schema in body["properties"].items():
            yield CallField(name, "body", _kind(schema), name in body.get("required", ()))


def _kind(schema: Mapping[str, Any]) -> str:
    """The JSON type of a value: "integer", "array of string", "string or null"."""
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f'"{one}"' for one in schema["enum"])
    if "items" in schema:
        return f"array of {_kind(schema['items'])}"
    return str(schema.get("type", "object"))
