"""The ranking model to use: the first that can be used, without any the readable scorer (shell)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from matcher.artefact import Artefact, parse_artefact
from matcher.scorers import ReadableScorer, Scorer
from offers.errors import InputError, InputErrors
from offers.jsonlines import read_bytes

FILE = "ranking.json"
BUNDLED, READABLE = "bundled", "readable"
"""Where the model in the package comes from, and the readable scorer."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A model that cannot be used: where it came from and the first thing that is wrong."""

    origin: str
    error: InputError


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """The model in use and its scorer; the readable scorer is without `artefact`.

    `refused` are the models that would have come first.
    """

    origin: str
    scorer: Scorer
    artefact: Artefact | None = None
    refused: tuple[Refusal, ...] = ()


def first_usable(candidates: Iterable[tuple[str, bytes | None]]) -> ChosenModel:
    """The first of these models, each with where it comes from, that can be used.

    The readable scorer where none can; a model that is not there is refused as `missing`.
    """
    refused = list[Refusal]()
    for origin, content in candidates:
        try:
            artefact = _parsed(content)
        except InputErrors as bad:
            refused.append(Refusal(origin, bad.errors[0]))
            continue
        return ChosenModel(origin, artefact.scorer(), artefact, tuple(refused))
    return ChosenModel(READABLE, ReadableScorer(), refused=tuple(refused))


def bundled_bytes() -> bytes | None:
    """The bytes of the model in the package; None if it has none."""
    found = files("matcher").joinpath("model", FILE)
    return found.read_bytes() if found.is_file() else None


def bundled_model() -> ChosenModel:
    """The model in the package, the readable scorer where it has none that can be used."""
    return first_usable([(BUNDLED, bundled_bytes())])


def read_artefact(path: str) -> Artefact:
    """The model in a file; InputErrors where it cannot be read or used."""
    try:
        return parse_artefact(read_bytes(path))
    except InputErrors as bad:
        raise bad.located(source=path, line=None) from None


def _parsed(content: bytes | None) -> Artefact:
    if content is None:
        raise InputErrors([InputError("missing")])
    return parse_artefact(content)
