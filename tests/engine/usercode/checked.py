"""A person's file, checked."""

from __future__ import annotations

from pathlib import Path

from nnd_gui.engine.check import check
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.people import PATIENT

# The lesson's network in the documented form, at the lesson's weights.
LESSON = """
import numpy as np

X = np.array([[3, 5], [5, 1], [10, 2]]) / np.array([10, 5])
y = np.array([[75], [82], [93]]) / 100
theta0 = np.array({theta})

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def forward(theta):
    W1, W2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)
    a2 = sigmoid(X @ W1)
    return W2, a2, sigmoid(a2 @ W2)

def value(theta):
    W2, a2, yHat = forward(theta)
    return 0.5 * np.sum((y - yHat) ** 2)

def gradient(theta):
    W2, a2, yHat = forward(theta)
    delta3 = -(y - yHat) * yHat * (1 - yHat)
    delta2 = delta3 @ W2.T * a2 * (1 - a2)
    return np.concatenate([(X.T @ delta2).ravel(), (a2.T @ delta3).ravel()])
"""


def spec_of(file: Path, limits: Limits = PATIENT, **settings: object) -> ExperimentSpec:
    names = {"value": "value", "gradient": "gradient", "theta": "theta0"}
    plan = Plan(str(file), "form", names)
    subject = PersonFile(plan, limits=limits, trusted=True)
    return ExperimentSpec(subject, **settings)  # type: ignore[arg-type]


def checked(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def failed(spec: ExperimentSpec) -> tuple[str, str | None, str]:
    """Kind, place and sentence of what went wrong."""
    finished = checked(spec).finished
    assert finished is not None
    assert finished.outcome == "failed"
    assert finished.failure is not None
    told = finished.failure
    return told.kind, told.where, told.template.format(**told.values)
