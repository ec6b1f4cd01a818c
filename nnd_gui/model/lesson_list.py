"""The lessons that are shipped: their files, and what a menu calls them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnd_gui import resources
from nnd_gui.model.document import Document
from nnd_gui.model.document_file import SUFFIX, load_document
from nnd_gui.model.words import tr

__all__ = ["LessonEntry", "load_lesson", "shipped_lessons", "shipped_name"]


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """One shipped lesson.

    Parameters
    ----------
    name : str
        Of its file, without the suffix.
    title : str
        What it is called, translated. Kept here and not read from the files, which are
        opened when they are chosen, not when the program starts.
    riddle : bool
        Whether it hides a bug to be guessed.
    """

    name: str
    title: str
    riddle: bool = False


def shipped_lessons() -> tuple[LessonEntry, ...]:
    """Every shipped lesson, in the order of a course."""
    return (
        LessonEntry("part-5", tr("Lesson 5, part by part")),
        LessonEntry("epsilon-too-large", tr("Epsilon too large")),
        LessonEntry("epsilon-too-small", tr("Epsilon too small")),
        LessonEntry("float32", tr("Single precision")),
        LessonEntry("saturated-sigmoid", tr("Saturated sigmoids")),
        LessonEntry("relu-kink", tr("A kink in ReLU")),
        LessonEntry("dead-units", tr("Dead units")),
        LessonEntry("trained-minimum", tr("At the minimum")),
        LessonEntry("why-training-hides-it", tr("Why training hides it")),
        *(
            LessonEntry(f"riddle-{number}", tr("Riddle {number}", number=number), riddle=True)
            for number in range(1, 6)
        ),
    )


def shipped_name(document: Document) -> str | None:
    """Which shipped lesson a document is, in the language that is spoken.

    Returns
    -------
    str or None
        None for any other document, and for a lesson whose words or steps were changed.
    """
    for entry in shipped_lessons():
        if entry.title == document.title and load_lesson(entry.name).steps == document.steps:
            return entry.name
    return None


def load_lesson(name: str) -> Document:
    """Read one of the shipped lessons, its words translated.

    Raises
    ------
    FileNotFoundError, DocumentError
        If this installation is damaged.
    """
    document = load_document(resources.path("lessons", name + SUFFIX)).document
    return replace(
        document,
        title=tr(document.title),
        steps=tuple(
            replace(step, name=tr(step.name), text="\n".join(map(tr, step.text.split("\n"))))
            for step in document.steps
        ),
    )
