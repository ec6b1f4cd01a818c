"""A cost of one flat vector of weights: CS224, Coursera, nnObjFunction, UFLDL, SciPy's pairs."""

from __future__ import annotations

import itertools
from typing import Any, Dict, Iterator, List, Optional, Tuple

import numpy as np

from ..problem import Problem
from . import samples as data
from . import target_forms as forms
from . import telling
from .ask import best_of, call_with, rank_of
from .base import REG, Adapter, Blocks
from .construct import Sizes, construct, seed
from .gradients import arranged, not_written
from .held import kept, livelier
from .lengths import usual_lengths, usual_outputs
from .locals_of import blocks_in, watched

__all__ = ["Theta", "build"]

# A penalty of sparsity, as the tutorials have it.
_OTHERS = {"sparsity": 0.1, "beta": 3.0, "std": 1.0}
# No two sizes alike: a transpose shows.
_INPUTS, _HIDDEN, _CLASSES = 3, 4, 2
_SIZES = Sizes(_INPUTS, _CLASSES + 1, _HIDDEN + 1)


class Trial:
    """One way of calling: sizes, data, and how long the vector is."""

    def __init__(
        self, samples: data.Samples, form: str, sizes: Dict[str, int], length: int
    ) -> None:
        self.samples, self.form, self.sizes, self.length = samples, form, sizes, length


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Find data, sizes and the length of the vector with which the functions can be called."""
    return Theta(plan, space, given).prepare()


class Theta(Adapter):
    """``cost(theta, ...)`` with its gradient, from the same function or one beside it."""

    def prepare(self) -> Adapter:
        """Find out by asking all that the plan leaves open."""
        seed(self)
        if "class" in self.names:
            self.thing = construct(self, self.find("class"), _SIZES)
        self._cost = self.find("cost")
        self._slope: Any = self.find("gradient") if "gradient" in self.names else None
        self._sizes: Dict[str, int] = {}
        self._columns = False
        self._with_bias = "bias" in [role for _, role in self._listed("cost")]
        self._file_theta = self._from_file()
        chosen = data.chosen_samples(self)
        trial, _, _ = best_of(
            self._trials(chosen),
            self._attempt,
            lambda one: one.samples.source == "file",
        )
        self._use(trial)
        telling.tell(self, trial.samples, trial.form or None)
        telling.not_used(self, chosen, trial.samples)
        self._name_blocks()
        self.start = livelier(self, self.start, self._blocks)
        self.start = kept(self, self.start)
        settings = self.facts.setdefault("settings", {})
        roles = [role for _, role in self._listed("cost")]
        settings.update({role: n for role, n in self._sizes.items() if role in roles})
        for name, role in self._listed("cost"):
            if role == "reg" and name not in (self.call.get("values") or {}):
                self.strength(str(name))
        return self.finish()

    # -- what the functions get ----------------------------------------------------------------

    def _listed(self, role: str) -> List[List[Any]]:
        if role == "gradient" and self.call.get("gradient_arguments"):
            return list(self.call["gradient_arguments"])
        return list(self.call.get("cost_arguments") or [])

    def _from_file(self) -> Any:
        said = self.plan.get("theta") or {}
        if said.get("source") == "random" or "name" not in said:
            return None
        try:
            found = np.array(self.space[said["name"]], dtype=float)
        except Exception as error:  # the person's own code, whatever it raises
            self.note(
                "{name} of the file cannot be made here ({why}).",
                name=said["name"],
                why=self.why(error),
            )
            return None
        return found.reshape(-1) if found.size and np.all(np.isfinite(found)) else None

    def _argument(self, name: str, role: Optional[str]) -> Any:
        fixed: Dict[str, Any] = dict(_OTHERS)
        fixed.update(self._sizes)
        fixed.update(reg=REG, X=self.X, y=self.y, hiddens=[_HIDDEN], theta=self._theta)
        fixed["dims"] = [self._sizes.get(role, 1) for role in ("inputs", "hidden", "outputs")]
        if name in (self.call.get("values") or {}):
            return self.call["values"][name]
        if role == "theta" and self._with_bias:
            return self._theta[:-1].reshape((-1, 1) if self._columns else (-1,))
        if role == "bias":
            return float(np.asarray(self._theta[-1]).reshape(()))
        if role in fixed:
            return fixed[role]
        return self._constant(name)

    def _constant(self, name: str) -> Any:
        """What the file says for an argument of which nothing else is known."""
        if name not in (self.call.get("constants") or []):
            return None
        try:
            return self.space[name]
        except Exception:  # asked for in vain: the sentence says what is missing
            return None

    def _call(self, role: str, theta: Any) -> Any:
        # Not a copy: who asks has made one, and looks whether it was changed.
        self._theta = theta
        function = self._slope if role == "gradient" else self._cost
        name = self.names[role]
        return call_with(function, self._listed(role), self._argument, name, self._starred(role))

    def _starred(self, role: str) -> bool:
        function = self._slope if role == "gradient" else self._cost
        code = getattr(function, "__code__", None)
        return code is None or bool(code.co_flags & 0x04)

    # -- trials --------------------------------------------------------------------------------

    def _trials(self, chosen: Any) -> Iterator[Trial]:
        roles = [role for _, role in self._listed("cost")]
        if "X" not in roles:
            yield from self._without_data()
            return
        for samples in self._own(chosen):
            inputs = samples.X.shape[0 if samples.columns else 1]
            for sizes in self._sizes_for(inputs, samples.y):
                for length in self._lengths(sizes, roles):
                    yield Trial(samples, samples.form, sizes, length)
        for inputs, columns in itertools.product((_INPUTS, _HIDDEN), (False, True)):
            for sizes in self._random_sizes(inputs, roles):
                yield from self._random(sizes, columns, roles)

    def _own(self, chosen: Any) -> Iterator[data.Samples]:
        if chosen is None or chosen.X is None or chosen.X.ndim != 2:
            return
        own = data.fewer(self, chosen)
        if own.source == "file":
            yield own
            return
        roles = [role for _, role in self._listed("cost")]
        if "y" not in roles:
            yield data.Samples(own.X, None, own.source)
            yield data.Samples(own.X.T.copy(), None, own.source, columns=True)
            return
        yield from forms.forms_of(self, own, bool({"hidden", "outputs", "dims"} & set(roles)))

    def _random(self, sizes: Dict[str, int], columns: bool, roles: List[Any]) -> Iterator[Trial]:
        X = data.random_inputs(self, sizes["inputs"], columns)
        rows = X.shape[1] if columns else X.shape[0]
        first = str(self.call.get("labels") or "one-hot")
        for form, y in self._targets(roles, rows, sizes["outputs"], first):
            samples = data.Samples(X, y, "random", columns)
            for length in self._lengths(sizes, roles):
                yield Trial(samples, form, sizes, length)

    def _targets(
        self, roles: List[Any], rows: int, outputs: int, first: str
    ) -> Iterator[Tuple[str, Any]]:
        if "y" not in roles:
            yield "", None
            return
        network = bool({"hidden", "outputs", "dims"} & set(roles))
        if not network and first == "one-hot":
            # Regression, logistic or linear: one number a sample.
            whole = (np.arange(rows) % 2).astype(float)
            if self._with_bias:
                yield "", whole.reshape(1, -1)  # deeplearning.ai: samples in columns
            yield "", whole
            yield "", whole.reshape(-1, 1)
        yield from forms.targets(self, rows, outputs, first)

    def _random_sizes(self, inputs: int, roles: List[Any]) -> Iterator[Dict[str, int]]:
        for outputs in (_CLASSES + 1 if inputs == _INPUTS else _CLASSES, 10, 1):
            if outputs != 10 or "outputs" in roles:
                hidden = _HIDDEN if inputs == _INPUTS else _INPUTS
                yield {"inputs": inputs, "hidden": hidden + 1, "outputs": outputs}

    def _sizes_for(self, inputs: int, y: Any) -> Iterator[Dict[str, int]]:
        own: Dict[str, int] = {}
        for name, role in self._listed("cost"):
            value = self._constant(name) if role in ("inputs", "hidden", "outputs") else None
            if isinstance(value, (int, np.integer)):
                own[role] = int(value)
        asked = {"outputs", "dims"} & {role for _, role in self._listed("cost")}
        outputs = usual_outputs(y, bool(asked))
        yield {"inputs": inputs, "hidden": own.get("hidden", _HIDDEN),
               "outputs": own.get("outputs", outputs)}  # fmt: skip

    def _lengths(self, sizes: Dict[str, int], roles: List[Any]) -> Iterator[int]:
        own = [] if self._file_theta is None else [int(self._file_theta.size)]
        usual = [sizes["inputs"] + 1] if self._with_bias else usual_lengths(sizes, roles)
        yield from dict.fromkeys(own + usual)

    def _without_data(self) -> Iterator[Trial]:
        nothing = data.Samples(None, None, "none")
        own = [] if self._file_theta is None else [int(self._file_theta.size)]
        for length in dict.fromkeys([*own, 2, 3, 4, 5, 1, 6, 8, 10]):
            yield Trial(nothing, "", {"inputs": length, "hidden": 4, "outputs": 2}, length)

    def _attempt(self, trial: Trial) -> Tuple[int, Any]:
        self._use(trial)
        return self._rank()

    def _rank(self) -> Tuple[int, Any]:
        return rank_of(
            lambda: self.value(self.start.copy()), lambda: self.gradient(self.start.copy())
        )

    def _use(self, trial: Trial) -> None:
        self.X, self.y, self._sizes = trial.samples.X, trial.samples.y, trial.sizes
        self._columns = trial.samples.columns
        self._blocks = Blocks([("theta", (trial.length,))])
        if self._with_bias and trial.length > 1:
            names = [str(n) for n, role in self._listed("cost") if role in ("theta", "bias")]
            self._blocks = Blocks([(names[0], (trial.length - 1,)), (names[-1], (1,))])
        if self._file_theta is not None and self._file_theta.size == trial.length:
            self.start = self._file_theta.copy()
            return
        number = int(self.plan.get("seed") or 0)
        self.start = np.random.default_rng([number, 5]).normal(scale=0.5, size=trial.length)

    def _name_blocks(self) -> None:
        """The person's own names for the matrices into which their function cuts the vector."""
        if self._with_bias:
            return
        number = int(self.plan.get("seed") or 0)
        probe = np.random.default_rng([number, 6]).normal(scale=0.5, size=self.start.size)
        try:
            _, seen = watched(self._cost, lambda: self._call("cost", probe))
            self._blocks = blocks_in(probe, seen)
        except Exception:  # only for the names; what is wrong is told when it is asked for
            return

    # -- calling -------------------------------------------------------------------------------

    def value(self, theta: Any) -> Any:
        """The person's cost of the vector itself."""
        found = self._call("cost", theta)
        if "value_at" in self.call:
            found = self._part(found, "value_at")
        return self.check_cost(found, self.names["cost"])

    def gradient(self, theta: Any) -> Any:
        """The person's gradient, as a flat vector."""
        name = self.names.get("gradient", self.names["cost"])
        try:
            if self._slope is not None:
                found = self._call("gradient", theta)
            else:
                found = self._part(self._call("cost", theta), "gradient_at")
        except NotImplementedError:
            raise not_written(name, self._slope or self._cost) from None
        function = self._slope or self._cost
        flat, missing = arranged(found, self._blocks, name, function=function)
        self.unwritten = missing
        self._gap(flat, name)
        return flat

    def _gap(self, flat: Any, name: str) -> None:
        """A template's zeros, beside a ``pass`` where the work is to be done."""
        if name in (self.call.get("gaps") or []) and not np.any(flat):
            raise not_written(name, self._slope or self._cost)

    def _part(self, found: Any, which: str) -> Any:
        place = int(self.call[which])
        if not isinstance(found, (tuple, list)):
            if found is None:
                raise not_written(self.names["cost"], self._cost)
            raise Problem(
                "shape-mismatch",
                "{name} returns one thing, not the cost and its gradient.",
                {"name": self.names["cost"]},
            )
        if len(found) <= place:
            raise Problem(
                "shape-mismatch",
                "{name} returns {given} things, where the cost and its gradient are due.",
                {"name": self.names["cost"], "given": len(found)},
            )
        return found[place]
