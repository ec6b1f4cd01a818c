import numpy as np
def unpack(thetas, i, h, k):
    c = h*(i+1)
    return thetas[:c].reshape((h, i+1)), thetas[c:].reshape((k, h+1))
class NN_1HL(object):
    def __init__(self, reg_lambda=0, epsilon_init=0.12, hidden_layer_size=25, opti_method='TNC', maxiter=500):
        self.reg_lambda = reg_lambda
        self.hidden_layer_size = hidden_layer_size
    def sigmoid(self, z): return 1/(1+np.exp(-z))
    def function(self, thetas, input_layer_size, hidden_layer_size, num_labels, X, y, reg_lambda):
        t1, t2 = unpack(thetas, input_layer_size, self.hidden_layer_size, num_labels)
        m = X.shape[0]
        Y = np.eye(num_labels)[y]
        a1 = np.hstack((np.ones((m,1)), X))
        a2 = np.hstack((np.ones((m,1)), self.sigmoid(a1 @ t1.T)))
        h = self.sigmoid(a2 @ t2.T)
        J = np.sum(-Y*np.log(h)-(1-Y)*np.log(1-h))/m
        return J + reg_lambda/(2.*m)*(np.sum(t1[:,1:]**2)+np.sum(t2[:,1:]**2))
    cost_function = function
    def cost(self, thetas, input_layer_size, num_labels, X, y):
        return self.function(thetas, input_layer_size, 0, num_labels, X, y, self.reg_lambda)
    def cost_function_prime(self, thetas, input_layer_size, num_labels, X, y):
        t1, t2 = unpack(thetas, input_layer_size, self.hidden_layer_size, num_labels)
        m = X.shape[0]
        Y = np.eye(num_labels)[y]
        a1 = np.hstack((np.ones((m,1)), X))
        a2 = np.hstack((np.ones((m,1)), self.sigmoid(a1 @ t1.T)))
        h = self.sigmoid(a2 @ t2.T)
        d3 = h - Y
        d2 = (d3 @ t2)[:,1:]*a2[:,1:]*(1-a2[:,1:])
        g1 = d2.T @ a1/m; g2 = d3.T @ a2/m
        g1[:,1:] += self.reg_lambda/m*t1[:,1:]
        g2[:,1:] += self.reg_lambda/m*t2[:,1:]
        return np.concatenate((g1.ravel(), g2.ravel()))
