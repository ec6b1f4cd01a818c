"""What rules of backpropagation make of each factor, asked one factor at a time.

A rule is a function, so that its factor can be had alone: a derivative by sending a slope of
1 through the activation, one sample's term by setting the others to 0.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, BackwardPass, Rules, gradient_parts
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.parameters import Block

__all__ = ["carried_by", "derivative_by", "error_by", "penalty_by", "terms_by", "written_by"]


def _wide(numbers: Any) -> Floats:
    return np.asarray(numbers, dtype=np.float64)


def derivative_by(rules: Rules, backward: BackwardPass, layer: int) -> Floats | None:
    """Derivative of a layer's activation, ``(samples, units)``.

    None at an output whose cost has a slope by its input.
    """
    here = rules.at_layer(rules, backward, layer)
    own, z = backward.layers[layer - 1], backward.trace.z[layer - 1]
    ones = np.ones_like(z)
    if layer < len(backward.layers):
        return _wide(here.through_activation(own, z, ones))
    loss, network = backward.network.loss, backward.network
    if loss.from_input:
        return None
    # A cost whose slope is 1 everywhere leaves the derivative alone.
    flat = replace(loss, slope=lambda _z, y_hat, _y: np.ones_like(y_hat))
    return _wide(here.output_delta(flat, own, z, backward.trace.a[-1], network.targets))


def error_by(backward: BackwardPass) -> Floats:
    """Slope of the cost at the output, ``(samples, outputs)``."""
    network, trace = backward.network, backward.trace
    return _wide(network.loss.slope(trace.z[-1], trace.a[-1], network.targets))


def carried_by(rules: Rules, backward: BackwardPass, layer: int) -> tuple[Floats, Floats]:
    """What comes down to a layer from the one above, and the weights by which it comes.

    Returns
    -------
    carried : ndarray, shape (samples, units)
    matrix : ndarray, shape (units, units above)
        NaN where the weights used cannot be told from what they made.
    """
    here = rules.at_layer(rules, backward, layer + 1)
    matrix, delta = backward.layers[layer].matrix, backward.deltas[layer + 1]
    carried = _wide(here.delta_before(delta, matrix))
    if np.array_equal(carried, _wide(RULES.delta_before(delta, matrix)), equal_nan=True):
        return carried, _wide(matrix)
    if not (np.isfinite(carried).all() and np.isfinite(delta).all()):
        return carried, np.full(matrix.shape, np.nan)
    used, _, rank, _ = np.linalg.lstsq(_wide(delta), carried, rcond=None)
    if rank < delta.shape[1]:
        return carried, np.full(matrix.shape, np.nan)
    return carried, _wide(used.T)


def terms_by(
    rules: Rules,
    backward: BackwardPass,
    block: Block,
    position: tuple[int, ...],
    shown: NDArray[np.intp],
) -> tuple[Floats, float]:
    """What some samples add to one weight's value, and what all of them do together.

    Returns
    -------
    terms : ndarray, shape (s,)
        Of the samples `shown`, each as if it were alone.
    total : float
        Without what a rule adds that has nothing to do with any sample.
    """
    here = rules.at_layer(rules, backward, block.layer)
    delta, unit = backward.deltas[block.layer], position[-1]
    if block.is_bias:
        alone = float(here.bias_gradient(np.zeros_like(delta))[unit])
        terms = [float(here.bias_gradient(_only(delta, s))[unit]) - alone for s in shown]
        return _wide(terms), float(here.bias_gradient(delta)[unit]) - alone
    a = backward.trace.a[block.layer - 1][:, position[:1]]
    terms = [float(here.matrix_gradient(_only(a, s), delta)[0, unit]) for s in shown]
    return _wide(terms), float(here.matrix_gradient(a, delta)[0, unit])


def _only(rows: Any, sample: Any) -> Any:
    kept = np.zeros_like(rows)
    kept[sample] = rows[sample]
    return kept


def penalty_by(
    rules: Rules, backward: BackwardPass, block: Block, position: tuple[int, ...]
) -> float:
    """What regularisation adds to one weight's value."""
    here = rules.at_layer(rules, backward, block.layer)
    if block.is_bias:
        # What a bias gets without any delta at all.
        nothing = np.zeros_like(backward.deltas[block.layer])
        return float(here.bias_gradient(nothing)[position[0]])
    matrix = backward.layers[block.layer - 1].matrix
    return float(here.penalty_gradient(backward.network.l2, matrix)[position])


def written_by(rules: Rules, backward: BackwardPass, index: int) -> tuple[float, int]:
    """Value that is written out for one weight, and which weight's that was."""
    layout = backward.network.layout
    parts = gradient_parts(rules, backward)
    value = float(rules.write_out(layout, parts)[index])
    places = {}
    for block in layout.blocks:
        numbers = 1 + np.arange(block.start, block.stop, dtype=np.float64)
        places[block.name] = numbers.reshape(block.shape)
    # Weights numbered from 1 take the same way; a factor is seen by sending ones along it.
    numbered = float(rules.write_out(layout, places)[index])
    ones = {name: np.ones_like(part) for name, part in places.items()}
    factor = float(rules.write_out(layout, ones)[index])
    if factor != 1 or not numbered.is_integer() or not 1 <= numbered <= layout.size:
        return value, index
    source = int(numbered) - 1
    # A rule that looks at the numbers themselves may have been led astray by these.
    there = float(RULES.write_out(layout, parts)[source])
    return value, source if there == value else index
