"""Logistic regression: a cost and a gradient, two functions of the same arguments."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cost(theta, X, y):
    h = sigmoid(X @ theta)
    return -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))


def gradient(theta, X, y):
    return X.T @ (sigmoid(X @ theta) - y) / len(y)
