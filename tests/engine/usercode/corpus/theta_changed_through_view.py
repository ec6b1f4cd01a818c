import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def lrCostFunction(theta, X, y, Lambda):
    m = len(y)
    h = sigmoid(X.dot(theta))
    J = -(y.dot(np.log(h)) + (1 - y).dot(np.log(1 - h))) / m
    temp = theta
    temp[0] = 0                     # the bias is not regularized
    J = J + Lambda / (2 * m) * np.sum(temp ** 2)
    grad = X.T.dot(h - y) / m + Lambda / m * temp
    return J, grad
