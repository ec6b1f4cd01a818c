"""deeplearning.ai: a table of parameters, forward with a cache, a cost, and backward."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

import numpy as np

from ..problem import Problem
from . import samples as data
from . import target_forms as forms
from . import telling
from .ask import best_of, rank_of
from .base import Adapter, Blocks
from .construct import seed
from .gradients import arranged, not_written
from .held import kept, livelier

__all__ = ["ParametersDict", "build"]

# Units of the layers, inputs first; no two alike. The last is what the file's cost can take.
_WAYS = ([3, 4, 2, 1], [3, 4, 1], [3, 4, 2], [4, 5, 3, 1], [3, 5, 4, 2, 1], [3, 1])


class Trial:
    """One way of calling: the table, and data."""

    def __init__(self, table: Dict[str, Any], samples: data.Samples) -> None:
        self.table, self.samples = table, samples


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Find a table of parameters, and data in columns, that the functions take."""
    return ParametersDict(plan, space, given).prepare()


class ParametersDict(Adapter):
    """``forward(X, parameters)``, ``cost(A, Y)`` and ``backward(...)``, samples as columns."""

    def prepare(self) -> Adapter:
        """Find out by asking how many layers there are."""
        seed(self)
        self._forward, self._backward = self.find("forward"), self.find("gradient")
        self._cost = None if self.call.get("cost_is_forward") else self.find("cost")
        chosen = data.chosen_samples(self)
        trial, _, _ = best_of(self._trials(chosen), self._attempt)
        self._use(trial)
        telling.tell(self, trial.samples)
        telling.not_used(self, chosen, trial.samples)
        self.start = kept(self, livelier(self, self.start, self._blocks))
        return self.finish()

    def _trials(self, chosen: Any) -> Iterator[Trial]:
        if chosen is not None and chosen.X is not None and chosen.X.ndim == 2:
            for samples in self._chosen(chosen):
                outputs = samples.y.shape[0] if samples.y.ndim == 2 else 1
                for sizes in _WAYS:
                    ends = [samples.X.shape[0], *sizes[1:-1], outputs]
                    for table in self._tables(ends):
                        yield Trial(table, samples)
        for sizes in _WAYS:
            for table in self._tables(sizes):
                X = data.random_inputs(self, sizes[0], columns=True)
                y = self._targets(sizes[-1], X.shape[1])
                yield Trial(table, data.Samples(X, y, "random", columns=True))

    def _chosen(self, chosen: Any) -> Iterator[data.Samples]:
        if chosen.source == "file":
            yield data.fewer(self, data.Samples(chosen.X, chosen.y, "file", columns=True))
            return
        for form in forms.forms_of(self, chosen):
            if form.y is not None and form.y.ndim == 2:
                turned = data.Samples(
                    form.X.T.copy(), form.y.T.copy(), form.source, columns=True, form=form.form
                )
                yield data.fewer(self, turned)

    def _targets(self, outputs: int, count: int) -> Any:
        """A class for each sample: 0 or 1, or a 1 in its row."""
        drawn = np.arange(count) % max(outputs, 2)
        if outputs == 1:
            return drawn.reshape(1, -1).astype(float)
        return np.eye(outputs)[drawn].T.copy()

    def _tables(self, sizes: List[int]) -> Iterator[Dict[str, Any]]:
        """The person's own start for these sizes, and one with the usual names and shapes."""
        name = self.names.get("start")
        if name is not None:
            listed = self.call.get("start_arguments") or []
            for given in (sizes, [sizes]):
                if len(given) != len(listed):
                    continue
                try:
                    made = self.space[name](*given)
                except Exception:  # other sizes may suit it
                    continue
                if isinstance(made, dict) and made:
                    yield {key: np.array(value, dtype=float) for key, value in made.items()}
                    return
        rng = np.random.default_rng([int(self.plan.get("seed") or 0), 5])
        table: Dict[str, Any] = {}
        for layer, (below, above) in enumerate(zip(sizes, sizes[1:]), start=1):
            table["W{}".format(layer)] = rng.normal(scale=0.5, size=(above, below))
            table["b{}".format(layer)] = rng.normal(scale=0.5, size=(above, 1))
        yield table

    def _use(self, trial: Trial) -> None:
        self.X, self.y = trial.samples.X, trial.samples.y
        self._keys = list(trial.table)
        self._blocks = Blocks([(str(key), value.shape) for key, value in trial.table.items()])
        parts = [value.reshape(-1) for value in trial.table.values()]
        self.start = livelier(self, np.concatenate(parts), self._blocks)

    def _attempt(self, trial: Trial) -> Tuple[int, Any]:
        notes = list(self.notes)
        self._use(trial)
        try:
            rank, error = rank_of(lambda: self.value(self.start), lambda: self.gradient(self.start))
            if rank >= 2 and not self._uses_all():
                # More layers than the functions know of: those would never be tested.
                return 1, error
            return rank, error
        finally:
            self.notes[:] = notes

    def _uses_all(self) -> bool:
        """Whether the cost depends on the last block of the table, as on the first."""
        base = np.asarray(self.value(self.start), dtype=float).reshape(-1)[0]
        start = 0
        for size in self._blocks.sizes:
            moved = self.start.copy()
            moved[start : start + size] += 0.5
            start += size
            if np.asarray(self.value(moved), dtype=float).reshape(-1)[0] != base:
                continue
            return False
        return True

    # -- calling -------------------------------------------------------------------------------

    def _table(self, theta: Any) -> Dict[str, Any]:
        return dict(zip(self._keys, self._blocks.cut(theta)))

    def _run(self, theta: Any) -> Tuple[Dict[str, Any], Any, Any]:
        table = self._table(theta)
        values = {"parameters": table, "X": self.X, "y": self.y}
        found = self._forward(*self._arguments("forward", values))
        if not isinstance(found, tuple):
            return table, found, found
        return table, found[0], found[-1]

    def _arguments(self, role: str, values: Dict[str, Any]) -> List[Any]:
        arguments = []
        for name, part in self.call.get(role + "_arguments") or []:
            if part == "reg":
                arguments.append(self.strength(name))
            elif part in values:
                arguments.append(values[part])
            else:
                raise Problem(
                    "no-objective",
                    "{function} needs “{name}”, and nothing in the file says what it is. "
                    "Choose it.",
                    {"function": self.names[role], "name": name},
                )
        return arguments

    def value(self, theta: Any) -> Any:
        """Forward, and the cost of what comes out."""
        table, output, cache = self._run(theta)
        if self._cost is None:
            return self.check_cost(output, self.names["cost"])
        if output is None:
            raise not_written(self.names["forward"], self._forward)
        if isinstance(output, dict):
            output = self._last_of(output)
        values = {"output": output, "y": self.y, "parameters": table, "cache": cache, "X": self.X}
        return self.check_cost(self._cost(*self._arguments("cost", values)), self.names["cost"])

    def _last_of(self, cache: Dict[str, Any]) -> Any:
        """Output of a forward pass that gives its cache alone: the last activation."""
        outputs = [key for key in cache if str(key).lower().startswith("a")]
        return cache[max(outputs, key=str)] if outputs else cache

    def gradient(self, theta: Any) -> Any:
        """Forward at these weights, and the person's backward."""
        table, output, cache = self._run(theta)
        if isinstance(output, dict):
            output = self._last_of(output)
        name = self.names["gradient"]
        values = {"output": output, "y": self.y, "parameters": table, "cache": cache, "X": self.X}
        try:
            found = self._backward(*self._arguments("gradient", values))
        except NotImplementedError:
            raise not_written(name, self._backward) from None
        if isinstance(found, tuple) and len(found) == 1:
            found = found[0]
        if isinstance(found, dict) and not found:
            raise not_written(name, self._backward)
        parts = self.call.get("gradient_returned") or ()
        flat, self.unwritten = arranged(found, self._blocks, name, parts)
        return flat
