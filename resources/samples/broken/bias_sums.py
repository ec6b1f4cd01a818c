"""A network with its weights in a table, with one mistake in the gradient."""

import numpy as np


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, std=1e-4):
        self.params = {
            "W1": std * np.random.randn(input_size, hidden_size),
            "b1": np.zeros(hidden_size),
            "W2": std * np.random.randn(hidden_size, output_size),
            "b2": np.zeros(output_size),
        }

    def loss(self, X, y=None, reg=0.0):
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]
        count = X.shape[0]
        hidden = np.maximum(0, X @ W1 + b1)
        scores = hidden @ W2 + b2
        if y is None:
            return scores

        scores = scores - scores.max(axis=1, keepdims=True)
        probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        loss = -np.log(probabilities[range(count), y]).sum() / count
        loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))

        dscores = probabilities
        dscores[range(count), y] -= 1
        dscores /= count
        dhidden = dscores @ W2.T
        dhidden[hidden <= 0] = 0
        grads = {
            "W2": hidden.T @ dscores + 2 * reg * W2,
            "b2": dscores.sum(),
            "W1": X.T @ dhidden + 2 * reg * W1,
            "b1": dhidden.sum(),
        }
        return loss, grads
