"""Theta cut in Fortran's order, as the course's Octave does it; one matrix has no regularisation."""
import numpy as np
from scipy.optimize import minimize


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def nnCostFunction(nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):
    cut = hidden_layer_size * (input_layer_size + 1)
    Theta1 = nn_params[:cut].reshape((hidden_layer_size, input_layer_size + 1), order='F')
    Theta2 = nn_params[cut:].reshape((num_labels, hidden_layer_size + 1), order='F')
    m = X.shape[0]
    Y = np.zeros((m, num_labels))
    for i in range(m):
        Y[i, int(y[i]) - 1] = 1

    a1 = np.hstack([np.ones((m, 1)), X])
    z2 = a1.dot(Theta1.T)
    a2 = np.hstack([np.ones((m, 1)), sigmoid(z2)])
    h = sigmoid(a2.dot(Theta2.T))
    J = -1.0 / m * np.sum(Y * np.log(h) + (1 - Y) * np.log(1 - h))
    J += lambda_ / (2.0 * m) * (np.sum(Theta1[:, 1:] ** 2) + np.sum(Theta2[:, 1:] ** 2))

    d3 = h - Y
    d2 = d3.dot(Theta2[:, 1:]) * sigmoid(z2) * (1 - sigmoid(z2))
    Theta1_grad = d2.T.dot(a1) / m
    Theta2_grad = d3.T.dot(a2) / m
    Theta1_grad[:, 1:] = Theta1_grad[:, 1:] + lambda_ / m * Theta1[:, 1:]
    # TODO theta2
    grad = np.concatenate([Theta1_grad.ravel(order='F'), Theta2_grad.ravel(order='F')])
    return J, grad


print('Training...')
initial = np.random.rand(25 * 401 + 10 * 26) * 0.24 - 0.12
res = minimize(nnCostFunction, initial, args=(400, 25, 10, None, None, 1), jac=True, method='CG')
