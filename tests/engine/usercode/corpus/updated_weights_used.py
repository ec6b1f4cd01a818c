import numpy as np

class Net(object):
    def __init__(self, inputs, hidden, outputs):
        self.W1 = np.random.randn(inputs, hidden)
        self.W2 = np.random.randn(hidden, outputs)
        self.rate = 0.1
    def forward(self, X):
        self.a2 = 1/(1 + np.exp(-X.dot(self.W1)))
        return 1/(1 + np.exp(-self.a2.dot(self.W2)))
    def cost(self, X, y):
        return 0.5*np.sum((self.forward(X) - y)**2)
    def costPrime(self, X, y):
        out = self.forward(X)
        delta3 = (out - y)*out*(1 - out)
        dW2 = self.a2.T.dot(delta3)
        W2 = self.W2 - self.rate*dW2
        delta2 = delta3.dot(W2.T)*self.a2*(1 - self.a2)
        dW1 = X.T.dot(delta2)
        return dW1, dW2
