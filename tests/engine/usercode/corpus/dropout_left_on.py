import numpy as np

class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = {'W1': np.random.randn(input_size, hidden_size), 'W2': np.random.randn(hidden_size, output_size)}
    def loss(self, X, y):
        h = np.maximum(0, X @ self.params['W1'])
        mask = (np.random.rand(*h.shape) < 0.5) / 0.5
        h = h * mask
        scores = h @ self.params['W2']
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        loss = -np.mean(np.log(p[np.arange(len(y)), y]))
        d = p.copy()
        d[np.arange(len(y)), y] -= 1
        d /= len(y)
        dh = d @ self.params['W2'].T * mask
        dh[h <= 0] = 0
        grads = {'W1': X.T @ dh, 'W2': h.T @ d}
        return loss, grads
