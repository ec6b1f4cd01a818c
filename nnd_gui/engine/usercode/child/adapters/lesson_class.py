"""The lesson's class: weights inside an object, a cost and a gradient of X and y."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, List, Tuple

import numpy as np

from ..unwritten import Unwritten
from . import samples as data
from . import target_forms as forms
from . import telling
from .ask import best_of, call_with, rank_of
from .base import Adapter
from .construct import Sizes, construct
from .gradients import arranged, matching, not_written
from .held import find_held, kept, livelier
from .object_weights import ObjectWeights

__all__ = ["LessonClass", "build"]

_GRADIENT_ATTRIBUTE = re.compile(r"d\w+|\w*(grad|change|delta|nabla|update)\w*", re.IGNORECASE)


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Make an object of the class, find its weights, and data that fits them."""
    return LessonClass(plan, space, given).prepare()


class LessonClass(ObjectWeights):
    """An object with ``costFunction(X, y)`` and ``computeGradients(X, y)``, or the like."""

    def prepare(self) -> Adapter:
        """Find out by asking all that the plan leaves open."""
        self._ready: Dict[str, Any] = {}
        chosen = data.chosen_samples(self)
        self.thing = construct(self, self.find("class"), self._sizes_for(chosen))
        self._find_weights()
        self._vector_fits()
        self.start = kept(self, livelier(self, self._read(), self._blocks))
        self._write(self.start)
        self._cost_first = False
        samples, rank, _ = best_of(
            self._trials(chosen), self._attempt, lambda trial: trial.source == "file"
        )
        self._use(samples)
        telling.tell(self, samples, samples.form or None)
        telling.not_used(self, chosen, samples)
        self._write(self.start)
        output = self._output(samples.X)
        if output is not None:
            self.facts["output_shape"] = [int(n) for n in np.shape(output)]
            self._compare_shapes(output)
        telling.notice_scale(self, output)
        if rank >= 3:
            self._find_out_order()
        self._make_ready()
        return self.finish()

    def _sizes_for(self, chosen: Any) -> Any:
        if chosen is None or chosen.X is None or chosen.X.ndim != 2:
            return None
        y = np.asarray(chosen.y)
        outputs = y.shape[1] if y.ndim == 2 else 1
        if outputs == 1 and self._tells_classes():
            outputs = forms.class_count(y) or Sizes().outputs
        return Sizes(chosen.X.shape[1], outputs)

    def _tells_classes(self) -> bool:
        """Whether the network has an output for each class, rather than one number."""
        return bool(self.call.get("classes"))

    # -- data --------------------------------------------------------------------------------

    def _trials(self, chosen: Any) -> Iterator[data.Samples]:
        if chosen is not None:
            yield from self._chosen(data.fewer(self, chosen))
        first, last = self._ends()
        if first in (2, 3) and last == 1 and self.plan.get("data", {}).get("source") != "random":
            yield data.fewer(self, data.lesson_samples())
        sides = self._matrices()[0] if self._matrices() else (first,)
        counts = dict.fromkeys(n for side in (first, *sides) for n in (side, side - 1) if n > 0)
        for columns in (False, True):
            for features in counts:
                X = data.random_inputs(self, features, columns)
                yield from self._with_targets(X, last, columns)

    def _chosen(self, samples: data.Samples) -> Iterator[data.Samples]:
        if samples.source == "file":
            yield samples
            y = samples.y
            if y is not None and y.ndim == 2 and y.shape[1] == 1:
                yield data.Samples(samples.X, y[:, 0], samples.source)
            return
        for form in forms.forms_of(self, samples):
            output = self._output(form.X)
            if output is None or self._fits(output, form):
                yield form
        for form in forms.forms_of(self, samples):
            if form.X.ndim == 2 and form.y is not None and form.y.ndim == 2:
                turned = data.Samples(
                    form.X.T.copy(), form.y.T.copy(), form.source, True, form.form
                )
                output = self._output(turned.X)
                if output is not None and self._fits(output, turned):
                    yield turned

    def _fits(self, output: Any, samples: data.Samples) -> bool:
        """Whether y has the shape of the network's output, or holds labels for it."""
        shape = np.shape(output)
        if samples.form in ("labels0", "labels1"):
            return len(shape) == 2 and max(shape) > 1
        return bool(np.shape(samples.y) == shape)

    def _matrices(self) -> List[Tuple[int, ...]]:
        """Shapes of the matrices, biases left out."""
        listed = list(self._blocks)
        if self._blocks.names == ["theta"]:
            listed = [(name, box[key].shape) for name, box, key in find_held(self.thing)]
        return [
            shape for name, shape in listed if len(shape) == 2 and not name.lower().startswith("b")
        ]

    def _ends(self) -> Tuple[int, int]:
        """Inputs and outputs, as the matrices have them."""
        shapes = self._matrices()
        if not shapes:
            return self._blocks.sizes[0], 1
        first, last = shapes[0], shapes[-1]
        if len(shapes) > 1 and first[1] != shapes[1][0] and first[0] == shapes[1][1]:
            # Units as rows: (hidden, inputs), (outputs, hidden).
            return first[1], last[0]
        return first[0], last[1]

    def _with_targets(self, X: Any, last: int, columns: bool) -> Iterator[data.Samples]:
        output = self._output(X)
        rows = X.shape[1] if columns else X.shape[0]
        if output is not None and np.ndim(output) >= 1:
            yield data.Samples(
                X, forms.as_output(self, np.shape(output), output), "random", columns
            )
        else:
            shape = (last, rows) if columns else (rows, last)
            yield data.Samples(X, forms.as_output(self, shape), "random", columns)
        for form, y in forms.targets(self, rows, max(last, 2)):
            if form != "one-hot":
                yield data.Samples(X, y, "random", columns, form)

    def _output(self, X: Any) -> Any:
        """Output of the network for some inputs; None where that is not known."""
        method = getattr(self.thing, self.names.get("output", ""), None)
        if method is None:
            return None
        try:
            found = method(X.copy())
            if isinstance(found, (tuple, list)) and found:
                found = [one for one in found if isinstance(one, np.ndarray)][-1]
            return found if np.asarray(found).dtype.kind in "fiu" else None
        except Exception:  # only a question: the cost will raise it again
            return None

    def _compare_shapes(self, output: Any) -> None:
        telling.compare_shapes(self, output)

    def _use(self, samples: data.Samples) -> None:
        self.X, self.y = samples.X, samples.y

    def _attempt(self, samples: data.Samples) -> Tuple[int, Any]:
        self._use(samples)
        self.facts.pop("output_shape", None)
        return rank_of(lambda: self.value(self.start), lambda: self.gradient(self.start))

    # -- calling -----------------------------------------------------------------------------

    def _argument(self, name: str, role: str) -> Any:
        if name in (self.call.get("values") or {}):
            return self.call["values"][name]
        if role == "X":
            return self.X
        if role == "y":
            return self.y
        if role == "output":
            return self._output(self.X)
        if role == "reg":
            return self.strength(name)
        return None

    def _call(self, role: str) -> Any:
        ready = self._ready.get(role)
        if ready is not None:
            return ready[0](**ready[1])
        name = self.names[role]
        method = getattr(self.thing, name)
        listed = self.call.get(self._listed_as(role)) or []
        roles = {role for _, role in listed}
        if "y" in roles and roles & {"X", "output"}:
            return call_with(method, listed, self._argument, name)
        return method(self.X, self.y)

    def _make_ready(self) -> None:
        """Look up once what each evaluation passes: there are thousands of them."""
        for role in ("cost", "gradient"):
            listed = self.call.get(self._listed_as(role)) or []
            roles = {one for _, one in listed}
            if role in self.names and {"X", "y"} <= roles and "output" not in roles:
                arguments = {name: self._argument(name, one) for name, one in listed}
                if not any(value is None for value in arguments.values()):
                    self._ready[role] = (getattr(self.thing, self.names[role]), arguments)

    def _listed_as(self, role: str) -> str:
        return "cost_arguments" if role == "cost" else role + "_arguments"

    def value(self, theta: Any) -> Any:
        """The person's cost, with the weights set in their object."""
        self._write(theta)
        return self.check_cost(self._call("cost"), self.names["cost"])

    def gradient(self, theta: Any) -> Any:
        """The person's gradient; what is not written yet is NaN, and named in the facts."""
        self._write(theta)
        if self._cost_first:
            self._call("cost")
            self._write(theta)
        name = self.names["gradient"]
        method = getattr(self.thing, self.names.get("parts", name), None)
        before = dict(vars(self.thing))
        try:
            found = self._call("gradient")
        except NotImplementedError:
            raise not_written(name, method) from None
        except (AttributeError, TypeError) as error:
            if not re.search("NoneType|ellipsis", str(error)) or "parts" not in self.names:
                raise
            return self._from_parts()
        nothing = found is None or (isinstance(found, Unwritten) and not found.parts)
        if nothing and "parts" in self.names:
            return self._from_parts()
        if found is None:
            found = self._left_behind(before)
        flat, missing = arranged(found, self._blocks, name, self.call.get("returned") or (), method)
        self._remember(missing)
        return flat

    def _from_parts(self) -> Any:
        """Gradient matrix by matrix, where the flat one cannot be made of them yet."""
        name = self.names["parts"]
        method = getattr(self.thing, name)
        found = method(self.X, self.y)
        flat, missing = arranged(found, self._blocks, name, self.call.get("returned") or (), method)
        self._remember(missing)
        return flat

    def _left_behind(self, before: Dict[str, Any]) -> Any:
        """Gradients that a method leaves in the object instead of returning them."""
        after = {
            name: value
            for name, value in vars(self.thing).items()
            if value is not before.get(name) and _GRADIENT_ATTRIBUTE.fullmatch(name)
        }
        names = list(after)
        order = matching(names, self._blocks.names)
        if order is None:
            name = self.names["gradient"]
            raise not_written(name, getattr(self.thing, name))
        return [after[names[i]] for i in order]

    def _remember(self, missing: List[str]) -> None:
        self.unwritten = missing

    def _find_out_order(self) -> None:
        """Notice a gradient that uses what the last call of the cost left behind."""
        try:
            right, again = self._after(self.start), self._after(self.start)
            other = self._after(self.start + 0.3)
        except Exception:  # told when it is asked for
            return
        if not np.array_equal(right, again, equal_nan=True):
            return  # not repeatable at all: that is told elsewhere
        if not np.array_equal(right, other, equal_nan=True):
            self._cost_first = True
            self.note(
                "{gradient} uses what {cost} computed before it, so {cost} is called first.",
                gradient=self.names.get("gradient", self.names["cost"]),
                cost=self.names["cost"],
            )

    def _after(self, elsewhere: Any) -> Any:
        """Gradient at the start, the cost having been asked for somewhere else before."""
        self.value(elsewhere)
        return self.gradient(self.start)
