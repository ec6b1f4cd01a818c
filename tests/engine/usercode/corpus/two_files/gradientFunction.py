from sigmoid import sigmoid

def gradientFunction(theta, X, y):
    m = y.size
    h = sigmoid(X.dot(theta))
    return X.T.dot(h - y) / m
