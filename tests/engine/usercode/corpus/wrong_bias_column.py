import numpy as np

class BiasedNet(object):
    def __init__(self, Lambda):
        self.Lambda = Lambda
        # one more row each, for the bias
        self.W1 = np.random.randn(2 + 1, 3)
        self.W2 = np.random.randn(3 + 1, 2)

    def add_bias(self, A):
        return np.insert(A, 0, 1, axis=1)

    def forward(self, X):
        self.a1 = self.add_bias(X)
        self.z2 = self.a1.dot(self.W1)
        self.a2 = self.add_bias(1 / (1 + np.exp(-self.z2)))
        self.z3 = self.a2.dot(self.W2)
        return 1 / (1 + np.exp(-self.z3))

    def cost_function(self, X, y):
        reg = np.sum(self.W1[1:] ** 2) + np.sum(self.W2[1:] ** 2)
        return 0.5 * np.sum((y - self.forward(X)) ** 2) / len(X) + self.Lambda / 2 * reg

    def get_params(self):
        return np.concatenate((self.W1.ravel(), self.W2.ravel()))

    def set_params(self, params):
        self.W1 = params[:9].reshape(3, 3)
        self.W2 = params[9:].reshape(4, 2)

    def compute_gradients(self, X, y):
        yHat = self.forward(X)
        d3 = (yHat - y) * yHat * (1 - yHat) / len(X)
        dW2 = self.a2.T.dot(d3)
        a2 = self.a2[:, 1:]
        d2 = d3.dot(self.W2[:-1].T) * a2 * (1 - a2)
        dW1 = self.a1.T.dot(d2)
        dW2[1:] += self.Lambda * self.W2[1:]
        dW1[1:] += self.Lambda * self.W1[1:]
        return np.concatenate((dW1.ravel(), dW2.ravel()))
