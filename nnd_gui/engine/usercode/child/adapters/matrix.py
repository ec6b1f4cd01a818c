"""CS231n's functions: ``f(W, X, y, reg)`` gives the loss and dW."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Tuple

import numpy as np

from . import samples as data
from . import target_forms as forms
from . import telling
from .ask import best_of
from .base import Blocks
from .construct import seed
from .theta import Theta

__all__ = ["Matrix", "build"]

_FEATURES, _CLASSES = 4, 3


class Trial:
    """One way of calling: data, and the matrix's shape."""

    def __init__(self, samples: data.Samples, form: str, shape: Tuple[int, int]) -> None:
        self.samples, self.form, self.shape = samples, form, shape


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Any:
    """Find the shape of W and the form of y."""
    return Matrix(plan, space, given).prepare()


class Matrix(Theta):
    """One matrix of weights, ``(features, classes)`` or the other way round."""

    def prepare(self) -> Any:
        """Find out by asking what shapes the function takes."""
        seed(self)
        self._cost, self._slope = self.find("cost"), None
        self._sizes = {}
        self._columns = self._with_bias = False
        chosen = data.chosen_samples(self)
        trial, _, _ = best_of(
            self._ways(chosen), self._try, lambda one: one.samples.source == "file"
        )
        self._take(trial)
        telling.tell(self, trial.samples, trial.form or None)
        telling.not_used(self, chosen, trial.samples)
        for name, role in self._listed("cost"):
            if role == "reg":
                self.strength(str(name))
        return self.finish()

    def _ways(self, chosen: Any) -> Iterator[Trial]:
        if chosen is not None and chosen.X is not None and chosen.X.ndim == 2:
            own = data.fewer(self, chosen)
            tried = [own, data.Samples(own.X, own.y.reshape(-1), own.source)]
            if own.source != "file":
                tried = [form for form in forms.forms_of(self, own) if form.y.ndim == 1]
            for one in tried:
                y = one.y
                if y.size and np.array_equal(y, np.floor(y)):
                    y = y.astype(int)
                classes = max(int(y.max()) + 1, 2) if y.dtype.kind in "iu" else 1
                samples = data.Samples(own.X, y, own.source, form=one.form)
                yield Trial(samples, one.form, (own.X.shape[1], classes))
        X = data.random_inputs(self, _FEATURES)
        if "X" not in [role for _, role in self._listed("cost")]:
            for form, y in forms.targets(self, X.shape[0], _CLASSES, "labels0"):
                yield Trial(data.Samples(None, y, "random"), form, (X.shape[0], _CLASSES))
            return
        first = str(self.call.get("labels") or "labels0")
        for form, y in forms.targets(self, X.shape[0], _CLASSES, first):
            samples = data.Samples(X, y, "random")
            yield Trial(samples, form, (_FEATURES, _CLASSES))
            # The course's first year has classes as rows, and samples as columns.
            turned = data.Samples(X.T.copy(), y, "random", columns=True)
            yield Trial(turned, form, (_CLASSES, _FEATURES))
        for y in (
            forms.as_output(self, (X.shape[0],)),
            forms.as_output(self, (X.shape[0], 1)),
        ):
            yield Trial(data.Samples(X, y, "random"), "", (_FEATURES, 1))

    def _try(self, trial: Trial) -> Tuple[int, Any]:
        self._take(trial)
        return self._rank()

    def _take(self, trial: Trial) -> None:
        self.X, self.y = trial.samples.X, trial.samples.y
        self._blocks = Blocks([(str(self._listed("cost")[0][0]), trial.shape)])
        number = int(self.plan.get("seed") or 0)
        size = trial.shape[0] * trial.shape[1]
        self.start = np.random.default_rng([number, 5]).normal(scale=0.5, size=size)

    def _call(self, role: str, theta: Any) -> Any:
        return super()._call(role, theta.reshape(self._blocks.listed[0][1]))
