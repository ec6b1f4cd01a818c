"""A check as one Python file."""

from __future__ import annotations

from nnd_gui.model.result import CheckResult
from nnd_gui.model.script.sections import script_sections

__all__ = ["script_text"]


def script_text(result: CheckResult) -> str:
    """A completed check of a network as a program that needs NumPy alone.

    Parameters
    ----------
    result : CheckResult
        The check.

    Returns
    -------
    str
        Run, it prints every weight's two numbers, and the ratio.

    Raises
    ------
    ValueError
        As of `script_sections`.
    """
    story, *sections = script_sections(result)
    # A docstring must not end early, nor take a backslash for more than it is.
    told = f"{story.title}.\n\n{story.text}".replace("\\", "\\\\").replace('"""', "'''")
    blocks = [f'"""{told}\n"""\n']
    for section in sections:
        heading = "\n".join(f"# {line}" for line in (section.title, section.text) if line)
        blocks.append(f"{heading}\n{section.code}")
    return "\n\n".join(blocks)
