"""What a parser has to say about an input, for tests that ask for nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offers.errors import InputError, InputErrors


def problems(parse: Callable[[Any], object], raw: object) -> tuple[InputError, ...]:
    """What a parser says is wrong, each with a sentence; it may raise nothing else."""
    found: tuple[InputError, ...] = ()
    try:
        parse(raw)
    except InputErrors as caught:
        found = caught.errors
    assert all(error.sentence() for error in found)
    return found
