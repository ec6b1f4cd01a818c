import numpy as np
from scipy.optimize import minimize

def fun(x):
    return (x[0] - 1) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2

def jac(x):
    return np.array([2 * (x[0] - 1) - 400 * x[0] * (x[1] - x[0] ** 2), 200 * (x[1] - x[0] ** 2)])

x0 = np.array([-1.2, 1.0])
print(minimize(fun, x0, jac=jac))
