import numpy as np

class Neural_Network(object):
    # version of last week, without the derivative
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
    def costFunction(self, X, y):
        return 0.5*np.sum((y-self.forward(X))**2)
    def costFunctionPrime(self, X, y):
        pass

class Neural_Network(Neural_Network):
    def sigmoidPrime(self, z):
        return self.sigmoid(z)*(1-self.sigmoid(z))
    def costFunctionPrime(self, X, y):
        self.yHat = self.forward(X)
        delta3 = -(y-self.yHat)*self.sigmoidPrime(self.z3)
        dJdW2 = np.dot(self.a2.T, delta3)
        delta2 = np.dot(delta3, self.W2.T)*self.sigmoidPrime(self.z2)
        dJdW1 = np.dot(X.T, delta2)
        return [dJdW1, dJdW2]

class trainer(object):
    def __init__(self, N):
        self.N = N
    def costFunctionWrapper(self, params, X, y):
        self.N.setParams(params)
        return self.N.costFunction(X, y), self.N.computeGradients(X, y)
