"""Which text of the app reaches Streamlit as Markdown, and whether all of it is ours.

Streamlit's own documentation says which parameters take Markdown, so a widget that is new here is known already. Of
what is given there only this counts as ours: words of the source code, numbers, and what a function gives that says
`-> Markdown` (each `return` of which is held to the same). So does a parameter or field that is annotated `Markdown`;
then what its callers give is looked at, too. A number is told by its format (`{page:d}`, `{share:.0%}`) or annotation.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).parents[2]

# What a parameter that takes Markdown is called; the documentation also mentions Markdown where it takes none.
_NAMES = {"body", "label", "title", "text", "caption", "help", "tabs", "delta", "data"}
_ALSO = {
    "pills": {"options"},
    "segmented_control": {"options"},
    "radio": {"options"},
    "select_slider": {"options"},
    "menu_button": {"options"},
    "metric": {"value"},
}
_COUNTS = {"len", "sum", "round", "int", "float"}
_SAME = {"strip", "lower", "upper", "capitalize", "replace", "items", "values"}
_NUMBER = re.compile(r".*[dfg%,]$|.*%[a-zA-Z].*")  # a format that raises for text, or one of dates
_ROUNDED = "evaluation.reports.rounding"  # where numbers are written as people read them
_SOURCES = {"Markdown", "list[Markdown]"}
_NUMBERS = {"int", "float", "bool", "int | None", "float | None"}


@lru_cache
def markdown_parameters() -> dict[str, tuple[list[str], frozenset[str]]]:
    """Function of Streamlit -> all its parameters in order, and those that take Markdown."""
    found = {}
    for name in dir(st):
        if name.startswith("_"):
            continue
        function = getattr(st, name)
        text = inspect.getdoc(function) or ""
        try:
            names = list(inspect.signature(function).parameters)
        except (TypeError, ValueError):
            continue
        parts = re.split(r"^\*{0,2}(\w+) : .*$", text, flags=re.MULTILINE)
        told = {part for part, words in zip(parts[1::2], parts[2::2], strict=True) if "arkdown" in words}
        taking = (told & (_NAMES | _ALSO.get(name, set()))) & set(names)
        taking |= {"args"} if name == "write" else set()
        if taking:
            found[name] = names, frozenset(taking)
    return found


@dataclass
class Module:
    """A module's tree, and what its names stand for."""

    name: str
    tree: ast.Module
    constants: dict[str, ast.expr] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.constants[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                self.constants[node.target.id] = node.value
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                self.functions.setdefault(node.name, node)
            elif isinstance(node, ast.ClassDef):
                self.classes[node.name] = node
            elif isinstance(node, ast.ImportFrom) and node.module:
                self.imports.update({a.asname or a.name: (node.module, a.name) for a in node.names})


class Flow:
    """The modules of a folder, looked at together. `ours` are expressions (`module: …`) that are taken on trust."""

    def __init__(self, sources: dict[str, str], ours: frozenset[str] = frozenset()) -> None:
        self._ours = ours
        self.modules = {name: Module(name, ast.parse(text)) for name, text in sources.items()}

    @classmethod
    def of_the_app(cls, ours: frozenset[str]) -> "Flow":
        names = {
            path: path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
            for path in (ROOT / "ui").rglob("*.py")
        }
        return cls({name: path.read_text(encoding="utf-8") for path, name in names.items()}, ours)

    def problems(self) -> Iterator[str]:
        """Where text that may not be ours becomes Markdown: `module: expression`."""
        for module in self.modules.values():
            if module.name == "ui.markdown":
                continue  # where text is made ours
            for scope in _scopes(module):
                for node in scope.own:
                    yield from self._wrong(scope, self._given(scope, node))

    def _wrong(self, scope: "Scope", given: Iterator[ast.expr]) -> Iterator[str]:
        for expression in given:
            if not self.ours(scope, expression):
                yield f"{scope.module.name}: {ast.unparse(expression)}"

    def _given(self, scope: "Scope", node: ast.AST) -> Iterator[ast.expr]:
        """What is given as Markdown in a call, or by a function that says that it is."""
        if isinstance(node, ast.Return) and node.value is not None and scope.returns in _SOURCES:
            yield node.value
        elif isinstance(node, ast.Call):
            names, taking = self._taking(scope, node.func)
            given = [(names[min(place, len(names) - 1)], a) for place, a in enumerate(node.args) if taking]
            given += [(keyword.arg or "", keyword.value) for keyword in node.keywords if taking]
            if any(name == "format_func" for name, _ in given) and "options" in taking:
                taking = taking - {"options"} | {"format_func"}  # the options are shown as it says
            for name, argument in given:
                if name in taking or name == "" or isinstance(argument, ast.Starred):
                    yield argument

    def _taking(self, scope: "Scope", function: ast.expr) -> tuple[list[str], frozenset[str]]:
        if isinstance(function, ast.Attribute) and function.attr in markdown_parameters():
            return markdown_parameters()[function.attr]
        found = self._definition(scope.module, function)
        if isinstance(function, ast.Attribute):  # a method or a module's function: whichever has that name
            named = (module.functions.get(function.attr) for module in self.modules.values())
            found = next((one for one in named if one is not None), None)
        if isinstance(found, ast.FunctionDef):
            arguments = [*found.args.posonlyargs, *found.args.args, *found.args.kwonlyargs]
            taking = {a.arg for a in arguments if _said(a.annotation) == "Markdown"}
            return [a.arg for a in arguments if a.arg != "self"], frozenset(taking)
        if isinstance(found, ast.ClassDef):
            fields = [
                n for n in found.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
            ]
            taking = {n.target.id for n in fields if _said(n.annotation) == "Markdown"}  # type: ignore[union-attr]
            return [n.target.id for n in fields], frozenset(taking)  # type: ignore[union-attr]
        return [], frozenset()

    def _definition(self, module: Module, function: ast.expr) -> ast.AST | None:
        if not isinstance(function, ast.Name):
            return None
        name = function.id
        if name in module.imports:
            source, name = module.imports[name]
            module = self.modules.get(source, module)
        return module.functions.get(name) or module.classes.get(name)

    def ours(self, scope: "Scope", e: ast.expr | None) -> bool:
        """Whether an expression can hold nothing but text of ours and numbers."""
        if e is None or f"{scope.module.name}: {ast.unparse(e)}" in self._ours:
            return True
        match e:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=values):
                return all(self.ours(scope, value) for value in values)
            case ast.FormattedValue(value=value, format_spec=spec):
                return bool(spec and _NUMBER.match(ast.unparse(spec)[2:-1])) or self.ours(scope, value)
            case ast.IfExp(body=body, orelse=orelse):
                return self.ours(scope, body) and self.ours(scope, orelse)
            case ast.BoolOp(values=values) | ast.List(elts=values) | ast.Tuple(elts=values):
                return all(self.ours(scope, value) for value in values)
            case ast.Dict(values=values):
                return all(self.ours(scope, value) for value in values)
            case ast.Starred(value=value) | ast.NamedExpr(value=value):
                return self.ours(scope, value)
            case ast.BinOp(left=left, right=right, op=ast.Mult()):
                return self.ours(scope, left) and self._number(scope, right)
            case ast.BinOp(left=left, right=right):
                return self.ours(scope, left) and self.ours(scope, right)
            case ast.ListComp(elt=elt, generators=loops) | ast.GeneratorExp(elt=elt, generators=loops):
                return self.ours(scope.inside(loops), elt)
            case ast.DictComp(value=value, generators=loops):
                return self.ours(scope.inside(loops), value)
            case ast.Lambda(body=body, args=args):
                return self.ours(scope.with_names({a.arg: ["anything"] for a in args.args}), body)
            case ast.Subscript(value=value):
                return self.ours(scope, value)
            case ast.Attribute(value=value, attr=attr):
                return attr in self._fields or (self._constant(scope, value) and self.ours(scope, value))
            case ast.Call():
                return self._call_is_ours(scope, e)
            case ast.Name(id=name):
                return self._name_is_ours(scope, name)
        return False

    def _number(self, scope: "Scope", e: ast.expr) -> bool:
        return isinstance(e, ast.Compare | ast.Constant) or (
            isinstance(e, ast.Call)
            and isinstance(e.func, ast.Attribute)
            and e.func.attr in ("endswith", "isspace")
        )

    def _constant(self, scope: "Scope", e: ast.expr) -> bool:
        """Whether it is, or is an element of, what stands at the top of a module."""
        match e:
            case ast.Subscript(value=value) | ast.Attribute(value=value):
                return self._constant(scope, value)
            case ast.Name(id=name):
                bound = scope.bound.get(name)
                if bound is not None:
                    return all(isinstance(b, ast.expr) and self._constant(scope, b) for b in bound)
                return name in scope.module.constants or name in scope.module.imports
        return False

    def _call_is_ours(self, scope: "Scope", call: ast.Call) -> bool:
        function = call.func
        if self._gives_markdown(scope.module, function):
            return True
        if isinstance(function, ast.Attribute):
            if function.attr == "join":
                return self.ours(scope, function.value) and self.ours(scope, call.args[0])
            given = [function.value, *call.args]
            return function.attr in _SAME and all(self.ours(scope, value) for value in given)
        if isinstance(function, ast.Name) and function.id in _COUNTS:
            return True
        if isinstance(function, ast.Name) and function.id in ("list", "tuple", "sorted", "reversed"):
            return all(self.ours(scope, argument) for argument in call.args)
        if isinstance(function, ast.Name) and function.id == "map":
            return self._gives_markdown(scope.module, call.args[0])
        found = self._definition(scope.module, function)
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        return isinstance(found, ast.ClassDef) and all(self.ours(scope, value) for value in given)

    def _gives_markdown(self, module: Module, function: ast.expr) -> bool:
        found = self._definition(module, function)
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            source = ".".join(module.imports.get(function.value.id, ("", "")))
        else:
            source, _ = module.imports.get(ast.unparse(function), ("", ""))
        returns = _said(found.returns) if isinstance(found, ast.FunctionDef) else ""
        return source == _ROUNDED or returns in _SOURCES | {"int", "float"}

    def _name_is_ours(self, scope: "Scope", name: str) -> bool:
        bound = scope.bound.get(name)
        if bound is not None:
            scope = scope.hiding({name})  # a name that is made of itself is what else it is made of
            return all(b == "ours" or (isinstance(b, ast.expr) and self.ours(scope, b)) for b in bound)
        if name in scope.hidden:
            return True
        return self._top_is_ours(scope.module, name)

    def _top_is_ours(self, module: Module, name: str) -> bool:
        """A constant of a module, of ours or of another room; or a function that gives Markdown."""
        if name in module.constants:
            return self.ours(Scope(module, "", {}), module.constants[name])
        if name in module.imports:
            source, there = module.imports[name]
            found = self.modules.get(source) or _elsewhere(source)
            return found is not None and self._top_is_ours(found, there)
        return self._gives_markdown(module, ast.Name(name))

    @cached_property
    def _fields(self) -> set[str]:
        """The names of fields and properties that are annotated Markdown."""
        classes = [node for module in self.modules.values() for node in module.classes.values()]
        return {
            name
            for found in classes
            for node in found.body
            for name in [getattr(getattr(node, "target", node), "id", getattr(node, "name", ""))]
            if _said(getattr(node, "annotation", None) or getattr(node, "returns", None)) == "Markdown"
        }


