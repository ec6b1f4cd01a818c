"""Activations and costs as a NumPy program has them: one row each.

The formulas are those of the engine, step by step, so that the program gets the same
numbers; they accept complex arguments for the complex step.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ACTIVATION_SOURCE", "LOSS_SOURCE", "ActivationSource", "LossSource"]


@dataclass(frozen=True, slots=True)
class ActivationSource:
    """An activation in NumPy.

    Parameters
    ----------
    name : str
        The function's name in the program.
    value : str
        Its definition.
    derivative : str
        That of ``name_prime``; empty where the cost carries the derivative.
    needs : tuple of str
        Other activations whose definition it uses.
    """

    name: str
    value: str
    derivative: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LossSource:
    """A cost in NumPy.

    Parameters
    ----------
    formula : str
        For a comment.
    value : str
        Lines that make ``J`` of the output layer's input ``z``, its output ``yHat`` and ``y``.
    delta : str
        Lines that make ``delta``, dJ/dz of the output layer, where `from_input`; else
        an expression for dJ/dyHat.
    from_input : bool
        Whether `delta` has the output's derivative in it.
    """

    formula: str
    value: str
    delta: str
    from_input: bool = False


ACTIVATION_SOURCE = {
    "sigmoid": ActivationSource(
        "sigmoid",
        """\
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
""",
        """\
def sigmoid_prime(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2
""",
    ),
    "tanh": ActivationSource(
        "tanh",
        """\
def tanh(z):
    return np.tanh(z)
""",
        """\
def tanh_prime(z):
    # 1 - tanh(z)**2 without its cancellation
    e = np.exp(-np.abs(z)) ** 2
    return 4 * e / (1 + e) ** 2
""",
    ),
    "relu": ActivationSource(
        "relu",
        """\
def relu(z):
    return np.where(z.real <= 0, 0, z)
""",
        """\
def relu_prime(z):
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(0))
""",
    ),
    "leaky-relu": ActivationSource(
        "leaky_relu",
        """\
def leaky_relu(z):
    return np.where(z.real > 0, z, 0.01 * z)
""",
        """\
def leaky_relu_prime(z):
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(0.01))
""",
    ),
    "softplus": ActivationSource(
        "softplus",
        """\
def softplus(z):
    # log(1 + exp(z)) that does not overflow
    return np.where(z.real >= 0, z, 0) + np.log1p(np.exp(np.where(z.real >= 0, -z, z)))
""",
        """\
def softplus_prime(z):
    return sigmoid(z)
""",
        ("sigmoid",),
    ),
    "elu": ActivationSource(
        "elu",
        """\
def elu(z):
    return np.where(z.real > 0, z, np.expm1(np.where(z.real > 0, 0, z)))
""",
        """\
def elu_prime(z):
    return np.exp(np.minimum(z, 0))
""",
    ),
    "gelu": ActivationSource(
        "gelu",
        """\
def gelu_gate(z):
    # 0.5 * (1 + tanh(u)) is sigmoid(2u)
    u2 = 2 * np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
    e = np.exp(np.where(u2.real >= 0, -u2, u2))
    return (np.where(u2.real >= 0, 1, e) / (1 + e)).astype(z.dtype)


def gelu(z):
    return z * gelu_gate(z)
""",
        """\
def gelu_prime(z):
    u2 = 2 * np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
    slope = 2 * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)
    e = np.exp(-np.abs(u2))
    return (gelu_gate(z) + z * e / (1 + e) ** 2 * slope).astype(z.dtype)
""",
    ),
    "identity": ActivationSource(
        "identity",
        """\
def identity(z):
    return z
""",
        """\
def identity_prime(z):
    return np.ones_like(z)
""",
    ),
    "softmax": ActivationSource(
        "softmax",
        """\
def softmax(z):
    e = np.exp(z - np.max(z.real, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)
""",
        "",
    ),
}

LOSS_SOURCE = {
    "half-sse": LossSource(
        "half the sum of the squared errors",
        "J = 0.5 * np.sum((y - yHat) ** 2)\n",
        "(yHat - y)",
    ),
    "mse": LossSource(
        "the mean of the squared errors",
        "J = np.sum((y - yHat) ** 2) / y.size\n",
        "(2 * (yHat - y) / y.size)",
    ),
    "binary-cross-entropy": LossSource(
        "-y*log(yHat) - (1-y)*log(1-yHat), from z so that no log meets a 0",
        """\
tail = np.log1p(np.exp(np.where(z.real >= 0, -z, z)))
J = np.sum(np.where(z.real >= 0, z, 0) - y * z + tail) / len(y)
""",
        """\
e = np.exp(-np.abs(z))
gate, rest = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
delta = ((1 - y) * gate - y * rest) / len(y)  # (yHat - y) / samples, uncancelled
""",
        from_input=True,
    ),
    "softmax-cross-entropy": LossSource(
        "-sum(y*log(yHat)), from z so that no log meets a 0",
        """\
shifted = z - np.take_along_axis(z, np.argmax(z.real, axis=1)[:, None], axis=1)
J = -np.sum(y * (shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True)))) / len(y)
""",
        "delta = (np.sum(y, axis=1, keepdims=True) * yHat - y) / len(y)\n",
        from_input=True,
    ),
}
