"""The statements at the top of a person's file: what each defines, and what it needs for that.

Which names a statement reads and binds is taken from its compiled code, which knows scopes
exactly and in every version of Python; what it changes in place, from its syntax tree.
"""

from __future__ import annotations
import __future__

import ast
import dis
from types import CodeType
from typing import Iterable, Iterator

__all__ = ["Statement", "statements_of"]

_FUNCTION_SCOPE = 0x1  # CO_OPTIMIZED: not of a module, nor of a class
_INLINE = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
# Methods by which lists, dictionaries and arrays are changed in place.
_CHANGING = frozenset(
    [
        "append",
        "extend",
        "insert",
        "update",
        "setdefault",
        "pop",
        "remove",
        "sort",
        "reverse",
        "fill",
        "resize",
        "add",
        "partition",
        "put",
        "clear",
        "discard",
        "itemset",
    ]
)
# numpy's ways to make an array from what is written in the file.
_MAKERS = frozenset(
    [
        "array",
        "asarray",
        "matrix",
        "mat",
        "zeros",
        "ones",
        "eye",
        "identity",
        "full",
        "arange",
        "linspace",
        "empty",
        "zeros_like",
        "ones_like",
        "float64",
        "float32",
        "int64",
        "r_",
        "c_",
        "amax",
        "max",
        "reshape",
        "transpose",
        "range",
        "float",
        "int",
        "str",
        "bool",
        "list",
        "tuple",
        "dict",
        "set",
        "len",
    ]
)
# What is said once and for all about numbers, paths and messages.
_SETTINGS = frozenset(
    ["seed", "set_printoptions", "seterr", "filterwarnings", "simplefilter", "setrecursionlimit"]
)


class Statement:
    """One statement of the top level.

    Attributes
    ----------
    index : int
        Its place among them.
    code : code
        What running it means.
    stores, reads, mentions, changes : set of str
        Names that it binds; reads when it is run; mentions in the body of a function; and
        changes in place.
    rebinds : set of str
        Those of the above that it makes from what they were.
    is_definition : bool
        Whether it is run in any case: imports, functions, classes, constants.
    is_function : bool
        Whether it is a function or a class.
    is_loop : bool
    """

    def __init__(self, index: int, node: ast.stmt, file: str, flags: int) -> None:
        self.index, self.node = index, node
        self.line = node.lineno
        module = ast.Module(body=[node], type_ignores=[])
        self.code: CodeType = compile(module, file, "exec", flags=flags, dont_inherit=True)
        self.reads, self.stores, self.mentions, self.sets_globals = _names(self.code)
        self.changes = set(_changed(node))
        self.rebinds = set(_augmented(node)) | (self.stores & self.reads)
        self.is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        self.is_import = isinstance(node, (ast.Import, ast.ImportFrom))
        self.is_loop = any(isinstance(part, (ast.For, ast.While)) for part in _within([node]))
        self.is_definition = self.is_function or self.is_import or _is_setting(node)

    @property
    def defines(self) -> set[str]:
        """Names whose value is another once it has run."""
        return self.stores | self.changes | self.sets_globals


def statements_of(tree: ast.Module, file: str) -> list[Statement]:
    """Take the top level of a file apart.

    What stands under ``if __name__ == "__main__":`` counts as top level: it is where many
    files make their data.
    """
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(__future__, alias.name).compiler_flag
    found = [
        Statement(index, node, file, flags) for index, node in enumerate(_flattened(tree.body))
    ]
    constant: set[str] = set()
    setters = {one.node.name: one.sets_globals for one in found if _is_function(one)}  # type: ignore[attr-defined]
    for one in found:
        if _is_constant(one.node, constant):
            one.is_definition = True
        if one.is_definition:
            constant |= one.stores
        if _is_function(one):
            one.sets_globals = set()  # only where it is called
        else:
            for name in one.reads & set(setters):
                one.sets_globals |= setters[name]
    return found


def _is_function(one: Statement) -> bool:
    return isinstance(one.node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _flattened(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If) and _asks_for_main(node.test):
            for inner in _flattened(node.body):
                yield inner
        else:
            yield node


def _asks_for_main(test: ast.expr) -> bool:
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.left, ast.Name)
        and test.left.id == "__name__"
        and isinstance(test.ops[0], ast.Eq)
    )


def _names(code: CodeType) -> tuple[set[str], set[str], set[str], set[str]]:
    """Names that code reads at once, binds, mentions in functions, and binds from functions."""
    reads: set[str] = set()
    stores: set[str] = set()
    mentions: set[str] = set()
    sets: set[str] = set()
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"):
            reads.add(step.argval)
        elif step.opname in ("STORE_NAME", "STORE_GLOBAL"):
            stores.add(step.argval)
    for inner in code.co_consts:
        if not isinstance(inner, CodeType):
            continue
        its_reads, its_stores, its_mentions, its_sets = _names(inner)
        if inner.co_name in _INLINE:
            reads |= its_reads
            stores |= its_stores
        elif inner.co_flags & _FUNCTION_SCOPE:
            mentions |= its_reads
            sets |= its_stores
        else:  # the body of a class
            reads |= its_reads - its_stores
        mentions |= its_mentions
        sets |= its_sets
    return reads, stores, mentions, sets


def _within(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Parts of statements, but not what is inside functions and classes."""
    for node in nodes:
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        for inner in _within(ast.iter_child_nodes(node)):
            yield inner


def _changed(statement: ast.stmt) -> Iterator[str]:
    for node in _within([statement]):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(
            node.ctx, (ast.Store, ast.Del)
        ):
            root = _root(node)
            if root:
                yield root
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            root = _root(node.func.value)
            if root and node.func.attr in _CHANGING:
                yield root
            elif node.func.attr == "shuffle":
                for argument in node.args:
                    if isinstance(argument, ast.Name):
                        yield argument.id


def _augmented(statement: ast.stmt) -> Iterator[str]:
    for node in _within([statement]):
        if isinstance(node, ast.AugAssign):
            root = _root(node.target)
            if root:
                yield root


def _root(node: ast.AST) -> str:
    """The name that an expression such as ``a.b[0].c`` starts with."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_setting(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in _SETTINGS
    )


def _is_constant(node: ast.stmt, constant: set[str]) -> bool:
    """Whether a statement makes its value from what is written, so that it can be run at once."""
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if not all(isinstance(target, (ast.Name, ast.Tuple, ast.List)) for target in targets):
        return False
    return _is_plain(node.value, constant)


def _is_plain(node: ast.AST, constant: set[str]) -> bool:
    if isinstance(node, ast.Lambda):
        return True
    if isinstance(node, ast.Name):
        return node.id in constant
    if isinstance(node, ast.Call):
        # Only what makes arrays and numbers; nothing that reads a file or draws at random.
        name = node.func.attr if isinstance(node.func, ast.Attribute) else _root(node.func)
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        return name in _MAKERS and all(_is_plain(part, constant) for part in parts)
    allowed = (
        ast.Constant,
        ast.Tuple,
        ast.List,
        ast.Dict,
        ast.Set,
        ast.UnaryOp,
        ast.BinOp,
        ast.Attribute,
        ast.Subscript,
        ast.Slice,
        ast.operator,
        ast.unaryop,
        ast.expr_context,
    )
    if type(node).__name__ in ("Index", "ExtSlice"):  # as Python 3.8 wraps what is in brackets
        return all(_is_plain(part, constant) for part in ast.iter_child_nodes(node))
    return isinstance(node, allowed) and all(
        _is_plain(part, constant) for part in ast.iter_child_nodes(node)
    )
