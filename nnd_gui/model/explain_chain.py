"""Which factor of a weight's chain rule is off, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from nnd_gui.engine.chain_parts import Chain, Level
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.subject import Network
from nnd_gui.model.bug_words import factor_text
from nnd_gui.model.unit_words import unit_words, weight_words
from nnd_gui.model.words import tr

__all__ = ["chain_sentence", "formula_text"]


def formula_text(chain: Chain, network: Network) -> str:
    """The one formula of it: ``dJ/dW1[1,1] = Σ x[1] · δ2[1]``, in the lesson's symbols."""
    block, place = chain.block, ",".join(str(i) for i in chain.position)
    name, unit = f"dJ/d{block.name}[{place}]", chain.position[-1]
    delta = f"δ{block.layer + 1}[{unit}]"
    penalty = f" + λ·{block.name}[{place}]" if network.l2 and not block.is_bias else ""
    if block.is_bias:
        return f"{name} = Σ {delta}{penalty}"
    before = (
        f"x[{chain.position[0]}]" if block.layer == 1 else f"a{block.layer}[{chain.position[0]}]"
    )
    return f"{name} = Σ {before} · {delta}{penalty}"


def chain_sentence(chain: Chain, network: Network) -> str:
    """What is off in the chain of one weight, first cause first.

    Parameters
    ----------
    chain : Chain
    network : Network
        For the names of its units.

    Returns
    -------
    str
        One or two sentences; never empty.
    """
    found = list(_faults(chain, network))
    if found:
        return " ".join(found[:2])
    if chain.value.differs:
        return tr("The factors are right, but their sum is not what was written out.")
    return tr("Every factor is as it should be.")


def _faults(chain: Chain, network: Network) -> Iterator[str]:
    if chain.activation.status == "wrong":
        yield tr("The activations are not those of these weights, but of others.")
        return  # everything that follows is made of them
    for level in reversed(chain.levels):
        yield from _level_faults(level, network)
    yield from _sum_faults(chain)
    yield from _written_faults(chain, network)


def _level_faults(level: Level, network: Network) -> Iterator[str]:
    unit = (
        unit_words(network, level.layer, int(level.units[0]))
        if len(level.units) == 1
        else tr("layer {layer}", layer=level.layer)
    )
    if level.weights is None and level.above.status == "wrong":
        yield tr("The error of the output is made of another forward pass.")
    if level.derivative is not None and level.derivative.status == "missing":
        yield tr(
            "The factor f'(z{layer}) of {unit} is missing: it counts as 1.",
            layer=level.layer + 1,
            unit=unit,
        )
    elif level.derivative is not None and level.derivative.differs:
        yield tr(
            "The factor f'(z{layer}) of {unit} is taken at the wrong place.",
            layer=level.layer + 1,
            unit=unit,
        )
    if level.weights is not None and level.weights.differs:
        yield tr(
            "Delta comes back to {unit} through weights that are not W{layer}: they were already "
            "updated.",
            unit=unit,
            layer=level.layer + 1,
        )


def _sum_faults(chain: Chain) -> Iterator[str]:
    status = chain.share.status
    if status == "extra":
        yield tr(
            "Every term is multiplied by {factor}, which has no place there.",
            factor=factor_text(float(chain.share.used[0])),
        )
    elif status == "missing":
        yield tr("Not every sample is added: some terms are left out.")
    elif status == "wrong":
        yield tr("The delta in the product is not this unit's own.")
    if chain.penalty.status == "missing":
        yield tr("Regularisation, λ·w, is missing.")
    elif chain.penalty.status == "extra":
        yield tr("Regularisation is added, although the cost leaves biases out of it.")
    elif chain.penalty.differs:
        times = float(chain.penalty.used) / float(chain.penalty.right)
        yield tr("Regularisation is there {factor} times.", factor=factor_text(times))


def _written_faults(chain: Chain, network: Network) -> Iterator[str]:
    written = chain.written
    if written.source is not None:
        layout = layout_of(network)
        yield tr(
            "What is written here is the value of another weight: {name}, {words}.",
            name=layout.name_of(written.source),
            words=weight_words(network, written.source),
        )
    elif written.status == "missing":
        yield tr("It is worked out, but 0 is written in its place.")
    elif written.status == "extra" and written.factor == -1:
        yield tr("It is written with the other sign.")
    elif written.status == "extra":
        yield tr(
            "It is written {factor} times as large.",
            factor=factor_text(written.factor),
        )
