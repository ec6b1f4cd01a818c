import numpy as np
import scipy.io
from scipy.optimize import minimize

data = scipy.io.loadmat('ex4data1.mat')
X = data['X']
y = data['y']

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def forward_propagate(X, theta1, theta2):
    m = X.shape[0]
    a1 = np.insert(X, 0, values=np.ones(m), axis=1)
    z2 = a1 @ theta1.T
    a2 = np.insert(sigmoid(z2), 0, values=np.ones(m), axis=1)
    z3 = a2 @ theta2.T
    return a1, z2, a2, z3, sigmoid(z3)

def unroll(params, input_size, hidden_size, num_labels):
    cut = hidden_size * (input_size + 1)
    return params[:cut].reshape(hidden_size, input_size + 1), params[cut:].reshape(num_labels, hidden_size + 1)

def cost(params, input_size, hidden_size, num_labels, X, y, learning_rate):
    m = X.shape[0]
    theta1, theta2 = unroll(params, input_size, hidden_size, num_labels)
    h = forward_propagate(X, theta1, theta2)[-1]
    J = np.sum(-y * np.log(h) - (1 - y) * np.log(1 - h)) / m
    J += (float(learning_rate) / (2 * m)) * (np.sum(theta1[:, 1:] ** 2) + np.sum(theta2[:, 1:] ** 2))
    return J

def gradient(params, input_size, hidden_size, num_labels, X, y, learning_rate):
    m = X.shape[0]
    theta1, theta2 = unroll(params, input_size, hidden_size, num_labels)
    a1, z2, a2, z3, h = forward_propagate(X, theta1, theta2)
    d3 = h - y
    d2 = (d3 @ theta2)[:, 1:] * sigmoid(z2) * (1 - sigmoid(z2))
    grad1 = d2.T @ a1 / m
    grad2 = d3.T @ a2 / m
    grad1[:, 1:] += theta1[:, 1:] * learning_rate / m
    grad2[:, 1:] += theta2[:, 1:] * learning_rate / m
    return np.concatenate((grad1.ravel(), grad2.ravel())).reshape(-1, 1)

input_size = 400
hidden_size = 25
num_labels = 10
params = (np.random.random(size=hidden_size * (input_size + 1) + num_labels * (hidden_size + 1)) - 0.5) * 0.25
fmin = minimize(fun=cost, x0=params, args=(input_size, hidden_size, num_labels, X, y, 1), method='TNC', jac=gradient)
