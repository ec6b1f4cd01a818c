"""An experiment from the words of a command line, and what has to be said about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from nnd_gui.engine.bug_names import parse_bug
from nnd_gui.engine.bugs import check_bug
from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Failure
from nnd_gui.engine.sources import Data, LessonData, RandomData, SeededWeights, TableData, Weights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import OUTPUT_OF_LOSS, Network
from nnd_gui.model.data_file import data_notes, with_table
from nnd_gui.model.data_options import DATA_OPTIONS, read_asked, refuse_columns
from nnd_gui.model.edits import with_data
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.option_values import number_of, whole_of
from nnd_gui.model.sizes_text import SizesError, read_sizes, write_sizes
from nnd_gui.model.unscaled import ScalingOffer, offers_for
from nnd_gui.model.words import tr

__all__ = [
    "NETWORK_OPTIONS",
    "Request",
    "SpecOptions",
    "read_request",
    "with_settings",
]

NETWORK_OPTIONS = {
    "network": "--network",
    "activation": "--activation",
    "loss": "--loss",
    "bias": "--bias",
    "l2": "--l2",
    "data": "--data",
    "seed": "--seed",
    "weights_scale": "--weights-scale",
    **DATA_OPTIONS,
}
"""The options that say what is checked; all others say how."""
_FILE_ONLY = {
    "interpreter": "--interpreter",
    "timeout": "--timeout",
    "cost": "--cost",
    "gradient": "--gradient",
    "argument": "--argument",
    "named": "--named",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecOptions:
    """The options that describe an experiment, as they were typed; None where left out.

    Each is the command line's option of the same name.
    """

    network: str | None = None
    activation: str | None = None
    loss: str | None = None
    bias: bool | None = None
    l2: str | None = None
    data: str | None = None
    seed: str | None = None
    weights_scale: str | None = None
    epsilon: str | None = None
    scheme: str | None = None
    step: str | None = None
    dtype: str | None = None
    tolerance: str | None = None
    sample: str | None = None
    directions: str | None = None
    bug: str | None = None
    inputs: str | None = None
    target_columns: str | None = None
    targets_as: str | None = None
    scaling: str | None = None
    target_scaling: str | None = None
    divide_targets: str | None = None
    samples: str | None = None
    incomplete: str | None = None
    cost: str | None = None
    gradient: str | None = None
    argument: list[str] | None = None
    interpreter: str | None = None
    timeout: str | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be checked.

    Parameters
    ----------
    spec : ExperimentSpec
        The experiment.
    notes : tuple of str
        What was decided without having been asked for.
    failure : Failure, optional
        Why it cannot be run, as where its file of samples is missing; `spec` then has
        other samples in their place.
    target : str, optional
        The file that it came from.
    """

    spec: ExperimentSpec
    notes: tuple[str, ...] = ()
    failure: Failure | None = None
    target: str | None = None


def read_request(options: SpecOptions) -> Request:
    """Make an experiment of options.

    What is left out is the lesson's, as far as it fits the rest.

    Parameters
    ----------
    options : SpecOptions
        What was asked for.

    Returns
    -------
    Request

    Raises
    ------
    SpecError
        If the options make no experiment.
    """
    for name, option in _FILE_ONLY.items():
        if getattr(options, name) is not None:
            raise SpecError(name, "{option} is for a file of your own code.", option=option)
    lesson = lesson_spec()
    sizes = lesson.network.sizes if options.network is None else _sizes(options.network)
    loss = lesson.network.loss if options.loss is None else options.loss
    seed = 0 if options.seed is None else whole_of("seed", "--seed", options.seed)
    notes: list[str] = []
    drawn = Network(
        sizes=sizes,
        activations=_activations(options.activation, len(sizes) - 1, loss),
        loss=loss,
        bias=bool(options.bias),
        l2=0.0 if options.l2 is None else number_of("l2", "--l2", options.l2),
        data=RandomData(seed=seed),
    )
    network = replace(drawn, weights=_weights(options, drawn, seed, notes))
    request = _with_data(_settled(ExperimentSpec(network), options), options, seed, notes)
    return replace(request, spec=_with_bug(request.spec, options.bug))


def with_settings(spec: ExperimentSpec, options: SpecOptions) -> ExperimentSpec:
    """Check another way than an experiment says, where options ask for it.

    Raises
    ------
    SpecError
        If a setting cannot be, or its bug cannot show in this experiment.
    """
    return _with_bug(_settled(spec, options), options.bug)


def _settled(spec: ExperimentSpec, options: SpecOptions) -> ExperimentSpec:
    sample, directions, seed = _extent(spec, options)
    return replace(
        spec,
        sample=sample,
        directions=directions,
        direction_seed=seed,
        epsilon=_given(options.epsilon, "epsilon", "--epsilon", spec.epsilon),
        scheme=spec.scheme if options.scheme is None else options.scheme,
        step=spec.step if options.step is None else options.step,
        dtype=spec.dtype if options.dtype is None else options.dtype,
        tolerance=spec.tolerance
        if options.tolerance is None
        else number_of("tolerance", "--tolerance", options.tolerance),
    )


