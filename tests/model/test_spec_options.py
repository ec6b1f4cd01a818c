from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import LessonData, RandomData, SeededWeights, TableData
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.spec_options import SpecOptions, read_request

LESSON = lesson_spec()


def test_no_options_are_the_lesson() -> None:
    request = read_request(SpecOptions())
    assert request.spec == LESSON
    assert request.notes == ()
    assert request.failure is None


@pytest.mark.parametrize(
    "options",
    [
        {"epsilon": "1e-5"},
        {"dtype": "float32"},
        {"step": "relative"},
        {"scheme": "central"},
        {"tolerance": "1e-3"},
        {"activation": "tanh"},
        {"loss": "mse"},
        {"l2": "0.5"},
        {"data": "random:4"},
        {"network": "2 3 1"},
        {"bias": False},
    ],
    ids=lambda options: next(iter(options)),
)
def test_what_keeps_the_lessons_weights(options: dict[str, Any]) -> None:
    request = read_request(SpecOptions(**options))
    assert request.spec.network.weights == LESSON.network.weights
    assert request.notes == ()


@pytest.mark.parametrize(
    ("options", "weights", "noted"),
    [
        ({"seed": "0"}, SeededWeights(0), False),
        ({"seed": "7", "weights_scale": "0.5"}, SeededWeights(7, 0.5), False),
        ({"weights_scale": "2"}, SeededWeights(0, 2.0), True),
        ({"bias": True}, SeededWeights(0), True),
        ({"network": "2-4-1"}, SeededWeights(0), True),
    ],
)
def test_what_draws_new_weights(
    options: dict[str, Any], weights: SeededWeights, noted: bool
) -> None:
    request = read_request(SpecOptions(**options))
    assert request.spec.network.weights == weights
    assert request.spec.network.data == LessonData()
    assert request.notes == (("The weights are random numbers, from seed 0.",) if noted else ())


@pytest.mark.parametrize(
    ("activation", "loss", "found"),
    [
        (None, None, ("sigmoid", "sigmoid", "sigmoid")),
        ("tanh", None, ("tanh", "tanh", "tanh")),
        ("relu", "binary-cross-entropy", ("relu", "relu", "sigmoid")),
        (None, "softmax-cross-entropy", ("sigmoid", "sigmoid", "softmax")),
        ("relu, gelu,softmax", "softmax-cross-entropy", ("relu", "gelu", "softmax")),
    ],
)
def test_activations(activation: str | None, loss: str | None, found: tuple[str, ...]) -> None:
    options = SpecOptions(network="4-5-3-2", activation=activation, loss=loss)
    assert read_request(options).spec.network.activations == found


def test_data_that_does_not_fit_is_replaced_and_that_is_said() -> None:
    request = read_request(SpecOptions(network="4-5-3", seed="3"))
    assert request.spec.network.data == RandomData(20, 3)
    assert request.notes == (
        "The lesson's data does not fit a 4-5-3 network: 20 random samples are used.",
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("lesson", LessonData()),
        ("random", RandomData(20, 5)),
        ("random:7", RandomData(7, 5)),
    ],
)
def test_named_data(data: str, found: object) -> None:
    assert read_request(SpecOptions(data=data, seed="5")).spec.network.data == found


@pytest.mark.parametrize(
    ("text", "epsilon"),
    [
        ("1e-4", 1e-4),
        ("1E-4", 1e-4),
        ("0.0001", 1e-4),
        ("10^-4", 1e-4),
        ("10**-4", 1e-4),
        ("2.5e-6", 2.5e-6),
        ("2.5*10^-6", 2.5e-6),
        ("2.5 x 10^-6", 2.5e-6),
        (" 1e\u22124 ", 1e-4),
        ("10", 10.0),
        ("5e-324", 5e-324),
    ],
)
def test_an_epsilon_may_be_written_in_many_ways(text: str, epsilon: float) -> None:
    assert read_request(SpecOptions(epsilon=text)).spec.epsilon == epsilon


