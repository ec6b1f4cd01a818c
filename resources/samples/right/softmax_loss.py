"""A linear softmax classifier: the loss and its gradient with respect to one matrix."""

import numpy as np


def softmax_loss(W, X, y, reg):
    count = X.shape[0]
    scores = X @ W
    scores = scores - scores.max(axis=1, keepdims=True)
    probabilities = np.exp(scores)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(probabilities[np.arange(count), y])) + reg * np.sum(W * W)

    dscores = probabilities.copy()
    dscores[np.arange(count), y] -= 1
    dW = X.T @ dscores / count + 2 * reg * W
    return loss, dW
