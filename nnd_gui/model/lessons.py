"""The lesson that the program opens on."""

from __future__ import annotations

from nnd_gui.engine.sources import ExplicitWeights, LessonData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network

__all__ = ["LESSON_RATIO", "LESSON_WEIGHTS", "lesson_spec"]

# The weights behind the nine gradients that lesson 5 prints, which the lesson itself does
# not give: recovered from those gradients and its ratio of 2.75e-10.
LESSON_WEIGHTS = (
    1.20584735, 0.30919369, -2.19948655,
    -0.91088092, 1.59908974, 0.76601828,
    0.33314751, -1.06031099, -0.71085039,
)  # fmt: skip

# "Typical results should be on the order of 1e-8 or less."
LESSON_RATIO = 1e-8


def lesson_spec() -> ExperimentSpec:
    """Lesson 5's check: its 2-3-1 network, its weights, its data, epsilon 1e-4."""
    return ExperimentSpec(
        Network(
            sizes=(2, 3, 1),
            activations=("sigmoid", "sigmoid"),
            weights=ExplicitWeights(LESSON_WEIGHTS),
            data=LessonData(),
        )
    )
