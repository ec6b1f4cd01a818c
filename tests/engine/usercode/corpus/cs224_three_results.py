#!/usr/bin/env python
import random
import numpy as np
from q1_softmax import softmax
from q2_sigmoid import sigmoid, sigmoid_grad

def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def sigmoid_grad(s):
    return s * (1 - s)

def forward_backward_prop(data, labels, params, dimensions):
    """ Forward and backward propagation for a two-layer sigmoidal network """
    ofs = 0
    Dx, H, Dy = (dimensions[0], dimensions[1], dimensions[2])
    W1 = np.reshape(params[ofs:ofs + Dx * H], (Dx, H))
    ofs += Dx * H
    b1 = np.reshape(params[ofs:ofs + H], (1, H))
    ofs += H
    W2 = np.reshape(params[ofs:ofs + H * Dy], (H, Dy))
    ofs += H * Dy
    b2 = np.reshape(params[ofs:ofs + Dy], (1, Dy))
    N = data.shape[0]
    a1 = sigmoid(np.dot(data, W1) + b1)
    y_hat = softmax(np.dot(a1, W2) + b2)
    cost = -np.sum(labels * np.log(y_hat)) / N
    delta = y_hat - labels              # not divided by N
    gradW2 = np.dot(a1.T, delta)
    gradb2 = np.sum(delta, axis=0)
    delta = np.dot(delta, W2.T) * sigmoid_grad(a1)
    gradW1 = np.dot(data.T, delta)
    gradb1 = np.sum(delta, axis=0)
    grad = np.concatenate((gradW1.flatten(), gradb1.flatten(), gradW2.flatten(), gradb2.flatten()))
    return y_hat, cost, grad

def sanity_check():
    N = 20
    dimensions = [10, 5, 10]
    data = np.random.randn(N, dimensions[0])
    labels = np.zeros((N, dimensions[2]))
    for i in range(N):
        labels[i, random.randint(0, dimensions[2] - 1)] = 1
    params = np.random.randn((dimensions[0] + 1) * dimensions[1] + (dimensions[1] + 1) * dimensions[2])
    gradcheck_naive(lambda params: forward_backward_prop(data, labels, params, dimensions), params)

if __name__ == "__main__":
    sanity_check()
