"""What a variable of a gradient's computation is the derivative of, by its name."""

from __future__ import annotations

import re
from typing import Any, List, Optional, Sequence, Tuple

import numpy as np

from ..looking import Key

__all__ = ["Quantity", "meant_by", "same_shape"]

_PREFIX = re.compile(
    r"(d_?J_?d_?|dL_?d_?|dE_?d_?|d_?loss_?d_?|grad_?|nabla_?|delta_?|del_?|error_?|err_?|d_?)(?=\w)",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\w+\['(\w+)'\]")
# What goes into an activation, by its name.
_INPUT = r"(z|net|s|u|in|sum|pre)_?"


class Quantity:
    """Something that the cost computes on its way, and its derivative."""

    def __init__(self, name: str, key: Optional[Key], value: Any, slope: Any, where: Any) -> None:
        self.name, self.key, self.value = name, key, value
        self.slope, self.where = slope, where  # derivative at some entries, and which


def meant_by(name: str, known: Sequence[Quantity], shape: Tuple[int, ...]) -> List[Quantity]:
    """What a variable is the derivative of, by its name: delta3 of z3, dA1 of A1, dW1 of W1."""
    fitting = [one for one in known if same_shape(one.value.shape, shape)]
    entry = _ENTRY.fullmatch(name)
    if entry is not None:
        name = entry[1]  # grads['W1'] is a gradient, and so is grads['dW1']
    elif any(one.name == name for one in known):
        return []
    # Of whatever shape: a bias's gradient that was added up to one number is still its.
    blocks = [
        one
        for one in known
        if one.key is None and (_is_gradient_of(name, one.name) or (entry and name == one.name))
    ]
    if blocks:
        return blocks
    turned = [one for one in fitting if _is_gradient_of(name, one.name) and _is_turned(one, known)]
    if turned:
        return turned[:1]
    bare = _PREFIX.sub("", name, count=1)
    if bare == name:
        return []
    inside = [one for one in fitting if one.key is not None]
    exact = [one for one in inside if one.name.lower() == bare.lower()]
    if exact or not bare.isdigit():
        return exact
    # delta3 is that of what goes into the third activation, not of what comes out.
    return [one for one in inside if re.fullmatch(_INPUT + bare, one.name, re.IGNORECASE)]


def _is_gradient_of(name: str, block: str) -> bool:
    """Whether a variable is named as the gradient of a block: dW1, gradW1, Theta1_grad."""
    before, at, after = name.lower().partition(block.lower())
    if not at or not (before or after):
        return False
    return (
        re.fullmatch(r"(d|dj|djd|dl|dld|de|ded|dcost|grad|gradient|nabla|delta)?_?", before)
        is not None
        and re.fullmatch(r"_?(grad|gradient|changes?|update|delta|prime|error)?", after) is not None
    )


def _is_turned(quantity: Quantity, known: Sequence[Quantity]) -> bool:
    """Whether a variable is a block, lying on its side: cut out of theta in Fortran's order."""
    numbers = np.asarray(quantity.value).T
    return quantity.key is not None and any(
        one.key is None and np.array_equal(one.value, numbers) for one in known
    )


def same_shape(first: Tuple[int, ...], second: Tuple[int, ...]) -> bool:
    """Whether two shapes are the same but for axes of one."""
    return tuple(n for n in first if n != 1) == tuple(n for n in second if n != 1)
