"""Documents to write and read: small ones, whole ones, and any number of random ones."""

from __future__ import annotations

import random
from dataclasses import replace

from nnd_gui.engine.bug_names import BUG_TABLE, Bug
from nnd_gui.engine.bugs import cannot_show
from nnd_gui.engine.check import check
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.functions import SHIPPED, Function
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import (
    Data,
    ExplicitWeights,
    LessonData,
    RandomData,
    SeededWeights,
    TableData,
    Weights,
)
from nnd_gui.engine.spec import DTYPES, SCHEMES, STEPS, ExperimentSpec
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES, OUTPUT_OF_LOSS, Network
from nnd_gui.engine.training import TrainingAsked
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.document import Document, LessonStep, Pinned, State, View
from nnd_gui.model.kept_results import kept_results
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.picture_settings import (
    EDGE_KINDS,
    DrawingSettings,
    SliceSettings,
    ValleySettings,
)
from nnd_gui.model.result import CheckResult
from nnd_gui.model.settings_codec import PictureSettings, chosen

LESSON = lesson_spec()


SETTINGS = chosen(
    {
        "derivative": DerivativeSettings(Function("sin(x)/x", "cos(x)", -2.5), 1e-7, 3),
        "network": DrawingSettings("error", 2),
        "slice": SliceSettings(0.01),
        "training": TrainingAsked(0.25, 40),
        "valley": ValleySettings(others=False),
    }
)
"""All that can be chosen for pictures."""


def plain() -> Document:
    return Document(State(LESSON))


def whole() -> Document:
    """One that uses everything a document can have."""
    network = Network(
        (2, 3, 1),
        ("tanh", "sigmoid"),
        "binary-cross-entropy",
        bias=True,
        l2=0.1,
        weights=SeededWeights(3, 0.5),
        data=TableData("scores “a”.csv", ((1.0, 0.25, 0.0), (-0.5, 1e-300, 1.0))),
    )
    base = ExperimentSpec(network, 2.5e-6, "four-point", "relative", tolerance=1e-3)
    riddle = replace(LESSON, bug=Bug("factor", "W2", 1 / 3))
    return Document(
        State(base, view=View("b1[2]", "valley", hidden=("network", "table"), settings=SETTINGS)),
        "Ein Beispiel ∇",
        "# Notes\n\n- one\n- two\n\n\tthree  ",
        (Pinned("before", base), Pinned("after", replace(base, bug=Bug("zero-bias")))),
        (
            LessonStep("First", "Text.\n", State(base)),
            LessonStep("Riddle", "", State(riddle, 4711, View(covered=True))),
            LessonStep("Plain", "no", State(replace(base, dtype="float32", tolerance=None))),
        ),
    )


def with_results() -> Document:
    """One with what was found: a bug, closer looks and a diagnosis among it."""
    spec = replace(LESSON, bug=Bug("sign", "W2"))
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return Document(State(spec), keeps_results=True, results=kept_results(result))


def of_a_persons_file() -> Document:
    plan = Plan("net.py", "form", {"value": "J", "gradient": "dJ", "theta": "theta0"}, seed=3)
    table = TableData("scores.csv", ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))
    spec = ExperimentSpec(PersonFile(plan, "/usr/bin/python3", table, 2), epsilon=1e-5)
    return Document(State(spec), pinned=(Pinned("lesson", LESSON),))


def random_spec(rng: random.Random) -> ExperimentSpec:
    """Any experiment that can be."""
    while True:
        try:
            return _random_spec(rng)
        except SpecError:
            continue


def random_document(rng: random.Random) -> Document:
    """Any document that can be."""
    words = [
        "",
        "a",
        "Größe ∇\tx",
        'quote " \\ / ',
        "line\n\nline",
        "{}[],:",
        "\u2028",
        "😀",
        "# H\n",
    ]
    return Document(
        _random_state(rng),
        rng.choice(words).replace("\n", " "),
        rng.choice(words) * rng.randint(0, 3),
        tuple(Pinned(rng.choice("abc"), random_spec(rng)) for _ in range(rng.randint(0, 2))),
        tuple(
            LessonStep(rng.choice("abc"), rng.choice(words), _random_state(rng))
            for _ in range(rng.randint(0, 3))
        ),
    )


def _random_state(rng: random.Random) -> State:
    view = View(
        rng.choice([None, "W1[0,0]"]),
        rng.choice([None, "valley"]),
        rng.random() < 0.3,
        tuple(rng.sample(["network", "table", "weight"], rng.randint(0, 3))),
        _random_settings(rng),
    )
    spec = random_spec(rng)
    mystery = rng.randrange(10**18) if spec.bug and rng.random() < 0.5 else None
    return State(spec, mystery, view)


def _random_settings(rng: random.Random) -> PictureSettings:
    found = {
        "derivative": DerivativeSettings(
            rng.choice(SHIPPED), rng.choice([None, 1e-3, 5e-324, 2]), rng.randrange(9)
        ),
        "network": DrawingSettings(rng.choice(EDGE_KINDS), rng.choice([None, 0, 99_999])),
        "slice": SliceSettings(rng.choice([1.0, 1e-300, 10**-0.5])),
        "training": TrainingAsked(rng.choice([1.0, 1, 1e-300]), rng.choice([1, 500, 10**6])),
        "valley": ValleySettings(rng.random() < 0.5),
    }
    return chosen({name: found[name] for name in found if rng.random() < 0.4})


def _random_spec(rng: random.Random) -> ExperimentSpec:
    sizes = tuple(rng.randint(1, 4) for _ in range(rng.randint(2, 4)))
    loss = rng.choice(LOSSES)
    activations = [rng.choice(ACTIVATIONS[:-1]) for _ in sizes[1:]]
    activations[-1] = OUTPUT_OF_LOSS.get(loss, activations[-1])
    network = Network(
        sizes,
        tuple(activations),
        loss,
        rng.random() < 0.5,
        rng.choice([0.0, 0, 1, 0.1, 1e-300]),
        data=_random_data(rng, sizes),
    )
    network = replace(network, weights=_random_weights(rng, network))
    spec = ExperimentSpec(
        network,
        rng.choice([1e-4, 1, 5e-324, 1.7e308, rng.random() + 1e-9]),
        rng.choice(SCHEMES),
        rng.choice(STEPS),
        rng.choice(DTYPES),
        rng.choice([None, rng.random() + 1e-9]),
    )
    bug = Bug(rng.choice(list(BUG_TABLE)))
    return spec if cannot_show(bug, network, spec.dtype) else replace(spec, bug=bug)


def _random_data(rng: random.Random, sizes: tuple[int, ...]) -> Data:
    columns = sizes[0] + sizes[-1]
    rows = tuple(tuple(rng.random() for _ in range(columns)) for _ in range(rng.randint(1, 3)))
    drawn = RandomData(rng.randint(1, 30), rng.randrange(10**18))
    found: list[Data] = [LessonData(), drawn, TableData("t", rows)]
    return rng.choice(found)


def _random_weights(rng: random.Random, network: Network) -> Weights:
    values = tuple(
        rng.choice([0.0, -0.0, 1 / 3, -1e-310, 1e300, 2.5]) for _ in range(network.weight_count)
    )
    drawn = SeededWeights(rng.randrange(99), rng.random())
    found: list[Weights] = [drawn, ExplicitWeights(values)]
    return rng.choice(found)
