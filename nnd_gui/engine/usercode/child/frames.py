"""What goes through the pipes, in both directions: a JSON header and raw arrays.

Never pickle: reading a pickle runs whatever its writer wants, and the writer here is the
code of a stranger. A frame is ``NND1``, the length of its header (4 bytes), the length of
its arrays (8 bytes), the header as JSON, and the arrays' numbers one after the other.
"""

from __future__ import annotations

import json
import struct
from typing import Any, NamedTuple

import numpy as np

__all__ = ["Decoder", "Frame", "FrameError", "pack"]

_MAGIC = b"NND1"
_HEAD = struct.Struct("<4sIQ")
_DTYPES = ("<f8", "<f4", "<c16", "<c8", "<i8", "|b1")
# Larger ones are not ours: somebody else wrote into the pipe.
_MAX_HEADER = 1 << 24
_MAX_ARRAYS = 1 << 28


class FrameError(Exception):
    """Bytes that are not a frame."""


class Frame(NamedTuple):
    """One message: ``header["kind"]`` says what it is."""

    header: dict[str, Any]
    arrays: dict[str, np.ndarray[Any, Any]]


def pack(header: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]] | None = None) -> bytes:
    """Bytes of a frame.

    Parameters
    ----------
    header : dict
        Plain JSON values.
    arrays : dict of ndarray, optional
        Numbers; kept as float64, float32, complex, int64 or bool.
    """
    kept = {name: _plain(array) for name, array in (arrays or {}).items()}
    described = [[name, array.dtype.str, list(array.shape)] for name, array in kept.items()]
    text = json.dumps(dict(header, arrays=described)).encode("utf-8")
    numbers = [array.tobytes() for array in kept.values()]
    head = _HEAD.pack(_MAGIC, len(text), sum(len(part) for part in numbers))
    return b"".join([head, text, *numbers])


def _plain(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    array = np.asarray(array)
    if array.dtype.kind in "iu":
        array = array.astype("<i8")
    elif array.dtype.kind == "f" and array.dtype.itemsize not in (4, 8):
        array = array.astype("<f8")
    if array.dtype.newbyteorder("<").str not in _DTYPES:
        raise FrameError("an array of %s cannot be sent" % array.dtype)
    return np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).reshape(array.shape)


class Decoder:
    """Puts frames together from the pieces in which a pipe delivers them."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> None:
        """Take in what was read."""
        self._waiting += data

    def next(self) -> Frame | None:
        """Next whole frame, or None.

        Raises
        ------
        FrameError
            If what came is no frame of ours.
        """
        held = self._waiting
        if len(held) < _HEAD.size:
            if not _MAGIC.startswith(bytes(held[: len(_MAGIC)])):
                raise FrameError("foreign bytes in the pipe")
            return None
        magic, header_size, array_size = _HEAD.unpack_from(held)
        if magic != _MAGIC or header_size > _MAX_HEADER or array_size > _MAX_ARRAYS:
            raise FrameError("foreign bytes in the pipe")
        start = _HEAD.size + header_size
        stop = start + array_size
        if len(held) < stop:
            return None
        text, numbers = bytes(held[_HEAD.size : start]), bytes(held[start:stop])
        del held[:stop]
        return _frame(text, numbers)


def _frame(text: bytes, numbers: bytes) -> Frame:
    arrays = {}
    place = 0
    try:
        header = json.loads(text.decode("utf-8"))
        for name, dtype, shape in header.pop("arrays"):
            if dtype not in _DTYPES or any(type(size) is not int or size < 0 for size in shape):
                raise FrameError("an array of %s" % dtype)
            count = 1
            for size in shape:
                count *= size
            stop = place + count * np.dtype(dtype).itemsize
            if stop > len(numbers):
                raise FrameError("an array that is cut short")
            arrays[str(name)] = (
                np.frombuffer(numbers[place:stop], dtype=dtype).reshape(shape).copy()
            )
            place = stop
        if place != len(numbers) or not isinstance(header.get("kind"), str):
            raise FrameError("numbers that belong to no array")
    except FrameError:
        raise
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise FrameError(str(error)) from error
    return Frame(header, arrays)
