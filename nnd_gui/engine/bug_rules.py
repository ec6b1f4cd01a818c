"""Each deliberate bug as replaced rules of backpropagation: one function for each name.

They get the bug, the network and the layers in which the bug sits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.backprop import RULES, BackwardPass, Rules, gradient
from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.bug_places import delta_donor, sample_count
from nnd_gui.engine.losses import Loss
from nnd_gui.engine.network import CostNetwork, Layer, Trace
from nnd_gui.engine.parameters import Layout, layout_of
from nnd_gui.engine.subject import Network

__all__ = ["RULES_OF_BUG", "usual_rate"]

Maker = Callable[[Bug, Network, tuple[int, ...]], Rules]
Parts = dict[str, Array]

# Neither 2 nor a usual number of samples, which have names of their own.
FACTOR = 1.5
SINGLE_FACTOR = 1.5
REGULARIZATION_FACTOR = 2.0
# By default, the step of the two bugs that need one moves the weights by this share of
# their size: enough to be seen, not enough to leave the neighbourhood.
STEP_SHARE = 0.1


def _at(layers: tuple[int, ...], change: Callable[[Rules, BackwardPass, int], Rules]) -> Rules:
    """Change the rules in some layers only."""

    def at_layer(rules: Rules, backward: BackwardPass, place: int) -> Rules:
        return change(rules, backward, place) if place in layers else rules

    return replace(RULES, at_layer=at_layer)


def _rewritten(rewrite: Callable[[Layout, Parts], Parts]) -> Rules:
    """Change what is written out, after all gradients have been made."""
    return replace(
        RULES, write_out=lambda layout, parts: RULES.write_out(layout, rewrite(layout, parts))
    )


def _scaled_parts(names: tuple[str, ...], factor: float) -> Rules:
    def rewrite(_layout: Layout, parts: Parts) -> Parts:
        return {
            name: (part * part.dtype.type(factor) if name in names else part)
            for name, part in parts.items()
        }

    return _rewritten(rewrite)


def _names(bug: Bug, network: Network, layers: tuple[int, ...]) -> tuple[str, ...]:
    """Blocks of some layers; a bias that was named stands for itself alone."""
    if bug.block is not None and bug.block.startswith("b"):
        return (bug.block,)
    return tuple(block.name for block in layout_of(network).blocks if block.layer in layers)


def _sign(bug: Bug, network: Network, layers: tuple[int, ...]) -> Rules:
    return _scaled_parts(_names(bug, network, layers), -1.0)


def _factor(bug: Bug, network: Network, layers: tuple[int, ...]) -> Rules:
    factor = FACTOR if bug.factor is None else bug.factor
    return _scaled_parts(_names(bug, network, layers), factor)


def _data_term_times(factor: float) -> Rules:
    """Everything but what regularisation adds."""
    return replace(
        RULES,
        matrix_gradient=lambda a, delta: _times(RULES.matrix_gradient(a, delta), factor),
        bias_gradient=lambda delta: _times(RULES.bias_gradient(delta), factor),
    )


def _times(part: Array, factor: float) -> Array:
    return np.asarray(part * part.dtype.type(factor))


def _mean_or_sum(bug: Bug, network: Network, _layers: tuple[int, ...]) -> Rules:
    # Whichever the cost does not do is the mistake that its gradient invites.
    usual = "mean" if network.loss == "half-sse" else "sum"
    samples = sample_count(network)
    return _data_term_times(samples if (bug.variant or usual) == "sum" else 1 / samples)


def _missing_half_or_two(bug: Bug, network: Network, _layers: tuple[int, ...]) -> Rules:
    # The half of half-sse forgotten doubles the gradient, the two of a square halves it.
    usual = 0.5 if network.loss == "mse" else 2.0
    return _data_term_times(usual if bug.factor is None else bug.factor)


def _zero_layer(_bug: Bug, network: Network, layers: tuple[int, ...]) -> Rules:
    names = [block.name for block in layout_of(network).blocks if block.layer in layers]
    return _zeroed(tuple(names))


def _zero_bias(_bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    return _zeroed(tuple(f"b{layer}" for layer in layers))


def _zeroed(names: tuple[str, ...]) -> Rules:
    # Not times 0, which leaves an infinite gradient NaN.
    return _rewritten(
        lambda _layout, parts: {
            name: np.zeros_like(part) if name in names else part for name, part in parts.items()
        }
    )


def _unbroadcast_bias(bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    forms: dict[str, Callable[[Array], Array]] = {
        "mean": lambda delta: np.asarray(delta.mean(axis=0)),
        "one-sample": lambda delta: delta[-1],
        "one-number": lambda delta: np.full_like(delta[0], delta.sum()),
    }
    form = forms[bug.variant or "mean"]
    return _at(layers, lambda rules, _backward, _place: replace(rules, bias_gradient=form))


def _single_weight(bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    factor = SINGLE_FACTOR if bug.factor is None else bug.factor
    name, _, inside = (bug.block or f"W{layers[0]}").partition("[")

    def rewrite(_layout: Layout, parts: Parts) -> Parts:
        part = parts[name].copy()
        # The largest of its block, so that the mistake shows wherever the block does.
        at = np.unravel_index(int(np.argmax(np.abs(part))), part.shape)
        if inside:
            at = tuple(np.intp(text) for text in inside.rstrip("]").split(","))
        part[at] *= part.dtype.type(factor)
        return {**parts, name: part}

    return _rewritten(rewrite)


def _missing_derivative(_bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    return _through(layers, lambda _layer, _z, slope: slope)


def _derivative_of_output(_bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    def through(layer: Layer, z: Array, slope: Array) -> Array:
        return RULES.through_activation(layer, layer.activation.value(z), slope)

    return _through(layers, through)


def _through(layers: tuple[int, ...], rule: Callable[[Layer, Array, Array], Array]) -> Rules:
    """Step through the activation by another rule, in hidden layers and the output alike."""

    def output_delta(loss: Loss, layer: Layer, z: Array, y_hat: Array, y: Array) -> Array:
        return rule(layer, z, loss.slope(z, y_hat, y))

    def change(rules: Rules, backward: BackwardPass, _place: int) -> Rules:
        changed = replace(rules, through_activation=rule)
        if backward.network.loss.from_input:
            return changed
        return replace(changed, output_delta=output_delta)

    return _at(layers, change)


def _transposed(_bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    names = [f"W{layer}" for layer in layers]
    return _rewritten(
        lambda _layout, parts: {
            name: part.T if name in names else part for name, part in parts.items()
        }
    )


def _swapped_layers(bug: Bug, network: Network, layers: tuple[int, ...]) -> Rules:
    order = list(range(len(network.sizes) - 1, 0, -1))
    if bug.block is not None:
        # With the layer above; the last one with the layer below.
        first = min(layers[0], len(network.sizes) - 2)
        order = list(range(1, len(network.sizes)))
        order[first - 1 : first + 1] = [first + 1, first]

    def write_out(layout: Layout, parts: Parts) -> NDArray[Any]:
        blocks = sorted(layout.blocks, key=lambda block: (order.index(block.layer), block.start))
        return np.concatenate([parts[block.name].ravel() for block in blocks])

    return replace(RULES, write_out=write_out)


def _missing_regularization(_bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    return _penalty_times(layers, 0.0)


def _wrong_regularization(bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    factor = REGULARIZATION_FACTOR if bug.factor is None else bug.factor
    return _penalty_times(layers, factor)


def _penalty_times(layers: tuple[int, ...], factor: float) -> Rules:
    def penalty(l2: Any, matrix: Array) -> Array:
        return _times(RULES.penalty_gradient(l2, matrix), factor)

    return _at(layers, lambda rules, _backward, _place: replace(rules, penalty_gradient=penalty))


def _regularized_bias(_bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    def change(rules: Rules, backward: BackwardPass, place: int) -> Rules:
        bias, l2 = backward.layers[place - 1].bias, backward.network.l2
        return replace(
            rules, bias_gradient=lambda delta: np.asarray(RULES.bias_gradient(delta) + l2 * bias)
        )

    return _at(layers, change)


def _wrong_layer_delta(_bug: Bug, network: Network, layers: tuple[int, ...]) -> Rules:
    def change(rules: Rules, backward: BackwardPass, place: int) -> Rules:
        def matrix_gradient(a: Array, delta: Array) -> Array:
            other = backward.deltas[delta_donor(network, place) or place]
            return RULES.matrix_gradient(a, np.broadcast_to(other, delta.shape))

        return replace(rules, matrix_gradient=matrix_gradient)

    return _at(layers, change)


def usual_rate(theta: NDArray[Any], slope: NDArray[Any]) -> float:
    """Learning rate at which one step moves the weights by a tenth of their size."""
    size, steepness = float(np.linalg.norm(theta)), float(np.linalg.norm(slope))
    return STEP_SHARE * (size or 1.0) / steepness if steepness > 0 else 1.0


def _stale_activation(bug: Bug, _network: Network, _layers: tuple[int, ...]) -> Rules:
    def forward(network: CostNetwork, theta: NDArray[Any]) -> Trace:
        # The weights before the step that led here, as far as its slope is the slope here.
        slope = gradient(network, theta)
        rate = usual_rate(theta, slope) if bug.factor is None else bug.factor
        before = theta + theta.dtype.type(rate) * slope
        return network.forward(network.layers(before))

    return replace(RULES, forward=forward)


def _updated_weight_used(bug: Bug, _network: Network, layers: tuple[int, ...]) -> Rules:
    def change(rules: Rules, backward: BackwardPass, place: int) -> Rules:
        def delta_before(delta: Array, matrix: Array) -> Array:
            network, theta = backward.network, backward.theta
            step = RULES.matrix_gradient(backward.trace.a[place - 1], delta)
            step = step + RULES.penalty_gradient(network.l2, matrix)
            rate = bug.factor
            if rate is None:
                rate = usual_rate(theta, gradient(network, theta))
            return RULES.delta_before(delta, matrix - matrix.dtype.type(rate) * step)

        return replace(rules, delta_before=delta_before)

    return _at(layers, change)


RULES_OF_BUG: dict[str, Maker] = {
    "sign": _sign,
    "factor": _factor,
    "mean-or-sum": _mean_or_sum,
    "missing-half-or-two": _missing_half_or_two,
    "zero-layer": _zero_layer,
    "zero-bias": _zero_bias,
    "unbroadcast-bias": _unbroadcast_bias,
    "single-weight": _single_weight,
    "missing-activation-derivative": _missing_derivative,
    "derivative-of-output": _derivative_of_output,
    "transposed": _transposed,
    "swapped-layers": _swapped_layers,
    "missing-regularization": _missing_regularization,
    "wrong-regularization-factor": _wrong_regularization,
    "regularized-bias": _regularized_bias,
    "wrong-layer-delta": _wrong_layer_delta,
    "stale-activation": _stale_activation,
    "updated-weight-used": _updated_weight_used,
}
