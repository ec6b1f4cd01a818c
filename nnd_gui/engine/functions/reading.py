"""Typed text -> a tree, by a small grammar of our own: nothing that is typed is ever executed.

::

    sum      = product (("+" | "-") product)*
    product  = signed (("*" | "/" | nothing) signed)*
    signed   = ("-" | "+") signed | power
    power    = primary ("^" signed)?                 -x^2 is -(x^2), and x^2^3 is x^(2^3)
    primary  = number | "x" | "pi" | "e" | name "(" sum ("," sum)? ")" | "(" sum ")"

Nothing between two factors multiplies them, as in 2x, 2(x+1) and x sin(x). Where people read
such a product in two ways (1/2x, e^2x), it is refused with both of them.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

from nnd_gui.engine.functions.table import CONSTANTS, FUNCTIONS, PAIRS
from nnd_gui.engine.functions.tokens import (
    RAISED,
    ExpressionError,
    Token,
    problem,
    tokens_of,
    unknown_name,
)
from nnd_gui.engine.functions.tree import Binary, Call, Minus, Node, Number, Variable

__all__ = ["ExpressionError", "read_expression"]

_LONGEST = 200
_DEEPEST = 40


@lru_cache(maxsize=256)
def read_expression(text: str, field: str = "function") -> Node:
    """Read an expression in x.

    Parameters
    ----------
    text : str
        Such as ``x^2``, ``3x**2 - 1``, ``exp(-x) sin(2x)`` or ``max(0, x)``.
    field : str
        The field that the text stands in, for `SpecError`.

    Returns
    -------
    Node

    Raises
    ------
    ExpressionError
        If it is something else, with the place and what to write instead.
    """
    if len(text) > _LONGEST:
        raise ExpressionError(
            field,
            (_LONGEST, len(text)),
            "This expression is too long: at most {most} characters can be read.",
            most=_LONGEST,
        )
    reader = _Reader(text, field)
    return reader.whole()


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, field: str) -> None:
        self._field = field
        self._tokens = tokens_of(field, text)
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        if len(self._tokens) == 1:
            raise self._problem(
                self._tokens[0], "Type an expression in x, such as x^2 or exp(-x)*sin(2x)."
            )
        node = self._sum()
        token = self._peek()
        if token.text == ")":
            raise self._problem(token, "This closing parenthesis has no opening one.")
        if token.text == ",":
            raise self._problem(
                token,
                "A comma stands only between the two arguments of max and min; in a number, "
                "write a point, as in 1.5.",
            )
        if token.kind != "end":
            raise self._problem(token, "“{text}” does not continue what stands before it.")
        return node

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += token.kind != "end"
        return token

    def _problem(self, token: Token, template: str, **values: object) -> ExpressionError:
        return problem(self._field, token, template, **values)

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._problem(self._peek(), "This expression is nested too deeply to be read.")
        node = self._product()
        while self._peek().text in ("+", "-"):
            sign = self._take().text
            right = self._product()
            node = Binary(node.start, right.stop, sign, node, right)
        self._depth -= 1
        return node

    def _product(self) -> Node:
        node, last, sign = self._signed(), "", ""
        while True:
            token = self._peek()
            if token.text in ("*", "/"):
                sign = last = self._take().text
            elif self._starts_factor(token):
                self._refuse_two_readings(token, last)
                sign = "*"
            else:
                return node
            right = self._signed()
            node = Binary(node.start, right.stop, sign, node, right)

    def _starts_factor(self, token: Token) -> bool:
        return token.kind in ("number", "name") or token.text == "("

    def _refuse_two_readings(self, token: Token, last: str) -> None:
        """Where nothing stands between two factors, that must have one meaning."""
        before = self._tokens[self._next - 1]
        if before.kind == "number" and token.kind == "number":
            raise self._problem(token, "Two numbers stand side by side: put a sign between them.")
        if token.kind == "number":
            raise self._problem(
                token, "Put the number {text} first, or a * before it: it could also be a power."
            )
        if last == "/":
            raise self._problem(
                token,
                "A product without * after a division can be read in two ways: put parentheses "
                "round what you divide by, as in 1/(2x), or write 1/2*x.",
            )
        if self._ends_in_power():
            raise self._problem(
                token,
                "A product without * after a power can be read in two ways: put parentheses "
                "round the power, as in e^(2x), or write e^2*x.",
            )

    def _ends_in_power(self) -> bool:
        """Whether what stands before is a power whose exponent has no parentheses."""
        at = self._next - 1
        if self._tokens[at].text == ")":
            depth = 0
            while at >= 0:
                depth += (self._tokens[at].text == ")") - (self._tokens[at].text == "(")
                if depth == 0:
                    break
                at -= 1
            # e^sin(x)x can be misread; e^(2)x cannot.
            if at == 0 or self._tokens[at - 1].kind != "name":
                return False
            at -= 1
        at -= 1
        while at >= 0 and self._tokens[at].text in ("-", "+"):
            at -= 1
        return at >= 0 and self._tokens[at].text in ("^", "**")

    def _signed(self) -> Node:
        token = self._peek()
        if token.text not in ("-", "+"):
            return self._power()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._problem(token, "This expression is nested too deeply to be read.")
        self._take()
        inner = self._signed()
        self._depth -= 1
        return inner if token.text == "+" else Minus(token.start, inner.stop, inner)

    def _power(self) -> Node:
        node = self._primary()
        while self._peek().text in RAISED:
            token = self._take()
            two = Number(token.start, token.stop, float(RAISED[token.text]))
            node = Binary(node.start, token.stop, "^", node, two)
        if self._peek().text in ("^", "**"):
            self._take()
            exponent = self._signed()
            node = Binary(node.start, exponent.stop, "^", node, exponent)
        return node

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._named(token)
        if token.text == "(":
            inner = self._sum()
            return replace(inner, start=token.start, stop=self._close(token))
        if token.kind == "end":
            raise self._problem(
                token, "The expression breaks off: something is missing at its end."
            )
        raise self._problem(token, "Something is missing before “{text}” at character {character}.")

    def _close(self, opening: Token) -> int:
        token = self._take()
        if token.text == ",":
            raise self._problem(
                token,
                "A comma stands only between the two arguments of max and min; in a number, "
                "write a point, as in 1.5.",
            )
        if token.text != ")":
            raise self._problem(
                opening, "The parenthesis opened at character {character} is not closed."
            )
        return token.stop

    def _number(self, token: Token) -> Node:
        value = float(token.text)
        if not math.isfinite(value):
            raise self._problem(token, "“{text}” is too large for a computer's number.")
        return Number(token.start, token.stop, value)

    def _named(self, token: Token) -> Node:
        name = token.text.rpartition(".")[2].lower()
        if name == "x":
            return Variable(token.start, token.stop)
        if name in CONSTANTS:
            return Number(token.start, token.stop, CONSTANTS[name])
        if name not in FUNCTIONS and name not in PAIRS:
            raise unknown_name(self._field, token, name)
        opening = self._take()
        if opening.text in ("^", "**", "²", "³"):
            raise self._problem(
                opening, "Write the power after the parentheses: {name}(x)^2.", name=name
            )
        if opening.text != "(":
            raise self._problem(
                token, "Put what {name} is taken of in parentheses: {name}(x).", name=name
            )
        arguments = [self._sum()]
        if name in PAIRS:
            comma = self._take()
            if comma.text != ",":
                raise self._problem(
                    token, "{name} needs two arguments, as in {name}(0, x).", name=name
                )
            arguments.append(self._sum())
        return Call(token.start, self._close(opening), name, tuple(arguments))
