"""A sparse autoencoder: samples in columns, weight decay, and a penalty on busy units."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sparse_autoencoder_cost(theta, visible_size, hidden_size, lambda_, sparsity_param, beta, data):
    both = hidden_size * visible_size
    W1 = theta[:both].reshape(hidden_size, visible_size)
    W2 = theta[both : 2 * both].reshape(visible_size, hidden_size)
    b1 = theta[2 * both : 2 * both + hidden_size].reshape(-1, 1)
    b2 = theta[2 * both + hidden_size :].reshape(-1, 1)
    m = data.shape[1]

    a2 = sigmoid(W1 @ data + b1)
    a3 = sigmoid(W2 @ a2 + b2)
    rho = np.mean(a2, axis=1, keepdims=True)
    kl = sparsity_param * np.log(sparsity_param / rho)
    kl = kl + (1 - sparsity_param) * np.log((1 - sparsity_param) / (1 - rho))
    cost = 0.5 * np.sum((a3 - data) ** 2) / m
    cost += 0.5 * lambda_ * (np.sum(W1**2) + np.sum(W2**2)) + beta * np.sum(kl)

    d3 = (a3 - data) * a3 * (1 - a3)
    push = beta * (-sparsity_param / rho + (1 - sparsity_param) / (1 - rho))
    d2 = (W2.T @ d3 + push) * a2 * (1 - a2)
    grad = np.concatenate(
        (
            (d2 @ data.T / m + lambda_ * W1).ravel(),
            (d3 @ a2.T / m + lambda_ * W2).ravel(),
            np.mean(d2, axis=1),
            np.mean(d3, axis=1),
        )
    )
    return cost, grad
