"""A regularised network with three matrices, and no helpers to read or set them."""

import numpy as np


class Network:
    def __init__(self, inputs, hidden, outputs, Lambda=0.01):
        self.W1 = np.random.randn(inputs, hidden)
        self.W2 = np.random.randn(hidden, hidden + 1)
        self.W3 = np.random.randn(hidden + 1, outputs)
        self.Lambda = Lambda

    def predict(self, X):
        self.z2 = X @ self.W1
        self.a2 = np.tanh(self.z2)
        self.z3 = self.a2 @ self.W2
        self.a3 = np.tanh(self.z3)
        return self.a3 @ self.W3

    def cost(self, X, y):
        fit = 0.5 * np.sum((self.predict(X) - y) ** 2) / len(X)
        return fit + 0.5 * self.Lambda * sum(np.sum(W**2) for W in (self.W1, self.W2, self.W3))

    def gradients(self, X, y):
        delta4 = (self.predict(X) - y) / len(X)
        dW3 = self.a3.T @ delta4 + self.Lambda * self.W3
        delta3 = delta4 @ self.W3.T * (1 - self.a3**2)
        dW2 = self.a2.T @ delta3 + self.Lambda * self.W2
        delta2 = delta3 @ self.W2.T * (1 - self.a2**2)
        dW1 = X.T @ delta2 + self.Lambda * self.W1
        return dW1, dW2, dW3
