"""Checks a neural network's gradient code numerically, weight by weight."""

__version__ = "0.1.0"
