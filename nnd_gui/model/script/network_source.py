"""The cost and the gradient of a network, written out layer by layer in NumPy."""

from __future__ import annotations

from textwrap import indent

from nnd_gui.engine.subject import Network
from nnd_gui.model.script.functions import ACTIVATION_SOURCE, LOSS_SOURCE

__all__ = ["activations_source", "cost_source", "gradient_source"]


def activations_source(network: Network, *, derivatives: bool) -> str:
    """Definitions of the activations that a network uses, each once.

    Parameters
    ----------
    network : Network
        The network.
    derivatives : bool
        Whether those of their derivatives are needed too.
    """
    parts: dict[str, None] = {}
    for name in network.activations:
        row = ACTIVATION_SOURCE[name]
        for needed in row.needs if derivatives else ():
            parts[ACTIVATION_SOURCE[needed].value] = None
        parts[row.value] = None
    if derivatives:
        for name in _differentiated(network):
            parts[ACTIVATION_SOURCE[name].derivative] = None
    return "\n\n".join(parts)


def cost_source(network: Network) -> str:
    """``cost(theta)``: the forward pass, the loss and what regularisation adds."""
    lines = [*_forward(network), *_renamed(LOSS_SOURCE[network.loss].value, network)]
    if network.l2:
        squares = " + ".join(f"np.sum({name}**2)" for name in _matrices(network))
        lines.append(f"J = J + 0.5 * LAMBDA * ({squares})")
    lines.append("return J")
    return "def cost(theta):\n" + indent("\n".join(lines), "    ") + "\n"


def gradient_source(network: Network) -> str:
    """``gradient(theta)``: backpropagation without a mistake."""
    count = len(network.activations)
    lines = [*_forward(network), *_output_delta(network)]
    gradients: list[str] = []
    for layer in range(count, 0, -1):
        penalty = f" + LAMBDA * W{layer}" if network.l2 else ""
        lines.append(f"dJdW{layer} = {_a(layer - 1)}.T @ delta{layer + 1}{penalty}")
        blocks = [f"dJdW{layer}"]
        if network.bias:
            lines.append(f"dJdb{layer} = np.sum(delta{layer + 1}, axis=0)")
            blocks.append(f"dJdb{layer}")
        gradients[:0] = blocks
        if layer > 1:
            prime = ACTIVATION_SOURCE[network.activations[layer - 2]].name + "_prime"
            lines.append(f"delta{layer} = (delta{layer + 1} @ W{layer}.T) * {prime}(z{layer})")
    parts = ", ".join(f"{name}.ravel()" for name in gradients)
    lines.append(f"return np.concatenate([{parts}])")
    return "def gradient(theta):\n" + indent("\n".join(lines), "    ") + "\n"


def _forward(network: Network) -> list[str]:
    """Lines of the forward pass, in the lesson's names: z2, a2, z3, yHat."""
    count = len(network.activations)
    names = []
    for layer in range(1, count + 1):
        names += [f"W{layer}", f"b{layer}"] if network.bias else [f"W{layer}"]
    lines = [f"{', '.join(names)}{',' if len(names) == 1 else ''} = unpack(theta)"]
    for layer, activation in enumerate(network.activations, start=1):
        bias = f" + b{layer}" if network.bias else ""
        lines.append(f"z{layer + 1} = {_a(layer - 1)} @ W{layer}{bias}")
        out = "yHat" if layer == count else _a(layer)
        lines.append(f"{out} = {ACTIVATION_SOURCE[activation].name}(z{layer + 1})")
    return lines


def _output_delta(network: Network) -> list[str]:
    last = len(network.activations) + 1
    loss = LOSS_SOURCE[network.loss]
    if loss.from_input:
        return [line.replace("delta =", f"delta{last} =") for line in _renamed(loss.delta, network)]
    prime = ACTIVATION_SOURCE[network.activations[-1]].name + "_prime"
    return [f"delta{last} = {loss.delta} * {prime}(z{last})"]


def _renamed(source: str, network: Network) -> list[str]:
    """Lines of a loss, behind one that gives its ``z`` where it uses it."""
    lines = source.splitlines()
    if LOSS_SOURCE[network.loss].from_input:
        lines.insert(0, f"z = z{len(network.activations) + 1}")
    return lines


def _differentiated(network: Network) -> tuple[str, ...]:
    """Activations whose derivative the pass needs."""
    if LOSS_SOURCE[network.loss].from_input:
        return network.activations[:-1]
    return network.activations


def _matrices(network: Network) -> list[str]:
    return [f"W{layer}" for layer in range(1, len(network.sizes))]


def _a(layer: int) -> str:
    return f"a{layer + 1}" if layer else "X"
