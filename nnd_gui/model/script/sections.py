"""A check as a program: its parts, each with a heading, in the order in which they run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnd_gui import __version__
from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.explain import explain
from nnd_gui.model.result import CheckResult
from nnd_gui.model.script.literals import array_source
from nnd_gui.model.script.network_source import activations_source, cost_source, gradient_source
from nnd_gui.model.script.scheme_source import numerical_source
from nnd_gui.model.words import tr

__all__ = ["Section", "can_be_repeated", "script_sections"]

# A program lists so many numbers at most; more are drawn by it as they were drawn here.
_MOST_NUMBERS = 20_000


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the program.

    Parameters
    ----------
    title : str
        What it does, translated.
    code : str
        Its lines; empty for the part that only tells.
    text : str
        More about it, translated.
    """

    title: str
    code: str
    text: str = ""


def can_be_repeated(spec: ExperimentSpec) -> bool:
    """Whether a check can be written as a program: a person's file is one already."""
    return isinstance(spec.subject, Network)


def script_sections(result: CheckResult) -> list[Section]:
    """Write a finished check of a network as a program that needs NumPy alone.

    Parameters
    ----------
    result : CheckResult
        A check of one of our own networks that ran to its end.

    Returns
    -------
    list of Section
        Run one after the other they print every weight's two numbers, and the ratio.

    Raises
    ------
    ValueError
        If the check has not finished, or is one of a person's file.
    """
    spec = result.spec
    if not can_be_repeated(spec) or not result.completed:
        raise ValueError("only a completed check of a network can be written as a program")
    network = spec.network
    broken = spec.bug is not None
    return [
        Section(tr("A gradient check"), "", _story(result)),
        Section(tr("The experiment"), _settings(spec)),
        Section(tr("The samples"), _samples(network)),
        Section(tr("The weights, in one vector"), _weights(result)),
        Section(tr("The activations"), activations_source(network, derivatives=not broken)),
        Section(tr("The cost"), cost_source(network)),
        _gradient(result),
        Section(tr("The numerical gradient"), numerical_source(spec)),
        Section(tr("The comparison"), _comparison(result)),
    ]


def _story(result: CheckResult) -> str:
    spec = result.spec
    network = spec.network
    lines = [
        tr(
            "{sizes} network, written by Gradient Checker {version}. It needs NumPy alone.",
            sizes="-".join(map(str, network.sizes)),
            version=__version__,
        ),
        tr("What the check found: {sentence}", sentence=explain(result).sentence),
        tr(
            "The numbers here are the plain ones of the asked step; the last digits can differ, "
            "because computers add in different orders."
        ),
    ]
    return "\n\n".join(lines)


def _settings(spec: ExperimentSpec) -> str:
    lines = ["import numpy as np", "", f"EPSILON = {spec.epsilon!r}"]
    if spec.network.l2:
        lines.append(f"LAMBDA = {spec.network.l2!r}")
    lines.append(f"DTYPE = np.{spec.dtype}")
    return "\n".join(lines) + "\n"


def _samples(network: Network) -> str:
    inputs, targets = samples_of(network)
    if isinstance(network.data, RandomData) and inputs.size + targets.size > _MOST_NUMBERS:
        return _drawn_samples(network, network.data)
    return (
        array_source("X", inputs)
        + array_source("y", targets)
        + ("X, y = X.astype(DTYPE), y.astype(DTYPE)\n")
    )


def _drawn_samples(network: Network, data: RandomData) -> str:
    outputs = network.sizes[-1]
    targets = {
        "softmax-cross-entropy": f"np.eye({outputs})[rng.integers({outputs}, size={data.samples})]",
        "binary-cross-entropy": f"rng.integers(2, size=({data.samples}, {outputs}))",
    }.get(network.loss, f"rng.random(({data.samples}, {outputs}))")
    return f"""\
rng = np.random.default_rng(np.random.SeedSequence({data.seed}).spawn(1)[0])
X = rng.standard_normal(({data.samples}, {network.sizes[0]}))
y = {targets}
X, y = X.astype(DTYPE), y.astype(DTYPE)
"""


def _weights(result: CheckResult) -> str:
    network = result.spec.network
    shapes = ", ".join(f'("{block.name}", {block.shape})' for block in result.layout.blocks)
    weights = network.weights
    if isinstance(weights, SeededWeights) and result.total > _MOST_NUMBERS:
        given = _drawn(weights)
    else:
        given = array_source("theta", np.asarray(result.values, np.float64))
    return f"""\
SHAPES = [{shapes}]


def unpack(theta):
    parts, start = [], 0
    for name, shape in SHAPES:
        stop = start + int(np.prod(shape))
        parts.append(theta[start:stop].reshape(shape))
        start = stop
    return parts


{given}theta = theta.astype(DTYPE)
"""


def _drawn(weights: SeededWeights) -> str:
    return f"""\
rng = np.random.default_rng({weights.seed})
theta = np.empty(sum(int(np.prod(shape)) for name, shape in SHAPES))
for dimensions in (2, 1):  # all matrices before all biases
    for (name, shape), part in zip(SHAPES, unpack(theta)):
        if len(shape) == dimensions:
            part[:] = rng.standard_normal(part.size).reshape(shape)
theta *= {weights.scale!r}
"""


def _gradient(result: CheckResult) -> Section:
    spec = result.spec
    if spec.bug is None:
        code = gradient_source(spec.network) + "\n\nanalytic = gradient(theta)\n"
        return Section(tr("The analytic gradient, by backpropagation"), code)
    return Section(
        tr("The analytic gradient under test, with its mistake"),
        array_source("analytic", np.asarray(result.analytic, np.float64)),
        tr("As the program computed it with {bug} in it.", bug=bug_label(spec.bug.name)),
    )


def _comparison(result: CheckResult) -> str:
    which = "np.arange(theta.size)\n"
    if result.sample is not None:
        which = array_source("which", result.sample).removeprefix("which = ")
    return f"""\
which = {which}\
names = [
    f"{{name}}[{{','.join(map(str, place))}}]"
    for name, shape in SHAPES
    for place in np.ndindex(*shape)
]
numerical = numerical_gradient(theta, which)
compared = np.asarray(analytic, np.float64)[which]
for place, a, n in zip(which, compared, numerical):
    print(f"{{names[place]:12}}  analytic {{a: .17g}}  numerical {{n: .17g}}")
ratio = np.linalg.norm(compared - numerical) / np.linalg.norm(compared + numerical)
print(f"ratio {{ratio:.3g}}; the lesson accepts up to 1e-08")
"""
