# my first neural net, from the video series
import numpy as np
import matplotlib.pyplot as plt
from scipy import optimize

class NeuralNet(object):
	def __init__(self, Lambda=0):
		self.inputLayerSize = 2
		self.outputLayerSize = 1
		self.hiddenLayerSize = 3
		self.W1 = np.random.rand(self.inputLayerSize, self.hiddenLayerSize)
		self.W2 = np.random.rand(self.hiddenLayerSize, self.outputLayerSize)
		self.Lambda = Lambda
	def forward(self, X):
		self.z2 = np.dot(X, self.W1)
		self.a2 = self.act(self.z2)
		self.z3 = np.dot(self.a2, self.W2)
		return self.act(self.z3)
	def act(self, z):
		return np.tanh(z)
	def actPrime(self, z):
		return 1 - np.tanh(z)**2
	def costFunction(self, X, Y):
		self.yHat = self.forward(X)
		J = 0.5*sum((Y-self.yHat)**2)/X.shape[0] + (self.Lambda/2)*(np.sum(self.W1**2)+np.sum(self.W2**2))
		print("cost", J)
		return J
	def costFunctionPrime(self, X, Y):
		self.yHat = self.forward(X)
		delta3 = np.multiply(-(Y-self.yHat), self.actPrime(self.z3))
		dJdW2 = np.dot(self.a2.T, delta3)/X.shape[0] + self.Lambda*self.W2
		delta2 = np.dot(delta3, self.W2.T)*self.actPrime(self.z2)
		dJdW1 = np.dot(X.T, delta2)/X.shape[0] + self.Lambda*self.W1
		return dJdW1, dJdW2
	def getParams(self):
		return np.concatenate((self.W1.ravel(), self.W2.ravel()))
	def setParams(self, params):
		e = self.hiddenLayerSize*self.inputLayerSize
		self.W1 = np.reshape(params[0:e], (self.inputLayerSize, self.hiddenLayerSize))
		self.W2 = np.reshape(params[e:], (self.hiddenLayerSize, self.outputLayerSize))
	def computeGradients(self, X, Y):
		dJdW1, dJdW2 = self.costFunctionPrime(X, Y)
		return np.concatenate((dJdW1.ravel(), dJdW2.ravel()))

X = np.array(([3,5],[5,1],[10,2]), dtype=float)/10
Y = np.array(([75],[82],[93]), dtype=float)/100
N = NeuralNet(0.0001)
for i in range(3000):
	N.setParams(N.getParams() - 0.1*N.computeGradients(X, Y))
	if i % 10 == 0:
		plt.plot(i, N.costFunction(X, Y), "r.")
plt.show()
