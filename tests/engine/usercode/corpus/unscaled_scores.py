import numpy as np
X = np.array(([3, 5], [5, 1], [10, 2]), dtype=float)
y = np.array(([75], [82], [93]), dtype=float)

class Neural_Network(object):
    def __init__(self):
        self.W1 = np.random.randn(2, 3)
        self.W2 = np.random.randn(3, 1)
    def sigmoid(self, z):
        return 1/(1+np.exp(-z))
    def forward(self, X):
        self.a2 = self.sigmoid(np.dot(X, self.W1))
        return self.sigmoid(np.dot(self.a2, self.W2))
    def costFunction(self, X, y):
        return 0.5*sum((y-self.forward(X))**2)
    def costFunctionPrime(self, X, y):
        o = self.forward(X)
        d3 = -(y - o)*o*(1 - o)
        d2 = d3.dot(self.W2.T)*self.a2*(1 - self.a2)
        return X.T.dot(d2), self.a2.T.dot(d3)
