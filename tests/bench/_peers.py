"""The peers' rows: torch, scipy, autograd, jax and numdifftools, as far as they are there."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.bench._rows import Row
from tests.bench._workloads import EPSILON, Workload

__all__ = ["LIBRARIES", "peer_rows"]

# Numbers in the copies of all weights that one vmapped batch holds: the fastest here.
_BATCH_NUMBERS = 200_000


def _part(workload: Workload) -> NDArray[np.intp] | None:
    """Which weights stand for all, or None for all."""
    whole = len(workload.sample) == len(workload.theta)
    return None if whole else workload.sample


def _numpy_cost(workload: Workload) -> tuple[Callable[[Any], Any], Any, Any]:
    """Cost of the weights that are looked at, those weights, and the gradient by them."""
    some = workload.sample

    def cost(part: Any) -> Any:
        theta = workload.theta.astype(part.dtype)
        theta[some] = part
        return workload.cost(theta)

    def gradient(part: Any) -> Any:
        theta = workload.theta.copy()
        theta[some] = part
        return workload.analytic(theta)[some]

    if _part(workload) is None:
        return workload.cost, workload.theta, workload.analytic
    return cost, workload.theta[some], gradient


def _scipy(workload: Workload) -> list[Row]:
    optimize = importlib.import_module("scipy.optimize")
    numdiff = importlib.import_module("scipy.optimize._numdiff")
    cost, point, gradient = _numpy_cost(workload)

    def three_points() -> Any:
        return numdiff.approx_derivative(cost, point, method="3-point", abs_step=EPSILON)

    part = _part(workload)
    return [
        Row("scipy check_grad", lambda: float(optimize.check_grad(cost, gradient, point)), part),
        Row("scipy approx_derivative", three_points, part),
    ]


def _numdifftools(workload: Workload) -> list[Row]:
    if len(workload.theta) > 1000:
        return []  # fifteen times slower than the loop already on B
    numdifftools = importlib.import_module("numdifftools")
    return [Row("numdifftools", lambda: numdifftools.Gradient(workload.cost)(workload.theta))]


def _autograd(workload: Workload) -> list[Row]:
    anp = importlib.import_module("autograd.numpy")
    test_util = importlib.import_module("autograd.test_util")

    def cost(theta: Any) -> Any:
        return workload.cost(theta, anp.exp)

    check = test_util.check_grads(cost, modes=["rev"], order=1)
    return [Row("autograd check_grads", lambda: check(workload.theta), one_direction=True)]


def _jax(workload: Workload) -> list[Row]:
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    jnp, test_util = importlib.import_module("jax.numpy"), importlib.import_module("jax.test_util")
    theta, some = jnp.asarray(workload.theta), workload.sample

    def cost(point: Any) -> Any:
        return workload.cost(point, jnp.exp)

    size = max(1, min(len(some), _BATCH_NUMBERS // len(theta)))

    @jax.jit  # type: ignore[untyped-decorator]
    def central(places: Any) -> Any:
        step = jnp.zeros((size, len(theta))).at[jnp.arange(size), places].set(EPSILON)
        above, below = jax.vmap(cost)(theta + step), jax.vmap(cost)(theta - step)
        return (above - below) / (2 * EPSILON)

    def gradient() -> Any:
        starts = [min(start, len(some) - size) for start in range(0, len(some), size)]
        parts = [central(some[start : start + size]) for start in starts]
        found = np.empty(len(some))
        for start, part in zip(starts, parts, strict=True):
            found[start : start + size] = part
        return found

    compiled = jax.jit(cost)
    return [
        Row("jax vmap+jit central", gradient, _part(workload)),
        Row(
            "jax check_grads",
            lambda: test_util.check_grads(compiled, (theta,), order=1, modes=["rev"], eps=EPSILON),
            one_direction=True,
        ),
    ]


def _torch(workload: Workload) -> list[Row]:
    torch = importlib.import_module("torch")
    inputs, targets = torch.from_numpy(workload.inputs), torch.from_numpy(workload.targets)
    theta, some = torch.from_numpy(workload.theta), torch.from_numpy(workload.sample)
    part = _part(workload)

    def cost(point: Any) -> Any:
        a = inputs
        for matrix, bias in workload.layers(point):
            z = a @ matrix
            if workload.has_biases:
                z = z + bias
            a = torch.sigmoid(z)
        return 0.5 * ((targets - a) ** 2).sum()

    def cost_of_part(values: Any) -> Any:
        return cost(theta.index_put((some,), values))

    def slow() -> None:
        if part is None:
            torch.autograd.gradcheck(cost, theta.clone().requires_grad_(True), eps=EPSILON)
        else:
            point = theta[some].clone().requires_grad_(True)
            torch.autograd.gradcheck(cost_of_part, point, eps=EPSILON)

    def fast() -> None:
        point = theta.clone().requires_grad_(True)
        torch.autograd.gradcheck(cost, point, eps=EPSILON, fast_mode=True)

    return [
        Row("torch gradcheck", slow, part),
        Row("torch gradcheck fast", fast, one_direction=True),
    ]


LIBRARIES: dict[str, Callable[[Workload], list[Row]]] = {
    "scipy": _scipy,
    "numdifftools": _numdifftools,
    "autograd": _autograd,
    "jax": _jax,
    "torch": _torch,
}


def peer_rows(workload: Workload, libraries: list[str]) -> list[Row]:
    """Rows of the libraries that are there, for one network."""
    return [row for name in libraries for row in LIBRARIES[name](workload)]
