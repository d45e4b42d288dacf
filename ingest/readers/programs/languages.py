"""How programming languages are written: their comments, and the lines with which something begins that has a name."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Syntax:
    """`line` begins a comment up to the end of the line, `block` is what a comment of several lines is between.
    `begins` finds in a line the name of what it declares, in its first group that is found."""

    line: tuple[str, ...] = ("//",)
    block: tuple[tuple[str, str], ...] = (("/*", "*/"),)
    begins: re.Pattern[str] | None = None


_MODIFIERS = (
    r"(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|open|sealed|data|inline"
    r"|virtual|extern|partial|unsafe|suspend|readonly|const|pub(?:\([^)]*\))?|func|mutating|fileprivate|native)\s+)*"
)
_TYPES = (
    rf"^\s*{_MODIFIERS}(?:class|interface|struct|enum|trait|object|record|protocol|extension|impl(?:<[^>]*>)?|namespace|module"
    r"|union|mod|actor)\s+([\w.:<>$]+)"
)
_C_LIKE = re.compile(
    rf"{_TYPES}|^\s{{0,4}}(?!(?:return|else|new|throw|case|goto|delete|if|for|while|switch|do|using|typedef)\b)"
    r"(?:[\w:<>,~&*\[\]?@.]+\s+)+[*&]*([\w:~]+)\s*\([^;{}=]*\)?[^;=]*$"
)
_SCRIPT = re.compile(
    rf"{_TYPES}|^\s*{_MODIFIERS}function\s*\*?\s*([\w$]+)|^(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*=\s*(?:async\s*)?"
    r"(?:function\b|\([^)]*\)\s*(?::[^=]+)?=>|\w+\s*=>)"
    r"|^\s{2,4}(?:static\s+|async\s+|get\s+|set\s+)*(?!(?:if|for|while|switch|catch|return|function)\b)([\w$#]+)\s*\([^)]*\)\s*\{\s*$"
)
_NAMED = re.compile(rf"{_TYPES}|^\s*{_MODIFIERS}(?:fn|func|fun)\s+(?:\([^)]*\)\s*)?([\w.<>]+)")
_PYTHON = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+(\w+)")
_RUBY = re.compile(r"^\s*(?:def|class|module)\s+([\w.:?!=]+)")
_PHP = re.compile(rf"{_TYPES}|^\s*{_MODIFIERS}function\s+&?(\w+)")
_SHELL = re.compile(r"^\s*(?:function\s+([\w-]+)|([\w-]+)\s*\(\)\s*\{?)")
_R = re.compile(r"^\s*([\w.]+)\s*(?:<-|=)\s*function\s*\(")
_SQL = re.compile(
    r"^\s*create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+|unique\s+|materialized\s+)*(?:table|view|function|procedure|trigger"
    r"|index)\s+(?:if\s+not\s+exists\s+)?([\w.\"`\[\]]+)",
    re.IGNORECASE,
)
_MATLAB = re.compile(r"^\s*(?:function\s+(?:[\[\]\w,\s~]+=\s*)?([\w.]+)|classdef\s+(?:\([^)]*\)\s*)?(\w+))")
_JULIA = re.compile(
    r"^\s*(?:(?:mutable\s+)?struct|function|macro|module|abstract\s+type)\s+([\w.!]+)|^(\w+!?)\([^)]*\)\s*="
)
_INI = re.compile(r"^\[{1,2}([^\[\]]+)\]{1,2}\s*$")
_YAML = re.compile(r"^([\w.-]+):")

_C = Syntax(begins=_C_LIKE)
_SCRIPTS = Syntax(begins=_SCRIPT)
_HASH = (("#",), ())
BY_SUFFIX = {
    ".py": Syntax(("#",), (), _PYTHON),
    ".pyi": Syntax(("#",), (), _PYTHON),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx"), _SCRIPTS),
    **dict.fromkeys(
        (".java", ".c", ".cc", ".cpp", ".cxx", ".h", ".hpp", ".hh", ".cs", ".cu", ".ino", ".dart"), _C
    ),
    **dict.fromkeys((".go", ".rs", ".kt", ".kts", ".swift", ".scala"), Syntax(begins=_NAMED)),
    ".php": Syntax(("//", "#"), (("/*", "*/"),), _PHP),
    ".rb": Syntax(("#",), (("=begin", "=end"),), _RUBY),
    **dict.fromkeys((".sh", ".bash", ".zsh"), Syntax(("#",), (), _SHELL)),
    ".r": Syntax(("#",), (), _R),
    ".sql": Syntax(("--", "#"), (("/*", "*/"),), _SQL),
    ".m": Syntax(("%", "//"), (("%{", "%}"), ("/*", "*/")), _MATLAB),
    ".jl": Syntax(("#",), (("#=", "=#"),), _JULIA),
    **dict.fromkeys((".toml", ".ini", ".cfg"), Syntax(("#", ";"), (), _INI)),
    **dict.fromkeys((".yaml", ".yml"), Syntax(("#",), (), _YAML)),
    **dict.fromkeys((".xml", ".xsl", ".xsd"), Syntax((), (("<!--", "-->"),))),
    ".json": Syntax((), ()),
    **dict.fromkeys((".css", ".scss"), Syntax((), (("/*", "*/"),))),
    ".lua": Syntax(("--",), (("--[[", "]]"),), re.compile(r"^\s*(?:local\s+)?function\s+([\w.:]+)")),
    ".pl": Syntax(("#",), (), re.compile(r"^\s*sub\s+(\w+)")),
    ".hs": Syntax(
        ("--",),
        (("{-", "-}"),),
        re.compile(r"^(?:data|class|newtype|instance|module)\s+([\w.]+)|^(\w+)\s*::"),
    ),
}
"""Languages by the suffix of their files, in lower case."""
SUFFIXES = tuple(BY_SUFFIX)