@dataclass
class Scope:
    """A function (or a module's top): its nodes, and what each of its names is bound to ("ours": by annotation)."""

    module: Module
    returns: str
    bound: dict[str, list[ast.expr | str]]
    own: list[ast.AST] = field(default_factory=list)
    hidden: frozenset[str] = frozenset()

    def inside(self, loops: list[ast.comprehension]) -> "Scope":
        return self.with_names({k: v for loop in loops for k, v in _elements(loop.target, loop.iter)})

    def with_names(self, bound: Mapping[str, list[ast.expr | str]]) -> "Scope":
        return Scope(self.module, self.returns, {**self.bound, **bound}, [], self.hidden - bound.keys())

    def hiding(self, names: set[str]) -> "Scope":
        bound = {name: values for name, values in self.bound.items() if name not in names}
        return Scope(self.module, self.returns, bound, [], self.hidden | names)


def _scopes(module: Module) -> Iterator[Scope]:
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
    inner = {id(n) for function in functions for n in ast.walk(function) if n is not function}
    yield Scope(module, "", {}, [node for node in ast.walk(module.tree) if id(node) not in inner])
    for function in functions:
        own = list(ast.walk(function))
        yield Scope(module, _said(function.returns), dict(_bindings(function)), own)


def _bindings(function: ast.FunctionDef) -> Iterator[tuple[str, list[ast.expr | str]]]:
    found: dict[str, list[ast.expr | str]] = {}
    arguments = function.args
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        said = _said(argument.annotation)
        trusted = said in _NUMBERS or said in ("Markdown", "Sequence[Markdown]", "Iterable[Markdown]")
        found[argument.arg] = ["ours" if trusted else "anything"]
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    # Of two names and two values each name is bound to its own.
                    row = ast.Tuple([value]) if isinstance(value, ast.Tuple) else value
                    for name, among in _elements(target, row):
                        found.setdefault(name, []).extend(among)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.setdefault(name, []).append(value)
            case (
                ast.AugAssign(target=ast.Name(id=name), value=value)
                | ast.NamedExpr(target=ast.Name(id=name), value=value)
            ):
                found.setdefault(name, []).append(value)
            case ast.For(target=target, iter=value):
                for name, among in _elements(target, value):
                    found.setdefault(name, []).extend(among)
            case ast.ExceptHandler(name=str(name)):
                found.setdefault(name, []).append("anything")
            case ast.withitem(optional_vars=ast.expr() as target):
                for name in _targets(target):
                    found.setdefault(name, []).append("anything")
    yield from found.items()


def _targets(target: ast.expr) -> Iterator[str]:
    yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def _elements(target: ast.expr, among: ast.expr) -> Iterator[tuple[str, list[ast.expr | str]]]:
    """The names of a loop, and what each may stand for: of rows that are written out, what is in its column."""
    rows = among.elts if isinstance(among, ast.Tuple | ast.List) else []
    if isinstance(target, ast.Tuple) and rows and all(isinstance(row, ast.Tuple) for row in rows):
        for column, name in enumerate(target.elts):
            yield ast.unparse(name), [row.elts[column] for row in rows if isinstance(row, ast.Tuple)]
    else:
        yield from ((name, [among]) for name in _targets(target))


def _said(annotation: ast.expr | None) -> str:
    return "" if annotation is None else ast.unparse(annotation).strip("'\"")


@lru_cache
def _elsewhere(name: str) -> Module | None:
    path = ROOT / (name.replace(".", "/") + ".py")
    return Module(name, ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else None
