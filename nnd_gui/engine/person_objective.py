"""A cost and a gradient in a person's file, evaluated in its child process."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Generator, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.aside import Stopped
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.person_file import Kept, PersonFile
from nnd_gui.engine.person_layout import layout_of_blocks
from nnd_gui.engine.person_source import data_of, readable
from nnd_gui.engine.perturbation import Probe
from nnd_gui.engine.usercode.client import Client
from nnd_gui.engine.usercode.crew import Crew, cores
from nnd_gui.engine.usercode.intermediates import Intermediates
from nnd_gui.engine.usercode.interpreters import with_offers
from nnd_gui.engine.usercode.opened import Arrays, Opened

__all__ = ["PersonObjective"]

# Evaluations for one weight, as the central scheme with its witnesses needs them.
_FOR_A_WEIGHT = 4

Answer = TypeVar("Answer")

_CHANGED = (
    "Computing the gradient also changes {names}. The check sets the weights anew before each "
    "evaluation, so that it does no harm here; a training loop would go on from the changed ones."
)


class PersonObjective:
    """The objective of a person's file. Blocks while the child works; see `person_run.with_person`.

    Parameters
    ----------
    file : PersonFile
        What is checked, and how it is run.
    dtype : str
        Precision of the weights that the file is given.
    stopping : threading.Event, optional
        Set by another thread to have whatever is awaited raise `Stopped`.
    given : dict of ndarray, optional
        Weights and data to use where they fit: ``"theta"``, ``"X_kept"`` and ``"y_kept"`` of
        the run before, ``"samples"`` for how many.
    children : int, optional
        Most processes where evaluations are slow; as many as there are cores when left out.

    Attributes
    ----------
    opened : Opened
        What was found when the file was set up.
    place : callable
        Line of the program text to what is said of it.

    Raises
    ------
    CheckFailure
        ``not-trusted`` if nobody said that the file may be run, and whatever else keeps it
        from being set up.
    Stopped
        If `stopping` was set meanwhile.
    """

    method = "loop"

    def __init__(
        self,
        file: PersonFile,
        dtype: str = "float64",
        stopping: threading.Event | None = None,
        given: Arrays | None = None,
        *,
        children: int | None = None,
    ) -> None:
        if not file.trusted:
            raise CheckFailure(
                "not-trusted",
                "“{name}” is a program, and nobody has said yet that it may be run.",
                name=file.path.name,
            )
        self.stopping = threading.Event() if stopping is None else stopping
        self._file, self._source = file, readable(file.path)
        self.place = self._source.place
        before = {} if file.kept is None else dict(file.kept.arrays)
        self._given = before | data_of(file) | (given or {})
        self._client = self._new_client()
        most = cores() if children is None else children
        self._crew = Crew(self._client, self._twin, most)
        self._seconds = math.inf
        # What the same weights gave before: anything else is told with its line.
        self._cost_there: float | None = None
        self._gradient_there: NDArray[Any] | None = None
        try:
            self.opened: Opened = self._awaited(self._opening(self._client))
        except BaseException:
            self._client.close()
            raise
        self.layout = layout_of_blocks(self.opened.blocks)
        with np.errstate(over="ignore"):
            self.point: NDArray[Any] = self.opened.start.astype(dtype)
        self.changed: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def facts(self) -> dict[str, Any]:
        """What was found in the file, and what runs it: plain JSON."""
        opened = self.opened
        notes = list(opened.facts.get("notes", ()))
        if self.changed:
            notes.append({"template": _CHANGED, "values": {"names": ", ".join(self.changed)}})
        return opened.facts | {
            "notes": notes,
            "python": opened.python,
            "numpy": opened.numpy,
            "executable": opened.executable,
            "network": opened.network,
            "changed": list(self.changed),
        }

    @property
    def kept(self) -> Kept:
        """What another run of the same file is to use again."""
        arrays = {"theta": self.opened.start}
        for name in ("X", "y"):
            if name in self.opened.arrays:
                arrays[f"{name}_kept"] = self.opened.arrays[name]
        return Kept(arrays, self._seconds)

    def output(self) -> str:
        """The last lines that the file's code printed."""
        return self._client.output()

    def close(self) -> None:
        """End the child, or children, with everything that they have started."""
        self._crew.close()
        self._client.close()

    def value(self, theta: NDArray[Any]) -> float:
        """Cost at a vector of weights."""
        began = time.perf_counter()
        frame = self._asked({"kind": "value"}, theta)
        # The least is what it takes: more is this computer being busy.
        self._seconds = min(self._seconds, time.perf_counter() - began)
        cost = float(_array(frame.arrays, "value", 1).reshape(())[()].real)
        if self._is_point(theta):
            if not np.isfinite(cost):
                self._ask_why("not-finite-cost", "cost", theta)
            if self._cost_there is not None and cost != self._cost_there:
                self._ask_why("not-repeatable", "cost", theta)
            if self._cost_there is None:
                # A check asks about as much; where that takes long, others start meanwhile.
                self._crew.expect(self._seconds, _FOR_A_WEIGHT * self.point.size)
            self._cost_there = cost
        return cost

    def complex_value(self, theta: NDArray[Any]) -> complex:
        """Cost at a vector of complex weights."""
        frame = self._asked({"kind": "value"}, theta)
        return complex(_array(frame.arrays, "value", 1).reshape(())[()])

    def gradient(self, theta: NDArray[Any]) -> NDArray[Any]:
        """Gradient under test, at a vector of weights."""
        frame = self._asked({"kind": "gradient"}, theta)
        found = _array(frame.arrays, "gradient", theta.size)
        if self._is_point(theta):
            before = self._gradient_there
            if before is not None and not np.array_equal(before, found, equal_nan=True):
                self._ask_why("not-repeatable", "gradient", theta)
            self._gradient_there = found
            self.changed = tuple(str(name) for name in frame.header.get("changed", ()))
        with np.errstate(over="ignore"):
            return np.asarray(np.real(found).astype(self.point.dtype))

    def intermediates(self) -> Intermediates:
        """The quantities on the way to the gradient at `point`, checked one by one.

        Raises
        ------
        CheckFailure
            If the file's code fails meanwhile, or takes too long: the child has ended then.
        """
        frame = self._asked({"kind": "intermediates"}, self.point)
        return Intermediates.from_told(frame.header.get("found"))

    def penalty(self) -> None:
        """Nothing is known of regularisation inside the cost."""

    def values_at_perturbations(
        self, values: NDArray[Any], indices: NDArray[np.intp] | None = None
    ) -> Iterator[Probe]:
        """Costs around `point`, one weight changed at a time."""
        yield from self.costs_of(np.arange(len(values)) if indices is None else indices, values)

    def costs_of(self, indices: NDArray[np.intp], values: NDArray[Any]) -> Iterator[Probe]:
        """Costs around `point` for some of the weights, about ten milliseconds at a time."""
        done = 0
        for costs in self._crew.costs(self.point, indices, values, self._seconds):
            if costs is not None:
                yield Probe(indices[done : done + len(costs)], costs)
                done += len(costs)
            self._see_to_stop()

    def _new_client(self) -> Client:
        file = self._file
        return Client(
            file.path,
            self._source.text,
            interpreter=file.interpreter,
            limits=file.limits,
            place=self._source.place,
        )

    def _opening(self, client: Client) -> Generator[None, None, Opened]:
        return client.open(self._file.plan.to_json(), self._file.seed, self._given)

    def _twin(self) -> Generator[None, None, Client | None]:
        """Another child that is the same as the first; None where it is not."""
        client = self._new_client()
        is_same = False
        try:
            opened = yield from self._opening(client)
            if np.array_equal(opened.start, self.opened.start):
                frame = yield from client.ask({"kind": "value"}, {"theta": self.point})
                is_same = frame.arrays["value"].tolist() == self._cost_there
        except CheckFailure:
            pass  # the first one goes on alone
        finally:
            if not is_same:
                client.close()
        return client if is_same else None

    def _asked(self, header: dict[str, Any], theta: NDArray[Any]) -> Any:
        return self._awaited(self._client.ask(header, {"theta": theta}))

    def _ask_why(self, what: str, of: str, theta: NDArray[Any]) -> None:
        """Have the child find the line; raises what it says."""
        self._asked({"kind": "why", "what": what, "of": of}, theta)

    def _awaited(self, steps: Generator[None, None, Answer]) -> Answer:
        while True:
            self._see_to_stop()
            self._crew.go_on()
            try:
                next(steps)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return] # the generator's own return
            except CheckFailure as failure:
                raise with_offers(failure, self._file.path) from failure.__cause__

    def _see_to_stop(self) -> None:
        if self.stopping.is_set():
            raise Stopped

    def _is_point(self, theta: NDArray[Any]) -> bool:
        return bool(np.array_equal(theta, self.point))


def _array(arrays: Arrays, name: str, size: int) -> NDArray[Any]:
    found = arrays.get(name)
    if found is None or found.size != size:
        raise CheckFailure(
            "crashed", "The process that runs the file answered with something that makes no sense."
        )
    return found
