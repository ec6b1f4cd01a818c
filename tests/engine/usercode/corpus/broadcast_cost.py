import numpy as np
X = np.array(([3, 5], [5, 1], [10, 2]), dtype=float) / 10
y = np.array([75, 82, 93]) / 100.     # one row, where a column was meant

class Neural_Network(object):
    def __init__(self):
        self.W1 = np.random.randn(2, 3)
        self.W2 = np.random.randn(3, 1)
    def forward(self, X):
        self.z2 = np.dot(X, self.W1)
        self.a2 = np.tanh(self.z2)
        return np.dot(self.a2, self.W2)
    def costFunction(self, X, y):
        self.yHat = self.forward(X)
        return 0.5 * (y - self.yHat)**2
    def costFunctionPrime(self, X, y):
        delta3 = self.forward(X) - y
        return X.T.dot(delta3.dot(self.W2.T)*(1 - self.a2**2)), self.a2.T.dot(delta3)
