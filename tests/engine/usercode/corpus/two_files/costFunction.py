from numpy import log
from sigmoid import sigmoid

def costFunction(theta, X, y):
    m = y.size
    h = sigmoid(X.dot(theta))
    return -(y.dot(log(h)) + (1 - y).dot(log(1 - h))) / m
