import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from scipy.optimize import minimize
from costFunction import costFunction
from gradientFunction import gradientFunction

data = pd.read_csv('ex2data1.txt', header=None)
X = np.c_[np.ones(len(data)), data.iloc[:, :2]]
y = data.iloc[:, 2].values
initial_theta = np.zeros(X.shape[1])
print(costFunction(initial_theta, X, y))
res = minimize(costFunction, initial_theta, args=(X, y), jac=gradientFunction)
