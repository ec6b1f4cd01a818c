"""Typed text -> numbers, names and signs, each with its place; and what is said of the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.functions.table import FUNCTIONS, PAIRS

__all__ = ["RAISED", "ExpressionError", "Token", "problem", "tokens_of", "unknown_name"]

# What other keyboards and copied text have in place of our operators; place for place.
_SAME = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "π": "p", "\u00a0": " "})
RAISED = {"²": "2", "³": "3"}
_TOKEN = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>(?:(?:np|numpy|math)\.)?[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign>\*\*|[-+*/^(),²³])"
)
# f(x) = ..., y = ..., f'(x) = ...: said, but not part of the expression.
_LEFT_SIDE = re.compile(r"\s*[fgy]['′]?\s*(\(\s*x\s*\))?\s*=(?!=)")


class ExpressionError(SpecError):
    """A text that is no expression in x.

    Parameters
    ----------
    field, template, **values
        As for `SpecError`.
    start, stop : int
        Where in the text the trouble is.
    """

    def __init__(
        self, field: str, place: tuple[int, int], template: str, /, **values: object
    ) -> None:
        super().__init__(field, template, **values)
        self.start, self.stop = place


@dataclass(frozen=True, slots=True)
class Token:
    """One sign, name or number of the text, or its end."""

    kind: str
    text: str
    start: int
    stop: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.stop


def problem(field: str, token: Token, template: str, **values: object) -> ExpressionError:
    """What is wrong at one token; ``{text}`` and ``{character}`` of it are known."""
    shown = {"text": token.text, "character": token.start + 1, **values}
    used = {name: value for name, value in shown.items() if f"{{{name}" in template}
    return ExpressionError(field, token.place, template, **used)


def tokens_of(field: str, typed: str) -> list[Token]:
    """Split a text, its end as the last token.

    Raises
    ------
    ExpressionError
        If it holds a character that no expression has.
    """
    text = typed.translate(_SAME)
    tokens = []
    left_side = _LEFT_SIDE.match(text)
    place = left_side.end() if left_side else 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        if typed[place] == "π":
            tokens.append(Token("name", "pi", place, place + 1))
            place += 1
            continue
        found = _TOKEN.match(text, place)
        if found is None:
            raise _stranger(field, typed, place)
        tokens.append(Token(str(found.lastgroup), found.group(), place, found.end()))
        place = found.end()
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _stranger(field: str, typed: str, place: int) -> ExpressionError:
    sign = typed[place]
    token = Token("sign", sign, place, place + 1)
    if sign in "[]{}":
        return problem(field, token, "Use round parentheses in place of “{text}”.")
    if sign == "|":
        return problem(field, token, "Write abs(x) in place of |x|.")
    if sign == "√":
        return problem(field, token, "Write sqrt(x) in place of √x.")
    if sign == "=":
        return problem(
            field, token, "“=” has no place here: type the right-hand side alone, such as x^2."
        )
    return problem(
        field,
        token,
        "“{text}” at character {character} cannot be read: an expression has numbers, x, "
        "+ - * / ^, parentheses and functions such as sin(x).",
    )


def unknown_name(field: str, token: Token, name: str) -> ExpressionError:
    """What to say of a name that is neither x nor known."""
    if re.fullmatch(r"x\d+", name):
        digits = name[1:]
        return problem(
            field, token, "“{text}” could be x^{digits} or {digits}*x: write which.", digits=digits
        )
    if len(name) == 1:
        return problem(
            field, token, "There is no “{text}”: the one variable is x, and pi and e are known."
        )
    inside = next((known for known in (*FUNCTIONS, *PAIRS) if name == f"x{known}"), None)
    if inside is not None:
        return problem(field, token, "Put a * or a space between x and {name}.", name=inside)
    return problem(
        field,
        token,
        "There is no function “{text}”; it can be {known}.",
        known=", ".join((*FUNCTIONS, *PAIRS)),
    )
