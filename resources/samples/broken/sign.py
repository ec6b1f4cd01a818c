"""One vector of parameters, with one mistake in the gradient."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def forward_backward_prop(data, labels, params, dimensions):
    Dx, H, Dy = dimensions
    end = Dx * H
    W1 = params[:end].reshape(Dx, H)
    b1 = params[end : end + H].reshape(1, H)
    end += H
    W2 = params[end : end + H * Dy].reshape(H, Dy)
    end += H * Dy
    b2 = params[end : end + Dy].reshape(1, Dy)

    h = sigmoid(data @ W1 + b1)
    y_hat = softmax(h @ W2 + b2)
    cost = -np.sum(labels * np.log(y_hat))

    d2 = labels - y_hat
    gradW2 = h.T @ d2
    gradb2 = np.sum(d2, axis=0)
    d1 = d2 @ W2.T * h * (1 - h)
    gradW1 = data.T @ d1
    gradb1 = np.sum(d1, axis=0)

    grad = np.concatenate((gradW1.ravel(), gradb1.ravel(), gradW2.ravel(), gradb2.ravel()))
    return cost, grad
