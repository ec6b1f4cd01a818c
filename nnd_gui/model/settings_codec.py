"""Settings of pictures <-> JSON: a row a picture, by the name that the stage has for it.

Whoever gives a picture settings that belong into documents adds a row. A picture whose name
no row knows keeps nothing; of a file, it is passed over and noted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nnd_gui.engine.functions import SHIPPED, Function
from nnd_gui.engine.training import TrainingAsked
from nnd_gui.model.codec_rows import Kind, Row, number_row, plain_row, read_thing, write_thing
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.json_fields import Place, flag, name, number, optional, whole
from nnd_gui.model.json_text import Json
from nnd_gui.model.picture_settings import DrawingSettings, SliceSettings, ValleySettings

__all__ = ["SETTINGS", "PictureSettings", "chosen", "read_settings", "work_in", "write_settings"]

PictureSettings = tuple[tuple[str, object], ...]
"""Names of pictures with what was chosen for each, in the order of the names."""


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """What is kept of one picture.

    Parameters
    ----------
    kind : Kind
        Its settings' dataclass and fields.
    work : callable, optional
        Settings to what of them a person would miss: not where one has only looked. None
        where that is nothing.
    """

    kind: Kind
    work: Callable[[Any], Any] | None = None


def _typed(settings: DerivativeSettings) -> DerivativeSettings:
    """A function that somebody thought of; one of the list is found again with a click."""
    usual = DerivativeSettings()
    return usual if settings.function in SHIPPED else replace(usual, function=settings.function)


_FUNCTION = Kind(
    Function, (plain_row("text", name), plain_row("derivative", name), number_row("point"))
)

SETTINGS: dict[str, SettingsRow] = {
    "derivative": SettingsRow(
        Kind(
            DerivativeSettings,
            (
                Row(
                    "function",
                    lambda value, _: write_thing(_FUNCTION, value),
                    lambda value, place, _: read_thing(_FUNCTION, value, place),
                ),
                number_row("own_epsilon", optional(number)),
                plain_row("zoom", whole),
            ),
        ),
        _typed,
    ),
    "network": SettingsRow(
        Kind(DrawingSettings, (plain_row("edges", name), plain_row("sample", optional(whole))))
    ),
    "slice": SettingsRow(Kind(SliceSettings, (number_row("window"),))),
    "training": SettingsRow(
        Kind(TrainingAsked, (number_row("rate"), plain_row("steps", whole))),
    ),
    "valley": SettingsRow(Kind(ValleySettings, (plain_row("others", flag),))),
}
"""What documents keep of the pictures."""


def chosen(settings: Mapping[str, object]) -> PictureSettings:
    """Those of the settings that are worth keeping: of known pictures, and not the usual ones."""
    return tuple(
        (picture, settings[picture])
        for picture, row in sorted(SETTINGS.items())
        if settings.get(picture) is not None and settings[picture] != row.kind.make()
    )


def work_in(settings: PictureSettings) -> PictureSettings:
    """Of kept settings only what a person would miss, and be asked about before it is lost."""
    found = {}
    for picture, value in settings:
        work = SETTINGS[picture].work
        if work is not None:
            found[picture] = work(value)
    return chosen(found)


def write_settings(settings: PictureSettings) -> dict[str, Json]:
    """Kept settings as JSON."""
    return {picture: write_thing(SETTINGS[picture].kind, value) for picture, value in settings}


def read_settings(value: Json, place: Place) -> PictureSettings:
    """Read settings of pictures.

    Raises
    ------
    DocumentError
        If a picture cannot have such settings.
    """
    found = place.object(value, SETTINGS)
    read = {
        picture: read_thing(SETTINGS[picture].kind, settings, place.at(picture))
        for picture, settings in found.items()
        if picture in SETTINGS
    }
    return chosen(read)
