"""What nnd-check is pointed at: a file becomes the experiment that is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Failure
from nnd_gui.engine.sources import LessonData, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.by_hand import ROLES
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.by_hand import HandChoice, hand_problems, read_choice
from nnd_gui.model.data_options import DATA_OPTIONS, read_asked, refuse_columns
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import SUFFIX, load_document
from nnd_gui.model.kept_by_path import CHOICES_FILE, KeptByPath, own_folder
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.option_values import number_of, whole_of
from nnd_gui.model.person_target import PERSON_SUFFIXES, PersonChoices, person_file
from nnd_gui.model.spec_options import (
    NETWORK_OPTIONS,
    Request,
    SpecOptions,
    with_settings,
)
from nnd_gui.model.words import mark, tr, trn

__all__ = ["read_choices", "read_target"]


def read_target(target: str, options: SpecOptions) -> Request:
    """Find out what is to be checked in a file.

    Parameters
    ----------
    target : str
        Its path.
    options : SpecOptions
        Settings of the check that take the place of the file's own.

    Returns
    -------
    Request
        With a failure where there is nothing to be checked.

    Raises
    ------
    SpecError
        If the options do not go with a file, or with this one's experiment.
    """
    suffix = Path(target).suffix.lower()
    _refuse_network(target, options, () if suffix not in PERSON_SUFFIXES else _FILE_OPTIONS)
    return _READERS.get(suffix, _unknown)(target, options)


def read_choices(target: str, options: SpecOptions) -> tuple[ExperimentSpec, PersonChoices]:
    """What is chosen for all files of a folder.

    Returns
    -------
    settings : ExperimentSpec
        How each is checked; its subject does not matter.
    choices : PersonChoices
        What in each, with what.

    Raises
    ------
    SpecError
        If the options do not go with a folder.
    """
    _refuse_network(target, options, _FILE_OPTIONS)
    return _settings(options), _choices(options)


def _refuse_network(target: str, options: SpecOptions, own: Sequence[str]) -> None:
    for name, option in NETWORK_OPTIONS.items():
        # A person's file may be given data and a seed; its network is its own.
        if getattr(options, name) is None or name in own:
            continue
        raise SpecError(
            name,
            "{option} describes a network, but “{target}” has its own: leave one of them out.",
            option=option,
            target=target,
        )


def _document(target: str, options: SpecOptions) -> Request:
    try:
        read = load_document(Path(target))
    except DocumentError as problem:
        kind = "bad-input" if _is_there(target) else "missing-file"
        return _failed(target, Failure(kind, problem.template, problem.values))
    notes = []
    if read.unknown:
        notes.append(
            tr(
                "“{file}” says more than this version understands: {keys}. It was left out.",
                file=Path(target).name,
                keys=", ".join(read.unknown),
            )
        )
    if read.document.steps:
        notes.append(
            trn(
                "“{file}” is a lesson of {count} step; the state that it opens on is checked.",
                "“{file}” is a lesson of {count} steps; the state that it opens on is checked.",
                len(read.document.steps),
                file=Path(target).name,
            )
        )
    spec = with_settings(read.document.state.spec, options)
    return Request(spec, tuple(notes), target=target)


def _settings(options: SpecOptions) -> ExperimentSpec:
    if options.bug is not None:
        raise SpecError(
            "bug", "A deliberate mistake can be put into our own network only, not into a file."
        )
    return with_settings(lesson_spec(), options)


def _person(target: str, options: SpecOptions) -> Request:
    settings = _settings(options)
    try:
        file, notes = person_file(Path(target), _choices(options, Path(target)))
    except CheckFailure as problem:
        failure = Failure(problem.kind, problem.template, problem.values, problem.where)
        return _failed(target, failure)
    return Request(replace(settings, subject=file), notes, target=target)


def _refuse_hand(path: Path, choice: HandChoice) -> None:
    """Say why functions that were named cannot be checked."""
    source = read_source(path)
    problems = {} if source.tree is None else hand_problems(source, choice)
    if not problems:
        return
    name, sentence = next(iter(problems.items()))
    option = {"cost": "--cost", "gradient": "--gradient"}.get(name, f"--argument {name}=…")
    raise SpecError("plan", "{option}: {sentence}", option=option, sentence=sentence)


def _hand(options: SpecOptions, path: Path | None) -> HandChoice | None:
    """What was chosen by hand: here, else, for one file, once in the window."""
    roles: dict[str, str | float] = {}
    for asked in options.argument or ():
        name, _, role = asked.partition("=")
        if role in ROLES:
            roles[name.strip()] = role
        else:
            roles[name.strip()] = number_of("argument", f"--argument {name}=", role)
    if options.cost is not None:
        choice = HandChoice(options.cost, options.gradient, roles)
        if path is not None:
            _refuse_hand(path, choice)  # of many, those that have it are checked so
        return choice
    if options.gradient is not None or roles:
        raise SpecError("cost", "--gradient and --argument need --cost, the function to check.")
    if path is None:
        return None
    return read_choice(KeptByPath(own_folder() / CHOICES_FILE).get(path))


def _choices(options: SpecOptions, path: Path | None = None) -> PersonChoices:
    data: LessonData | TableData | None = None
    outputs = 1
    if options.data is None or options.data.startswith("random"):
        refuse_columns(options)
    elif options.data == "lesson":
        refuse_columns(options)
        data = LessonData()
    else:
        read = read_asked(Path(options.data), options)
        data, outputs = read.table, read.outputs
    seconds = options.timeout
    return PersonChoices(
        interpreter=options.interpreter,
        seconds=None if seconds is None else number_of("timeout", "--timeout", seconds),
        data=data,
        target_columns=outputs,
        hand=_hand(options, path),
        seed=None if options.seed is None else whole_of("seed", "--seed", options.seed),
        named=options.named,
    )


def _unknown(target: str, _: SpecOptions) -> Request:
    name = Path(target).name or target
    if not _is_there(target):
        return _failed(
            target, Failure("missing-file", "There is no file “{file}”.", {"file": name})
        )
    sentence = mark(
        "“{file}” is nothing that can be checked: a document ({suffix}), a .py or an .ipynb file "
        "is, or a folder of them."
    )
    return _failed(target, Failure("bad-input", sentence, {"file": name, "suffix": SUFFIX}))


def _failed(target: str, failure: Failure) -> Request:
    # Nothing is known of what would have been checked; the usual experiment stands there.
    return Request(lesson_spec(), failure=failure, target=target)


def _is_there(target: str) -> bool:
    try:
        return Path(target).exists()
    except (OSError, ValueError):
        return False


# Of the options that describe a network, those that a person's file can do with.
_FILE_OPTIONS = ("data", "seed", *DATA_OPTIONS)

_READERS: dict[str, Callable[[str, SpecOptions], Request]] = {
    SUFFIX: _document,
    **dict.fromkeys(PERSON_SUFFIXES, _person),
}
"""What reads a file, by the end of its name."""
