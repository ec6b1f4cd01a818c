import numpy as np

class Net:
    def __init__(self, input_size=3, hidden_size=5, output_size=10):
        self.W1 = np.random.randn(input_size, hidden_size)
        self.W2 = np.random.randn(hidden_size, output_size)
    def predict(self, X):
        self.a2 = np.tanh(X @ self.W1)
        return self.a2 @ self.W2
    def cost(self, X, y):
        return sum((y - self.predict(X))**2) / 2
    def gradient(self, X, y):
        delta3 = self.predict(X) - y
        delta2 = delta3 @ self.W2.T * (1 - self.a2**2)
        return X.T @ delta2, self.a2.T @ delta3
