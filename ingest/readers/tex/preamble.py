"""What a source says before its text: its title, its own commands, its kinds of theorems."""

import re
from dataclasses import dataclass, field

from ingest.readers.tex.scanning import group, optional

_COMMAND = re.compile(r"\\(?:re)?(?:newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand)\*?\s*")
_DEF = re.compile(r"\\(?:long\\)?[gex]?def\s*\\([a-zA-Z@]+)((?:#\d)*)\s*(?=\{)")
_THEOREM = re.compile(r"\\(?:newtheorem|newmdtheoremenv|declaretheorem|spnewtheorem)(\*?)\s*(?=\{|\[)")
_OPERATOR = re.compile(r"\\DeclareMathOperator\*?\s*\{?\\([a-zA-Z]+)\}?\s*(?=\{)")
_ENVIRONMENT = re.compile(r"\\(?:re)?newenvironment\*?\s*(?=\{)")
_SAID = re.compile(r"\\(title|subtitle|author|date|institute)\b\s*(?=[\[{])")
_CLASS = re.compile(r"\\documentclass\s*(?:\[[^\]]*\])?\s*\{([^{}]{1,60})\}")
_BEGIN = re.compile(r"\\begin\s*\{document\}")
_END = re.compile(r"\\end\s*\{document\}|\\endinput\b|\\bye\b")
_MOST = 2000  # commands that a source defines


@dataclass(frozen=True, slots=True)
class Macro:
    """A command of the source: how many arguments it takes, what the first is where it is left out, what it says."""

    arguments: int
    otherwise: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Theorem:
    """A kind of theorem: what it is called, the counter that it shares, the one that it is numbered within."""

    title: str
    counter: str
    within: str = ""
    numbered: bool = True


@dataclass(slots=True)
class TexSource:
    """A source: its text proper and what it says of itself. `whole`: it can be typeset as it is. Its own environments
    are given by what stands for their beginning and their end."""

    body: str
    kind: str
    whole: bool
    said: dict[str, str] = field(default_factory=dict)
    macros: dict[str, Macro] = field(default_factory=dict)
    theorems: dict[str, Theorem] = field(default_factory=dict)
    environments: dict[str, tuple[Macro, str]] = field(default_factory=dict)


def source_of(text: str) -> TexSource:
    """The parts of a source without comments."""
    begin = _BEGIN.search(text)
    end = _END.search(text, begin.end() if begin else 0)
    kind = _CLASS.search(text)
    last = end.start() if end else len(text)
    body = text[begin.end() if begin else 0 : last]
    found = TexSource(body, kind[1].strip() if kind else "", begin is not None and kind is not None)
    head = text[:last]
    for match in _SAID.finditer(head):
        _, after = optional(head, match.end())
        said, _ = group(head, after)
        found.said.setdefault(match[1], said)
    _macros(head, found)
    _theorems(head, found)
    _environments(head, found)
    return found


def _macros(text: str, found: TexSource) -> None:
    for match in _COMMAND.finditer(text):
        name, after = group(text, match.end())
        count, after = optional(text, after)
        otherwise, last = optional(text, after)
        body, _ = group(text, last)
        number = int(count) if count.strip().isdigit() and len(count) < 3 else 0
        _keep(
            found, name.strip().removeprefix("\\"), Macro(number, otherwise if last > after else None, body)
        )
    for match in _DEF.finditer(text):
        _keep(found, match[1], Macro(len(match[2]) // 2, None, group(text, match.end())[0]))
    for match in _OPERATOR.finditer(text):
        _keep(found, match[1], Macro(0, None, f"\\operatorname{{{group(text, match.end())[0]}}}"))


def _environments(text: str, found: TexSource) -> None:
    for match in _ENVIRONMENT.finditer(text):
        name, after = group(text, match.end())
        count, after = optional(text, after)
        otherwise, last = optional(text, after)
        begin, after = group(text, last)
        number = int(count) if count.strip().isdigit() and len(count) < 3 else 0
        macro = Macro(number, otherwise if text[last - 1 : last] == "]" and otherwise else None, begin)
        if len(found.environments) < _MOST:
            found.environments[name.strip()] = macro, group(text, after)[0]


def _keep(found: TexSource, name: str, macro: Macro) -> None:
    if name.isalpha() and len(found.macros) < _MOST:
        found.macros[name] = macro


def _theorems(text: str, found: TexSource) -> None:
    for match in _THEOREM.finditer(text):
        options, after = optional(text, match.end())
        name, after = group(text, after)
        shared, after = optional(text, after)
        if match.group().startswith("\\declaretheorem"):
            stated = re.search(r"(?:name|title)\s*=\s*\{?([^,{}]+)", shared or options)
            within = re.search(r"(?:numberwithin|parent|within)\s*=\s*(\w+)", shared or options)
            like = re.search(r"(?:sibling|numberlike|sharenumber)\s*=\s*(\w+)", shared or options)
            title, shared = (stated[1].strip() if stated else name.capitalize()), (like[1] if like else "")
            found.theorems[name] = Theorem(title, shared or name, within[1] if within else "")
            continue
        title, after = group(text, after)
        within_name, _ = optional(text, after)
        sibling = found.theorems.get(shared)
        found.theorems[name] = Theorem(
            title,
            sibling.counter if sibling else name,
            sibling.within if sibling else within_name,
            not match[1],
        )
