"""A delta without f', or with f' at the activation, is named in a person's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from tests.engine.usercode.asked import RIGHT, best_plan
from tests.engine.usercode.checked import checked
from tests.engine.usercode.people import PATIENT

LESSON = (RIGHT / "lesson_network.py").read_text(encoding="utf-8")
HIDDEN, OUTPUT = "self.sigmoidPrime(self.z2)", "self.sigmoidPrime(self.z3)"
MISTAKES = {
    "at the hidden activation": (HIDDEN, "self.sigmoidPrime(self.a2)", "derivative-of-output", 1),
    "at the output": (OUTPUT, "self.sigmoidPrime(yHat)", "derivative-of-output", 2),
    "none below": (f" * {HIDDEN}", "", "missing-activation-derivative", 1),
    "none at the output": (f" * {OUTPUT}", "", "missing-activation-derivative", 2),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_mistake_and_its_layer(name: str, tmp_path: Path) -> None:
    right, wrong, bug, layer = MISTAKES[name]
    file = tmp_path / "net.py"
    file.write_text(LESSON.replace(right, wrong), encoding="utf-8")
    found = checked(ExperimentSpec(PersonFile(best_plan(file), limits=PATIENT, trusted=True)))
    assert [(one.bug, one.layers) for one in found.findings] == [(bug, (layer,))]
