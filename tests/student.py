"""A student's network in a file of its own, right and with one mistake."""

from __future__ import annotations

__all__ = ["RIGHT", "WRONG"]

RIGHT = """import numpy as np

X = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
y = np.array([[0.75], [0.82], [0.93]])


class NeuralNetwork:
    def __init__(self):
        self.W1 = np.array([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]])
        self.W2 = np.array([[0.2], [-0.5], [0.7]])

    def forward(self, X):
        self.z2 = np.dot(X, self.W1)
        self.a2 = np.tanh(self.z2)
        return np.dot(self.a2, self.W2)

    def costFunction(self, X, y):
        return 0.5 * np.sum((y - self.forward(X)) ** 2)

    def costFunctionPrime(self, X, y):
        delta3 = self.forward(X) - y
        dJdW2 = np.dot(self.a2.T, delta3)
        delta2 = np.dot(delta3, self.W2.T) * (1 - self.a2 ** 2)
        dJdW1 = np.dot(X.T, delta2)
        return dJdW1, dJdW2
"""
WRONG = RIGHT.replace(" * (1 - self.a2 ** 2)", "")
"""The hidden delta lacks the derivative of tanh."""
