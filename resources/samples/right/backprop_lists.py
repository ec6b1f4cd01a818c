"""Lists of weights and biases, and a backprop that gives the gradients of one sample."""

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


class Network:
    def __init__(self, sizes):
        self.num_layers = len(sizes)
        self.sizes = sizes
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = sigmoid(w @ a + b)
        return a

    def backprop(self, x, y):
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        activations = [x]
        for b, w in zip(self.biases, self.weights):
            activations.append(sigmoid(w @ activations[-1] + b))
        delta = activations[-1] - y
        for back in range(1, self.num_layers):
            a = activations[-back]
            delta = delta * a * (1 - a)
            nabla_b[-back] = delta
            nabla_w[-back] = delta @ activations[-back - 1].T
            delta = self.weights[-back].T @ delta
        return nabla_b, nabla_w
