import numpy as np

class DeepNet(object):
    def __init__(self, layerSizes):
        self.weights = [np.random.randn(a, b) for a, b in zip(layerSizes[:-1], layerSizes[1:])]

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def forward(self, inputs):
        self.a = [inputs]
        for W in self.weights:
            self.a.append(self.sigmoid(self.a[-1].dot(W)))
        return self.a[-1]

    def costFunction(self, X, y):
        return 0.5 * sum(sum((y - self.forward(X)) ** 2))

    def costFunctionPrime(self, X, y):
        out = self.forward(X)
        dJdW = []
        delta = (out - y) * out * (1 - out)
        for i in range(len(self.weights) - 1, -1, -1):
            dJdW = [self.a[i].T.dot(delta)] + dJdW
            delta = delta.dot(self.weights[i].T) * self.a[i] * (1 - self.a[i])
        return dJdW

    def getParams(self):
        return np.concatenate(tuple(W.ravel() for W in self.weights))

    def setParams(self, params):
        start = 0
        for i, W in enumerate(self.weights):
            self.weights[i] = params[start:start + W.size].reshape(W.shape)
            start += W.size

    def computeGradients(self, X, y):
        return np.concatenate(tuple(d.ravel() for d in self.costFunctionPrime(X, y)))

net = DeepNet([2, 5, 3, 1])
