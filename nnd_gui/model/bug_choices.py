"""The deliberate bugs as they are chosen: title, sentence, the formula that each changes."""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.engine.bug_names import BUG_TABLE
from nnd_gui.engine.bug_places import places_of, sample_count
from nnd_gui.engine.bugs import Bug, cannot_show
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["BugChoice", "bug_choices", "bug_obstacles", "bug_places", "usual_factor", "variants"]

# Up to so many weights times samples every bug is tried before it is offered; beyond that
# when it is chosen.
_TRIED_UP_TO = 20_000
# These are about biases: a matrix would be a strange name for where they sit.
_OF_BIASES = ("zero-bias", "unbroadcast-bias", "regularized-bias")
_USUAL_FACTORS = {"factor": 1.5, "single-weight": 1.5, "wrong-regularization-factor": 2.0}


@dataclass(frozen=True, slots=True)
class BugChoice:
    """One bug in a list.

    Parameters
    ----------
    name : str
        One of the contract's.
    title : str
        A few words.
    sentence : str
        What happens, and how it comes about.
    right, wrong : str
        The line of formula as it should be, and as the bug leaves it.
    """

    name: str
    title: str
    sentence: str
    right: str
    wrong: str


def bug_choices() -> tuple[BugChoice, ...]:
    """Every bug, in the order of the contract."""
    matrix, bias, penalised = tr("dW = aᵀδ"), tr("db = Σ δ"), tr("dW = aᵀδ + λW")
    through = tr("δ₁ = δ₂W₂ᵀ ⊙ f′(z₁)")
    rows = {
        "sign": (
            tr("Wrong sign"),
            tr("The gradient has the other sign, as when y − ŷ stands where ŷ − y is due."),
            matrix,
            tr("dW = −aᵀδ"),
        ),
        "factor": (
            tr("Constant factor"),
            tr("The gradient is a constant times too large or too small."),
            matrix,
            tr("dW = c · aᵀδ"),
        ),
        "mean-or-sum": (
            tr("Mean and sum confused"),
            tr("The cost adds over the samples and its gradient averages, or the reverse."),
            tr("Σ over samples"),
            tr("mean over samples"),
        ),
        "missing-half-or-two": (
            tr("Forgotten 2 or ½"),
            tr("The square brings a 2 when it is differentiated, and the ½ takes it away."),
            tr("∂J/∂ŷ = ŷ − y"),
            tr("∂J/∂ŷ = 2(ŷ − y)"),
        ),
        "zero-layer": (
            tr("Forgotten layer"),
            tr("One layer's gradient was never filled in: it is 0 everywhere."),
            matrix,
            tr("dW = 0"),
        ),
        "zero-bias": (
            tr("Forgotten bias"),
            tr("The gradient of one layer's biases was never filled in."),
            bias,
            tr("db = 0"),
        ),
        "unbroadcast-bias": (
            tr("Bias not summed"),
            tr(
                "The bias acts on every sample, so its gradient is a sum over them. Here it is not."
            ),
            bias,
            tr("db = mean δ"),
        ),
        "single-weight": (
            tr("One weight off"),
            tr("A single entry is wrong, and all the others are right."),
            tr("dW[i,j]"),
            tr("c · dW[i,j]"),
        ),
        "missing-activation-derivative": (
            tr("Missing f′(z)"),
            tr("Delta was carried back through the weights, but not through the activation."),
            through,
            tr("δ₁ = δ₂W₂ᵀ"),
        ),
        "derivative-of-output": (
            tr("f′ taken at a, not at z"),
            tr("The derivative was taken at the activation's output, where its input is due."),
            through,
            tr("δ₁ = δ₂W₂ᵀ ⊙ f′(a₁)"),
        ),
        "transposed": (
            tr("Transposed matrix"),
            tr("The numbers are right, but written out by columns where rows are due."),
            tr("dW"),
            tr("dWᵀ"),
        ),
        "swapped-layers": (
            tr("Layers in the wrong order"),
            tr("The blocks are right, but put together in another order."),
            tr("[dW₁, dW₂]"),
            tr("[dW₂, dW₁]"),
        ),
        "missing-regularization": (
            tr("Regularisation forgotten"),
            tr("The cost has an L2 term, and its gradient has none."),
            penalised,
            matrix,
        ),
        "wrong-regularization-factor": (
            tr("Regularisation of the wrong strength"),
            tr("The L2 term is there, but a constant times too large or too small."),
            penalised,
            tr("dW = aᵀδ + c · λW"),
        ),
        "regularized-bias": (
            tr("Bias regularised"),
            tr("The L2 term leaves the biases out, and their gradient does not."),
            bias,
            tr("db = Σ δ + λb"),
        ),
        "wrong-layer-delta": (
            tr("Another layer's delta"),
            tr("A matrix gradient was made with the delta of another layer than its own."),
            tr("dW₁ = a₀ᵀδ₁"),
            tr("dW₁ = a₀ᵀδ₂"),
        ),
        "stale-activation": (
            tr("Stale activations"),
            tr("The forward pass was not made again after the last step of training."),
            tr("a = f(z)"),
            tr("a of the weights before"),
        ),
        "updated-weight-used": (
            tr("Updated weights used"),
            tr("A layer's weights were updated before delta was carried back through them."),
            tr("δ₁ = δ₂W₂ᵀ ⊙ …"),
            tr("δ₁ = δ₂(W₂ − η dW₂)ᵀ ⊙ …"),
        ),
    }
    return tuple(BugChoice(name, *rows[name]) for name in BUG_TABLE)


def bug_obstacles(spec: ExperimentSpec) -> dict[str, str]:
    """Why a bug would not show in an experiment, by the names of those that would not.

    In a large network only what can be told without trying.
    """
    network = spec.subject
    if not isinstance(network, Network):
        reason = tr("This is somebody's own gradient: only our own can be broken here.")
        return dict.fromkeys(BUG_TABLE, reason)
    small = network.weight_count * sample_count(network) <= _TRIED_UP_TO
    found = {}
    for name in BUG_TABLE:
        problem = _obstacle(Bug(name), spec, tried=small)
        if problem is not None:
            found[name] = problem_text(problem)
    return found


def bug_places(name: str, network: Network) -> tuple[str, ...]:
    """Where a bug can sit in a network: the names of blocks; empty if it takes no place."""
    if BUG_TABLE[name].place == "none":
        return ()
    blocks = [block for block in layout_of(network).blocks if _fits(name, block.name, network)]
    if BUG_TABLE[name].place in ("part", "weight"):
        return tuple(block.name for block in blocks)
    return tuple(block.name for block in blocks if block.is_bias == (name in _OF_BIASES))


def usual_factor(name: str) -> float | None:
    """How strong a bug is where nothing else is said; None where that is no plain number."""
    return _USUAL_FACTORS.get(name)


def variants(name: str) -> tuple[tuple[str, str], ...]:
    """The forms that a bug can take and what they are called, the usual one first."""
    titles = {
        "sum": tr("Sum for mean"),
        "mean": tr("Mean"),
        "one-sample": tr("One sample"),
        "one-number": tr("One number"),
    }
    return tuple((form, titles[form]) for form in BUG_TABLE[name].variants)


def _obstacle(bug: Bug, spec: ExperimentSpec, *, tried: bool) -> SpecError | None:
    if tried:
        return cannot_show(bug, spec.network, spec.dtype)
    try:
        places_of(bug, spec.network)
    except SpecError as problem:
        return problem
    return None


def _fits(name: str, block: str, network: Network) -> bool:
    try:
        places_of(Bug(name, block), network)
    except SpecError:
        return False
    return True
