"""What can be asked of a person's cost and gradient, once their file is set up."""

from __future__ import annotations

import time
from typing import Any, Callable

import numpy as np

from .causes import why_changed, why_not_finite, why_not_repeatable, why_not_scalar
from .explain import Explainer, Told
from .frames import Frame
from .problem import Problem

__all__ = ["Cannot", "Questions"]

# How much work goes into one answer: the program is told, and can stop, this often.
_BATCH_SECONDS = 0.01
# So many evaluations are made without a look at the clock, where each takes less than this.
_UNSEEN, _FAST_SECONDS = 16, 5e-5

_Send = Callable[[dict, dict], None]  # type: ignore[type-arg]


class Cannot(Exception):  # noqa: N818 - an answer, not an error
    """An answer that there is none, and why."""

    def __init__(self, told: Told) -> None:
        super().__init__(told)
        self.told = told


class Questions:
    """Answers about one adapter.

    Parameters
    ----------
    adapter : object
        Has ``value``, ``gradient``, ``blocks`` and ``start``: see ``adapters``.
    explain : Explainer
    send : callable
        Sends a header and arrays to the program.
    alive : callable
        Called before each batch: says that the work goes on.
    """

    def __init__(
        self,
        adapter: Any,
        explain: Explainer,
        send: _Send,
        alive: "Callable[[], None]",
    ) -> None:
        self._adapter, self._explain = adapter, explain
        self._send, self._alive = send, alive

    def answer(self, frame: Frame) -> None:
        """Answer one question."""
        kind = frame.header["kind"]
        if kind == "value":
            self._value(frame.arrays["theta"])
        elif kind == "gradient":
            self._gradient(frame.arrays["theta"])
        elif kind == "costs":
            self._costs(frame.arrays["point"], frame.arrays["indices"], frame.arrays["values"])
        elif kind == "intermediates":
            self._intermediates(frame.arrays["theta"])
        elif kind == "why":
            self._why(frame.header, frame.arrays["theta"])
        else:
            raise Problem(
                "crashed", "The program asked what nobody knows ({kind}).", {"kind": kind}
            )

    def _value(self, theta: Any) -> None:
        given = theta.copy()
        cost = self._number(given)
        if not np.array_equal(given.view(np.uint8), theta.view(np.uint8)):
            raise Cannot(self._changed(theta, given, self._adapter.value, "cost"))
        self._send({"kind": "value"}, {"value": np.array(cost)})

    def _gradient(self, theta: Any) -> None:
        given = theta.copy()
        found = np.asarray(self._adapter.gradient(given))
        if not np.array_equal(given.view(np.uint8), theta.view(np.uint8)):
            raise Cannot(self._changed(theta, given, self._adapter.gradient, "gradient"))
        if found.dtype.kind not in "fiucb":
            raise Problem(
                "user-exception",
                "The gradient is not made of numbers but of {what}.",
                {"what": found.dtype.name},
            )
        if found.size != theta.size:
            raise Problem(
                "shape-mismatch",
                "The gradient has {found:,} numbers, the weights are {expected:,}.",
                {"found": int(found.size), "expected": int(theta.size)},
            )
        kept = self._kept_weights(theta)
        self._send(
            {"kind": "gradient", "changed": kept},
            {
                "gradient": found.reshape(-1)
                if found.dtype.kind in "fc"
                else found.reshape(-1) * 1.0
            },
        )

    def _intermediates(self, theta: Any) -> None:
        """The quantities on the way to the gradient; nothing where the adapter has none."""
        look = getattr(self._adapter, "intermediates", None)
        self._alive()
        self._send({"kind": "intermediates", "found": look(theta) if callable(look) else None}, {})

    def _costs(self, point: Any, indices: Any, values: Any) -> None:
        """Costs with one weight changed at a time, sent about every ten milliseconds.

        What is done for each evaluation counts: a cost may take no more than a microsecond.
        """
        plain = complex if values.dtype.kind == "c" else float
        if plain is complex:
            point = point.astype(values.dtype)
        width = values.shape[1]
        evaluate, scalar, fresh = self._adapter.value, self._scalar, point.copy
        usual, other = np.float64, float
        found: "list[Any]" = []
        put, clock = found.append, time.perf_counter
        self._alive()
        last = clock()
        due, step, left = last + _BATCH_SECONDS, 1, 1
        for index, row in zip(indices.tolist(), values.tolist()):
            for value in row:
                theta = fresh()
                theta[index] = value
                result = evaluate(theta)
                kind = type(result)
                put(result if kind is usual or kind is other else scalar(result, theta))
                left -= 1
                if left:
                    continue
                now = clock()
                # After each slow evaluation, and so seldom that for fast ones it costs nothing.
                left = step = _UNSEEN if now - last < step * _FAST_SECONDS else 1
                last = now
                if now >= due:
                    whole = len(found) - len(found) % width
                    self._send_costs(found[:whole], width, plain, end=False)
                    del found[:whole]
                    self._alive()
                    last = clock()
                    due = last + _BATCH_SECONDS
        self._send_costs(found, width, plain, end=True)

    def _send_costs(self, found: "list[Any]", width: int, plain: type, *, end: bool) -> None:
        costs: Any = np.array(found, dtype=plain).reshape(-1, width)
        self._send({"kind": "costs", "end": end}, {"costs": costs})

    def _number(self, theta: Any) -> Any:
        """Cost at a vector of weights, which may be changed by it."""
        result = self._adapter.value(theta)
        kind = type(result)
        if kind is np.float64 or kind is float:
            return result
        return self._scalar(result, theta)

    def _scalar(self, result: Any, theta: Any) -> Any:
        plain = result.detach().numpy() if hasattr(result, "detach") else result
        array = np.asarray(plain)
        if array.dtype == object and array.size == 1:
            inner = array.reshape(-1)[0]
            if inner is None:
                raise Problem(
                    "not-written-yet",
                    "The cost function returns nothing (None). Is its return missing?",
                )
            array = np.asarray(inner)
        if array.dtype.kind not in "fiucb":
            raise Problem(
                "not-scalar-cost",
                "The cost is not a number but {what}.",
                {"what": type(result).__name__},
            )
        if array.size != 1:
            again = theta.copy()
            raise Cannot(why_not_scalar(self._explain, self._adapter.value, again, result))
        number = array.reshape(())[()]
        return number if array.dtype.kind == "c" else float(number)

    def _changed(self, theta: Any, given: Any, evaluate: "Callable[[Any], Any]", what: str) -> Told:
        places = np.flatnonzero((given != theta) & ~(np.isnan(given) & np.isnan(theta)))
        name = self._name_of(int(places[0])) if places.size else "?"
        return why_changed(self._explain, evaluate, theta, what, name)

    def _kept_weights(self, theta: Any) -> "list[str]":
        """Blocks that the person's object no longer holds as they were set."""
        weights = getattr(self._adapter, "weights", None)
        held = weights() if callable(weights) else None
        if held is None or np.size(held) != theta.size:
            return []
        held = np.asarray(held).reshape(-1)
        names, place = [], 0
        for name, shape in self._adapter.blocks:
            stop = place + int(np.prod(shape))
            # A program that computes in float32 holds what is left of a number there.
            was = theta[place:stop].astype(held.dtype)
            if not np.array_equal(held[place:stop], was):
                names.append(str(name))
            place = stop
        return names

    def _name_of(self, index: int) -> str:
        place = 0
        for name, shape in self._adapter.blocks:
            size = int(np.prod(shape))
            if index < place + size:
                inside = np.unravel_index(index - place, shape)
                return "%s[%s]" % (name, ",".join(str(int(one)) for one in inside))
            place += size
        return "?"

    def _why(self, header: "dict[str, Any]", theta: Any) -> None:
        evaluate = self._adapter.gradient if header["of"] == "gradient" else self._adapter.value
        if header["what"] == "not-finite-cost":
            raise Cannot(why_not_finite(self._explain, evaluate, theta))
        raise Cannot(why_not_repeatable(self._explain, evaluate, theta, str(header["of"])))
