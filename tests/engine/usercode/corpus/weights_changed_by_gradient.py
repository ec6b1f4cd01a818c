import numpy as np

class Net(object):
    def __init__(self):
        self.W1 = np.random.randn(3, 4)
        self.W2 = np.random.randn(4, 2)
    def getParams(self):
        return np.concatenate((self.W1.ravel(), self.W2.ravel()))
    def setParams(self, params):
        self.W1 = params[:12].reshape(3, 4)
        self.W2 = params[12:].reshape(4, 2)
    def forward(self, X):
        self.a2 = np.tanh(X.dot(self.W1))
        return np.tanh(self.a2.dot(self.W2))
    def costFunction(self, X, y):
        return 0.5*np.sum((self.forward(X) - y)**2)
    def computeGradients(self, X, y):
        out = self.forward(X)
        delta3 = (out - y)*(1 - out**2)
        dW2 = self.a2.T.dot(delta3)
        self.W2 -= 0.5*dW2          # learn at once
        delta2 = delta3.dot(self.W2.T)*(1 - self.a2**2)
        dW1 = X.T.dot(delta2)
        return np.concatenate((dW1.ravel(), dW2.ravel()))
