"""The pair with which the lesson opens: a function and its derivative."""


def f(x):
    return x**2


def df(x):
    return 2 * x
