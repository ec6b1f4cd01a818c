"""The lesson's network, with one mistake in its gradient."""

import numpy as np

X = np.array([[3, 5], [5, 1], [10, 2]], dtype=float)
y = np.array([[75], [82], [93]], dtype=float)
X = X / np.amax(X, axis=0)
y = y / 100


class NeuralNetwork:
    def __init__(self):
        self.W1 = np.random.randn(2, 3)
        self.W2 = np.random.randn(3, 1)

    def forward(self, X):
        self.z2 = X @ self.W1
        self.a2 = self.sigmoid(self.z2)
        self.z3 = self.a2 @ self.W2
        return self.sigmoid(self.z3)

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def sigmoidPrime(self, z):
        return self.sigmoid(z) * (1 - self.sigmoid(z))

    def costFunction(self, X, y):
        yHat = self.forward(X)
        return 0.5 * np.sum((y - yHat) ** 2)

    def costFunctionPrime(self, X, y):
        yHat = self.forward(X)
        delta3 = -(y - yHat) * self.sigmoidPrime(self.z3)
        dJdW2 = self.a2.T @ delta3
        delta2 = delta3 @ self.W2.T
        dJdW1 = X.T @ delta2
        return dJdW1, dJdW2

    def getParams(self):
        return np.concatenate((self.W1.ravel(), self.W2.ravel()))

    def setParams(self, params):
        self.W1 = params[:6].reshape(2, 3)
        self.W2 = params[6:].reshape(3, 1)

    def computeGradients(self, X, y):
        dJdW1, dJdW2 = self.costFunctionPrime(X, y)
        return np.concatenate((dJdW1.ravel(), dJdW2.ravel()))
