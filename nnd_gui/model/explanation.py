"""What an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.model.words import tr

__all__ = ["Explanation", "listed"]


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


def listed(blocks: tuple[str, ...]) -> str:
    """Names in a sentence: W1, W1 and b1, or the first few and a count."""
    if len(blocks) == 1:
        return blocks[0]
    if len(blocks) > 4:
        return tr("{first} and {others} more", first=", ".join(blocks[:3]), others=len(blocks) - 3)
    return tr("{first} and {last}", first=", ".join(blocks[:-1]), last=blocks[-1])
