import numpy as np

class Neural_Network(object):
    def __init__(self):
        self.W1 = np.random.randn(2, 3)
        self.W2 = np.random.randn(3, 1)
    def forward(self, X):
        self.z2 = np.dot(X, self.W1)
        self.a2 = self.sigmoid(self.z2)
        self.z3 = np.dot(self.a2, self.W2)
        return self.sigmoid(self.z3)
    def sigmoid(self, z):
        return 1/(1+np.exp(-z))
    def sigmoidPrime(self, z):
        return self.sigmoid(z)*(1-self.sigmoid(z))
    def costFunction(self, X, y):
        return 0.5*np.sum((y-self.forward(X))**2)
    def costFunctionPrime(self, X, y):
        yHat = self.forward(X)
        delta3 = -(y-yHat)*self.sigmoidPrime(self.z3)
        dJdW2 = np.dot(self.a2.T, delta3)
        # todo
        dJdW1 = None
        return dJdW1, dJdW2
    def getParams(self):
        return np.concatenate((self.W1.ravel(), self.W2.ravel()))
    def setParams(self, params):
        self.W1, self.W2 = params[:6].reshape(2, 3), params[6:].reshape(3, 1)
    def computeGradients(self, X, y):
        dJdW1, dJdW2 = self.costFunctionPrime(X, y)
        return np.concatenate((dJdW1.ravel(), dJdW2.ravel()))
