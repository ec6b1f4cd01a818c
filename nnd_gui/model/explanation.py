"""What an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.engine.overall import OverallVerdict
from nnd_gui.model.numbers import epsilon_text
from nnd_gui.model.words import tr

__all__ = ["Explanation", "advised_step", "listed"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding in two parts.

    Parameters
    ----------
    headline : str
        What a room reads.
    detail : str
        What it rests on, or what to do; may be empty.
    """

    headline: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Both parts as running text."""
        end = "" if self.headline.endswith("…") else "."
        return f"{self.headline}{end} {self.detail}".strip()


def advised_step(overall: OverallVerdict) -> str:
    """The step that would decide it, as a sentence; empty where there is none."""
    if overall.better_epsilon is None:
        return ""
    epsilon = epsilon_text(overall.better_epsilon)
    if overall.better_step == "relative":
        return tr("Try a relative step of {epsilon}.", epsilon=epsilon)
    if overall.better_step == "absolute":
        return tr("Try an absolute step of {epsilon}.", epsilon=epsilon)
    return tr("Try {epsilon}.", epsilon=epsilon)


def listed(blocks: tuple[str, ...]) -> str:
    """Names in a sentence: W1, W1 and b1, or the first few and a count."""
    if len(blocks) < 2:
        return "".join(blocks)
    if len(blocks) > 4:
        return tr("{first} and {others} more", first=", ".join(blocks[:3]), others=len(blocks) - 3)
    return tr("{first} and {last}", first=", ".join(blocks[:-1]), last=blocks[-1])
