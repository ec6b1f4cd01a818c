import numpy as np
class Net:
    def __init__(self, inputUnits, outputUnits, hiddenUnits):
        self.inputUnits, self.hiddenUnits, self.outputUnits = inputUnits, hiddenUnits, outputUnits
        self.learningRate = 0.1
        self.W1 = np.random.randn(self.inputUnits, self.hiddenUnits)
        self.W2 = np.random.randn(self.hiddenUnits, self.outputUnits)
    def forward(self, x):
        self.hiddenSum = np.dot(x, self.W1)
        self.hiddenResult = self.sigmoid(self.hiddenSum)
        self.outputSum = np.dot(self.hiddenResult, self.W2)
        self.outputResult = self.sigmoid(self.outputSum)
        return self.outputResult
    def sigmoid(self, z): return 1/(1+np.exp(-z))
    def sigmoidPrime(self, z): return np.exp(-z)/((1 + np.exp(-z))**2)
    def errorFunction(self, x, y):
        self.forward(x)
        return 0.5*sum(sum((y-self.outputResult)**2))
    def backward(self, x, y):
        # forward must have been called before!
        self.delta3 = -(y-self.outputResult)*self.sigmoidPrime(self.outputSum)
        self.W2Changes = np.dot(self.hiddenResult.T, self.delta3)
        self.delta2 = np.dot(self.delta3, self.W2.T)*self.sigmoidPrime(self.hiddenSum)
        self.W1Changes = np.dot(x.T, self.delta2)
