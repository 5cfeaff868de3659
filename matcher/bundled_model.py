"""The ranking model that comes with the package, and what serves where it cannot (shell)."""

from __future__ import annotations

from importlib.resources import files

from matcher.artefact import Artefact, parse_artefact
from matcher.scorers import ReadableScorer, Scorer
from offers.errors import InputError, InputErrors
from offers.jsonlines import read_bytes

BUNDLED = "ranking.json"


def bundled_bytes() -> bytes | None:
    """The bytes of the model in the package; None if it has none."""
    found = files("matcher").joinpath("model", BUNDLED)
    return found.read_bytes() if found.is_file() else None


def bundled_artefact() -> Artefact | None:
    """The model in the package, None if it has none; InputErrors where it cannot be used."""
    content = bundled_bytes()
    if content is None:
        return None
    try:
        return parse_artefact(content)
    except InputErrors as bad:
        raise bad.located(source=BUNDLED, line=None) from None


def read_artefact(path: str) -> Artefact:
    """The model in a file; InputErrors where it cannot be read or used."""
    try:
        return parse_artefact(read_bytes(path))
    except InputErrors as bad:
        raise bad.located(source=path, line=None) from None


def scorer_or_fallback(content: bytes | None) -> tuple[Scorer, InputError | None]:
    """The scorer of a model, or the readable one with what is wrong with the model.

    No model at all is nothing wrong.
    """
    if content is None:
        return ReadableScorer(), None
    try:
        return parse_artefact(content).scorer(), None
    except InputErrors as bad:
        return ReadableScorer(), bad.errors[0]
