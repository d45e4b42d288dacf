"""What stands before a Markdown text between two lines of hyphens: what it says of itself, "key: value"."""

import re

_RULE = re.compile(r"---[ \t]*$|\.\.\.[ \t]*$")
_ENTRY = re.compile(r"([\w][\w .-]{0,40}?)\s*:(?:\s+(.*))?$")
_MOST = 200  # lines


def split(text: str) -> tuple[dict[str, str], str]:
    """What the text says of itself, and the text itself."""
    if not text.startswith("---"):
        return {}, text
    lines = text.split("\n", _MOST + 1)[: _MOST + 1]
    last = next((index for index, line in enumerate(lines) if index and _RULE.match(line)), 0)
    said = _entries(lines[1:last])
    if not _RULE.match(lines[0]) or not said:
        return {}, text
    return said, text[sum(len(line) + 1 for line in lines[: last + 1]) :]


def _entries(lines: list[str]) -> dict[str, str]:
    """The entries, lists with commas; {} where a line is none."""
    found: dict[str, str] = {}
    key = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _ENTRY.match(line[:2000]) if not line[0].isspace() and not line.startswith("- ") else None
        if entry is not None:
            key = entry[1]
            found[key] = _bare(entry[2] or "")
        elif key and (line[0].isspace() or line.startswith("- ")):
            more = _bare(line.strip().removeprefix("- "))
            found[key] = (
                f"{found[key]}, {more}"
                if found[key] and line.lstrip().startswith("- ")
                else f"{found[key]} {more}".strip()
            )
        else:
            return {}
    return {key: value for key, value in found.items() if value}


def _bare(value: str) -> str:
    """A value without quotes, brackets, the sign that its lines are folded."""
    value = value.strip()
    if value in ("|", ">", "|-", ">-"):
        return ""
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_bare(part) for part in value[1:-1].split(","))
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
