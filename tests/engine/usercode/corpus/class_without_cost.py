# the cost function comes next week
import numpy as np
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
class NeuralNet(object):
    def __init__(self, n_input, n_hidden, n_output=1, activation=sigmoid):
        self.W1 = np.random.randn(n_input, n_hidden)
        self.W2 = np.random.randn(n_hidden, n_output)
        self.activation = activation
    def forward(self, X):
        self.z2 = np.dot(X, self.W1)
        self.a2 = self.activation(self.z2)
        self.z3 = np.dot(self.a2, self.W2)
        return self.activation(self.z3)
    def cost_function_prime(self, X, y):
        yHat = self.forward(X)
        d3 = -(y - yHat)*yHat*(1-yHat)
        djdW2 = np.dot(self.a2.T, d3)
        d2 = np.dot(d3, self.W2.T)*self.a2*(1-self.a2)
        djdW1 = np.dot(X.T, d2)
        return djdW1, djdW2