def _extent(spec: ExperimentSpec, options: SpecOptions) -> tuple[int | None, int, int | None]:
    """How many weights, how many directions, and what these are drawn from."""
    sample, directions, seed = spec.sample, spec.directions, spec.direction_seed
    if options.directions is not None:
        number, colon, drawn_from = options.directions.partition(":")
        directions = whole_of("directions", "--directions", number)
        seed = whole_of("direction_seed", "--directions K:SEED", drawn_from) if colon else None
        # Directions stand for the weights, unless these are asked for as well.
        if sample is None or sample == 0:
            sample = 0 if directions else None
    if options.sample is not None:
        asked = options.sample.strip().lower()
        sample = None if asked == "all" else whole_of("sample", "--sample", asked)
        if sample is not None and sample < 1:
            raise SpecError("sample", "A sample needs at least 1 weight.")
    return sample, directions, seed


def _with_bug(spec: ExperimentSpec, text: str | None) -> ExperimentSpec:
    bug = spec.bug if text is None else parse_bug(text)
    if bug is not None:
        check_bug(bug, spec.network, spec.dtype)
    return replace(spec, bug=bug)


def _with_data(spec: ExperimentSpec, options: SpecOptions, seed: int, notes: list[str]) -> Request:
    """Finish an experiment with the samples that were asked for, or that fit."""
    asked = options.data
    if asked is None or _named_data(asked, seed) is not None:
        refuse_columns(options)
    if asked is None:
        try:
            return Request(spec.with_network(data=LessonData()), tuple(notes))
        except SpecError:
            notes.append(
                tr(
                    "The lesson's data does not fit a {sizes} network: {samples} random samples "
                    "are used.",
                    sizes=write_sizes(spec.network.sizes),
                    samples=RandomData().samples,
                )
            )
            return Request(spec, tuple(notes))
    data = _named_data(asked, seed)
    if data is not None:
        return Request(spec.with_network(data=data), tuple(notes))
    sizes = spec.network.sizes
    # Columns that are named say how many there are; else the network does.
    named = options.network is None and (options.inputs or options.target_columns)
    try:
        read = read_asked(Path(asked), options, None if named else sizes[-1])
        edit = with_table(spec, read.table, read.outputs) if named else with_data(spec, read.table)
    except CheckFailure as problem:
        failure = Failure(problem.kind, problem.template, problem.values)
    except SpecError as problem:
        if problem.field != "data":
            raise  # an option that names what is not there
        failure = Failure("bad-input", problem.template, problem.values)
    else:
        told = (*notes, *data_notes(read), *(note.text for note in edit.notes))
        told += tuple(_unscaled(offer) for offer in offers_for(edit.spec.network))
        return Request(edit.spec, told)
    stand_in = TableData(Path(asked).name, ((0.0,) * (sizes[0] + sizes[-1]),))
    return Request(spec.with_network(data=stand_in), tuple(notes), failure)


def _unscaled(offer: ScalingOffer) -> str:
    option = f"--divide-targets {offer.by:g}" if offer.what == "y" else "--scaling maximum"
    return tr("{sentence} {option} would help.", sentence=offer.sentence, option=option)


def _named_data(asked: str, seed: int) -> Data | None:
    """Samples that are not from a file, or None."""
    name, _, samples = asked.partition(":")
    if asked == "lesson":
        return LessonData()
    if name != "random":
        return None
    if ":" not in asked:
        return RandomData(seed=seed)
    return RandomData(whole_of("data", "--data random:", samples), seed)


def _weights(options: SpecOptions, drawn: Network, seed: int, notes: list[str]) -> Weights:
    """The lesson's weights where nothing speaks against them, else drawn ones."""
    lesson = lesson_spec().network
    same_shape = (drawn.sizes, drawn.bias) == (lesson.sizes, lesson.bias)
    asked = options.seed is not None or options.weights_scale is not None
    if same_shape and not asked:
        return lesson.weights
    if options.seed is None:
        notes.append(tr("The weights are random numbers, from seed {seed}.", seed=seed))
    scale = _given(options.weights_scale, "weights", "--weights-scale", SeededWeights().scale)
    return SeededWeights(seed, scale)


def _activations(asked: str | None, layers: int, loss: str) -> tuple[str, ...]:
    names = ["sigmoid"] if asked is None else [name.strip() for name in asked.split(",")]
    if len(names) == 1:
        names *= layers
        names[-1] = OUTPUT_OF_LOSS.get(loss, names[-1])
    return tuple(names)


def _sizes(text: str) -> tuple[int, ...]:
    try:
        return read_sizes(text)
    except SizesError as problem:
        raise SpecError("sizes", "{problem}", problem=problem) from None


def _given(text: str | None, field: str, option: str, default: float) -> float:
    return default if text is None else number_of(field, option, text)
