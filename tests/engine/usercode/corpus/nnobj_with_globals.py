import numpy as np
from scipy.optimize import minimize
from scipy.io import loadmat
import pickle

def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))

def preprocess():
    mat = loadmat('mnist_all.mat')
    return mat['train0'], mat['label0']

def nnObjFunction(params, *args):
    """% nnObjFunction computes the value of objective function
    %   given the parameters of the network
    % Output:
    """
    n_input, n_hidden, n_class, training_data, training_label, lambdaval = args
    w1 = params[0:n_hidden * (n_input + 1)].reshape((n_hidden, (n_input + 1)))
    w2 = params[(n_hidden * (n_input + 1)):].reshape((n_class, (n_hidden + 1)))
    obj_val = 0
    grad_w1 = np.zeros(w1.shape)
    grad_w2 = np.zeros(w2.shape)
    n = training_data.shape[0]
    for p in range(n):
        x = np.append(training_data[p], 1.0)
        z = np.append(sigmoid(w1.dot(x)), 1.0)
        o = sigmoid(w2.dot(z))
        y = np.zeros(10)
        y[int(training_label[p])] = 1
        obj_val += 0.5 * np.sum((y - o) ** 2)
        delta = (o - y) * o * (1 - o)
        grad_w2 += np.outer(delta, z)
        back = (w2.T.dot(delta) * z * (1 - z))[:-1]
        grad_w1 += np.outer(back, x)
    obj_val = obj_val / n + lambdaval / (2 * n) * (np.sum(w1 ** 2) + np.sum(w2 ** 2))
    grad_w1 = (grad_w1 + lambdaval * w1) / n
    grad_w2 = (grad_w2 + lambdaval * w2) / n
    obj_grad = np.concatenate((grad_w1.flatten(), grad_w2.flatten()), 0)
    return (obj_val, obj_grad)

train_data, train_label = preprocess()
n_input = train_data.shape[1]
n_hidden = 50
n_class = 10
initial_w1 = np.random.rand(n_hidden, n_input + 1)
opts = {'maxiter': 50}
nn_params = minimize(nnObjFunction, initialWeights, jac=True, args=args, method='CG', options=opts)
pickle.dump(nn_params, open('params.pickle', 'wb'))
