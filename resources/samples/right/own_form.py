"""Anything else: two functions of a vector named value and gradient, and a start named theta0."""

import numpy as np

theta0 = np.array([-1.2, 1.0, 0.5])


def value(theta):
    return np.sum(100 * (theta[1:] - theta[:-1] ** 2) ** 2 + (1 - theta[:-1]) ** 2)


def gradient(theta):
    grad = np.zeros_like(theta)
    grad[:-1] = -400 * theta[:-1] * (theta[1:] - theta[:-1] ** 2) - 2 * (1 - theta[:-1])
    grad[1:] += 200 * (theta[1:] - theta[:-1] ** 2)
    return grad
