"""What a syntax tree defines: functions, classes with their methods, and names at the top."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Class", "Function", "Outline", "outline_of"]


@dataclass(frozen=True)
class Function:
    """A function or method, by what its first lines and its returns say.

    Parameters
    ----------
    name : str
        As the person wrote it.
    line : int
        Where it starts.
    arguments : tuple of str
        Names of its positional arguments, without ``self``.
    defaults : dict
        Expression of each default value, by the argument's name.
    star : str or None
        Name of ``*args``.
    node : ast.FunctionDef
        The whole.
    """

    name: str
    line: int
    arguments: tuple[str, ...]
    defaults: dict[str, ast.expr]
    star: str | None
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def required(self) -> tuple[str, ...]:
        """Arguments without a default."""
        return tuple(name for name in self.arguments if name not in self.defaults)

    def statements(self) -> Iterator[ast.AST]:
        """Nodes of its body, those of functions within it left out."""
        waiting: list[ast.AST] = list(reversed(self.node.body))
        while waiting:
            node = waiting.pop()
            yield node
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                waiting.extend(reversed(list(ast.iter_child_nodes(node))))

    def returned(self) -> tuple[tuple[str, ...], ...]:
        """What each ``return`` gives: the names of a tuple's parts, or of the one value."""
        found = []
        for node in self.statements():
            if isinstance(node, ast.Return) and node.value is not None:
                value = node.value
                parts = value.elts if isinstance(value, ast.Tuple | ast.List) else [value]
                found.append(tuple(_name_of(part) for part in parts))
        return tuple(found)

    def last_returned(self) -> tuple[str, ...]:
        """Names in the longest ``return``, which is the usual one; empty if nothing comes back."""
        return max(reversed(self.returned()), key=len, default=())

    def unpacked(self, name: str) -> tuple[str, ...]:
        """Names in ``a, b, c = args``."""
        for node in self.statements():
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Name)
                and node.value.id == name
                and isinstance(node.targets[0], ast.Tuple)
            ):
                return tuple(_name_of(part) for part in node.targets[0].elts)
        return ()

    @property
    def is_unwritten(self) -> bool:
        """Whether its body is still a place to write in: ``pass``, a docstring, a raise."""
        return all(_says_nothing(node) for node in self.node.body)

    @property
    def has_gap(self) -> bool:
        """Whether a ``pass`` is left among its statements, as templates of courses have them."""
        return any(isinstance(node, ast.Pass) for node in self.node.body)

    def names_used(self) -> frozenset[str]:
        """Names and attributes that its body mentions."""
        return frozenset(
            node.id if isinstance(node, ast.Name) else node.attr
            for node in ast.walk(self.node)
            if isinstance(node, ast.Name | ast.Attribute)
        )


@dataclass(frozen=True)
class Class:
    """A class, with what it inherits from classes of the same file."""

    name: str
    line: int
    methods: dict[str, Function]
    attributes: frozenset[str]
    bases: tuple[str, ...] = ()

    @property
    def constructor(self) -> Function | None:
        """``__init__``, its own or an inherited one."""
        return self.methods.get("__init__")


@dataclass(frozen=True)
class Outline:
    """What a file defines at its top; the last definition of a name is the one that counts."""

    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    made: dict[str, ast.expr] = field(default_factory=dict)
    imported: frozenset[str] = frozenset()
    calls: tuple[ast.Call, ...] = ()

    def construction_of(self, name: str) -> ast.Call | None:
        """Last call that makes an object of a class."""
        found = None
        for call in self.calls:
            if isinstance(call.func, ast.Name) and call.func.id == name:
                found = call
        return found


def outline_of(tree: ast.Module) -> Outline:
    """List what a syntax tree defines, in the order in which it does."""
    functions: dict[str, Function] = {}
    classes: dict[str, Class] = {}
    names: dict[str, int] = {}
    made: dict[str, ast.expr] = {}
    imported: set[str] = set()
    for node in _top(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            functions.pop(node.name, None)
            functions[node.name] = _function(node, method=False)
        elif isinstance(node, ast.ClassDef):
            one = _class(node, classes)
            classes.pop(node.name, None)
            classes[node.name] = one
        elif isinstance(node, ast.Import | ast.ImportFrom):
            imported |= {alias.asname or alias.name for alias in node.names}
        else:
            if made_lambda := _named_lambda(node):
                functions[made_lambda.name] = made_lambda
            for name in _assigned(node):
                names[name] = node.lineno
                value = getattr(node, "value", None)
                if isinstance(value, ast.expr):
                    made.setdefault(name, value)
    calls = tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return Outline(functions, classes, names, made, frozenset(imported), calls)


def _top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements at the top, those under an ``if``, ``try``, ``with`` or ``for`` among them."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.With | ast.Try | ast.For | ast.While):
            for part in ("body", "orelse", "finalbody"):
                yield from _top(getattr(node, part, []))
            for handler in getattr(node, "handlers", []):
                yield from _top(handler.body)


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, *, method: bool) -> Function:
    given = node.args
    arguments = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    first = len(arguments) - len(given.defaults)
    defaults = dict(zip(arguments[first:], given.defaults, strict=True))
    static = any(_name_of(one) == "staticmethod" for one in node.decorator_list)
    if method and not static:
        arguments = arguments[1:]
    star = given.vararg.arg if given.vararg else None
    return Function(node.name, node.lineno, tuple(arguments), defaults, star, node)


def _named_lambda(node: ast.stmt) -> Function | None:
    """``f = lambda x: x**2``, read as a function."""
    if not (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Lambda)
        and isinstance(node.targets[0], ast.Name)
    ):
        return None
    body: list[ast.stmt] = [ast.copy_location(ast.Return(node.value.body), node)]
    made = ast.FunctionDef(node.targets[0].id, node.value.args, body, [])
    return _function(ast.copy_location(made, node), method=False)


def _class(node: ast.ClassDef, known: dict[str, Class]) -> Class:
    methods: dict[str, Function] = {}
    attributes: set[str] = set()
    bases = tuple(_name_of(base) for base in node.bases)
    for base in reversed(bases):
        if base in known:
            methods |= known[base].methods
            attributes |= known[base].attributes
    for part in _top(node.body):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            methods[part.name] = _function(part, method=True)
    for inner in ast.walk(node):
        if (
            isinstance(inner, ast.Attribute)
            and isinstance(inner.ctx, ast.Store)
            and isinstance(inner.value, ast.Name)
        ):
            attributes.add(inner.attr)
    return Class(node.name, node.lineno, methods, frozenset(attributes), bases)


def _assigned(node: ast.stmt) -> Iterator[str]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign | ast.For):
        targets = [node.target]
    for target in targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id


def _name_of(node: ast.expr) -> str:
    """Name in an expression: that of ``self.dW1`` is dW1, that of ``dW1.ravel()`` dW1."""
    name = ""
    if isinstance(node, ast.Name):
        name = node.id
    elif isinstance(node, ast.Attribute):
        name = _name_of(node.value) if node.attr in ("T", "flat") else node.attr
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        # dW1.ravel() is dW1; np.squeeze(cost) is not np.
        name = _name_of(node.func.value)
        if name in ("np", "numpy") and node.args:
            name = _name_of(node.args[0])
    elif isinstance(node, ast.Subscript):
        name = _name_of(node.value)
    elif isinstance(node, ast.BinOp):
        name = _name_of(node.left) or _name_of(node.right)
    return name


def _says_nothing(node: ast.stmt) -> bool:
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    if isinstance(node, ast.Return):
        return node.value is None or (
            isinstance(node.value, ast.Constant) and node.value.value is None
        )
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
