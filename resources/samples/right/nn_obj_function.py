"""An objective for scipy's minimize, with its data packed into args."""

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def nnObjFunction(params, *args):
    n_input, n_hidden, n_class, training_data, training_label, lambdaval = args
    w1 = params[: n_hidden * (n_input + 1)].reshape((n_hidden, n_input + 1))
    w2 = params[n_hidden * (n_input + 1) :].reshape((n_class, n_hidden + 1))
    n = training_data.shape[0]

    data = np.hstack((training_data, np.ones((n, 1))))
    hidden = np.hstack((sigmoid(data @ w1.T), np.ones((n, 1))))
    output = sigmoid(hidden @ w2.T)
    truth = np.zeros((n, n_class))
    truth[np.arange(n), training_label.astype(int)] = 1

    obj_val = -np.sum(truth * np.log(output) + (1 - truth) * np.log(1 - output)) / n
    obj_val += lambdaval / (2 * n) * (np.sum(w1**2) + np.sum(w2**2))

    delta = output - truth
    grad_w2 = (delta.T @ hidden + lambdaval * w2) / n
    back = hidden * (1 - hidden) * (delta @ w2)
    grad_w1 = (back[:, :-1].T @ data + lambdaval * w1) / n
    obj_grad = np.concatenate((grad_w1.flatten(), grad_w2.flatten()))
    return obj_val, obj_grad
