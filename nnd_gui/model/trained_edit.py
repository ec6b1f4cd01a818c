"""The edit that trains a network's weights before they are checked."""

from __future__ import annotations

from nnd_gui.engine.sources import TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.edit_result import Edit, settled
from nnd_gui.model.given_weights import start_of

__all__ = ["with_trained_weights"]


def with_trained_weights(spec: ExperimentSpec, steps: int, rate: float) -> Edit:
    """Train the weights from where they start now: near a minimum a check is at its hardest.

    Parameters
    ----------
    spec : ExperimentSpec
        Its weights are the start; those of weights that are trained already, their start.
    steps : int
        How many steps of plain gradient descent; 0 takes the start itself.
    rate : float
        Its learning rate.

    Raises
    ------
    SpecError
        If there are too many steps, or the rate is not a positive number.
    """
    start = start_of(spec.network)
    trained = TrainedWeights(steps, rate, start)
    return settled(spec, {"weights": trained if steps else start})