@pytest.mark.parametrize(
    ("options", "field", "sentence"),
    [
        ({"epsilon": ""}, "epsilon", "--epsilon needs a number such as 1e-4, not “”."),
        ({"epsilon": "1_0"}, "epsilon", "--epsilon needs a number such as 1e-4, not “1_0”."),
        ({"epsilon": "{x}"}, "epsilon", "--epsilon needs a number such as 1e-4, not “{x}”."),
        ({"epsilon": "0"}, "epsilon", "Epsilon must be larger than 0."),
        ({"epsilon": "1e-400"}, "epsilon", "Epsilon must be larger than 0."),
        ({"epsilon": "-1"}, "epsilon", "Epsilon must be larger than 0."),
        ({"epsilon": "nan"}, "epsilon", "Epsilon must be a number."),
        ({"epsilon": "1e400"}, "epsilon", "Epsilon is too large for a computer's number."),
        ({"tolerance": "0"}, "tolerance", "The tolerance must be larger than 0."),
        ({"network": "2-0-1"}, "sizes", "Layer 2 has 0 units; every layer needs at least 1."),
        ({"network": "-3"}, "sizes", "A layer cannot have a negative size. Try 2-3-1."),
        ({"network": "a-b"}, "sizes", "“a” is not a whole number. Type sizes such as 2-3-1."),
        ({"network": "9999-9999"}, "sizes", None),
        ({"network": "1000-999-1", "bias": True}, "sizes", None),
        ({"seed": "1.5"}, "seed", "--seed needs a whole number, not “1.5”."),
        ({"seed": "-1"}, "seed", "A seed must be 0 or a positive whole number."),
        ({"seed": "9" * 99}, "seed", None),
        ({"data": "random:x"}, "data", "--data random: needs a whole number, not “x”."),
        ({"data": "random:0"}, "data", "The number of samples must be from 1 to 100,000."),
        ({"data": "lesson", "network": "3-1"}, "data", None),
        ({"weights_scale": "-1"}, "weights", None),
        ({"weights_scale": "inf"}, "weights", None),
        ({"l2": "-0.1"}, "l2", "L2 must be 0 or a positive number."),
        ({"l2": "nan"}, "l2", "L2 must be 0 or a positive number."),
        ({"dtype": "float16"}, "dtype", None),
        ({"step": "big"}, "step", None),
        ({"scheme": "sideways"}, "scheme", None),
        ({"loss": "none"}, "loss", None),
        ({"activation": "sigmod"}, "activations", None),
        ({"activation": ""}, "activations", None),
        ({"activation": "tanh,tanh,tanh"}, "activations", None),
        ({"activation": "softmax"}, "activations", None),
    ],
)
def test_what_makes_no_experiment(
    options: dict[str, Any], field: str, sentence: str | None
) -> None:
    with pytest.raises(SpecError) as problem:
        read_request(SpecOptions(**options))
    assert problem.value.field == field
    assert str(problem.value) == sentence if sentence else str(problem.value).endswith(".")


def test_samples_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("sleep,study,score\n0.3,1,0.75\n0.5,0.2,0.82\n")
    request = read_request(SpecOptions(data=str(file)))
    assert request.failure is None
    table = TableData("scores.csv", ((0.3, 1.0, 0.75), (0.5, 0.2, 0.82)))
    assert request.spec.network.data == replace(table, headings=("sleep", "study", "score"))


def test_columns_and_scaling_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("id,score,sleep,study,naps\n1,75,3,5,0\n2,82,5,1,2\n3,93,10,2,NA\n")
    asked = SpecOptions(
        data=str(file),
        inputs="sleep, 4-5",
        target_columns="score",
        scaling="maximum",
        divide_targets="100",
        incomplete="leave-out",
    )
    request = read_request(asked)
    assert request.failure is None
    assert request.spec.network.sizes == (3, 3, 1)
    assert "1 row of “scores.csv” is not complete, and was left out." in request.notes
    X, y = samples_of(request.spec.network)
    assert X.tolist() == [[0.6, 1.0, 0.0], [1.0, 0.2, 1.0]]
    assert y.tolist() == [[0.75], [0.82]]
    unscaled = read_request(replace(asked, divide_targets=None)).notes
    assert any("ends at 1. --divide-targets 100 would help." in note for note in unscaled)
    refused = read_request(replace(asked, incomplete=None)).failure
    assert refused is not None
    assert "row 4, column 5 (“naps”)" in problem_text(refused)
    few = read_request(replace(asked, samples="1", incomplete=None))
    assert "goes on after its first sample" in few.notes[-1] + few.notes[0]
    for wrong in (
        {"inputs": "6"},
        {"target_columns": "naps"},
        {"scaling": "log"},
        {"samples": "none"},
    ):
        with pytest.raises(SpecError) as problem:
            read_request(replace(asked, **wrong))  # type: ignore[arg-type]
        assert problem.value.field in {*wrong, "targets"}
    with pytest.raises(SpecError, match="--scaling is for a file of samples"):
        read_request(SpecOptions(scaling="maximum"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, "missing-file"),
        ("", "bad-input"),
        ("a,b,c\n1,2,x\n", "bad-input"),
        ("1,2,3\n1,2\n", "bad-input"),
        ("1,2\n3,4\n", "bad-input"),
        ("1,2,inf\n", "bad-input"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_failure(
    content: str | None, kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "scores.csv"
    if content is not None:
        file.write_text(content)
    request = read_request(SpecOptions(data=str(file), epsilon="1e-3"))
    assert request.failure is not None
    assert request.failure.kind == kind
    assert request.spec.epsilon == 1e-3
