"""Artefact: a learned scorer with everything known about it, as bytes that a person can read.

JSON, never pickled code: whoever opens a foreign file runs nothing of it. Who stores the bytes is
the shell's affair.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from matcher.features import FEATURES, FEATURES_VERSION
from matcher.scorers import Table, TableScorer
from offers.errors import InputError, InputErrors
from offers.schema.records import Day, FilledText, Record, parse_record

FORMAT = "angebotslotse-ranking/1"
Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Several = Field(strict=False)


class TableRecord(Record):
    """Points of one feature at rising values, straight lines between."""

    knots: Annotated[tuple[float, ...], Several]
    points: Annotated[tuple[float, ...], Several]


class FittedOn(Record):
    """What a model learned from: fingerprints of the companies, graded pairs, all data as one."""

    profiles: Annotated[tuple[Fingerprint, ...], Several]
    pairs: Annotated[int, Field(ge=0)]
    data: Fingerprint


class Artefact(Record):
    """One fitted ranking model; `metrics` are the figures of its model card by name.

    `compared_with` is the fingerprint of the model that it was found no worse than, '' for the
    readable scorer.
    """

    features_version: int
    tables: Mapping[str, TableRecord]
    fitted_on: FittedOn
    compared_with: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    made_on: Day
    seed: int
    libraries: Mapping[str, FilledText]
    metrics: Mapping[str, float]

    def scorer(self) -> TableScorer:
        """The scorer of its tables; ValueError where a table is none."""
        return TableScorer({name: Table(t.knots, t.points) for name, t in self.tables.items()})

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of what it holds, in hexadecimal."""
        return _fingerprint(_content(self))


def dump_artefact(artefact: Artefact) -> bytes:
    """The artefact as JSON with its format and fingerprint; equal artefacts give equal bytes."""
    content = _content(artefact)
    document = {"format": FORMAT, "fingerprint": _fingerprint(content), **content}
    return (json.dumps(document, indent=1) + "\n").encode()


def parse_artefact(content: bytes) -> Artefact:
    """The artefact of these bytes.

    InputErrors for what is damaged (`artefact_damaged`), of another kind (`artefact_foreign`) or
    made for other features (`artefact_outdated`), and for fields that do not fit.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise _refusal("artefact_damaged") from None
    if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
        raise _refusal("artefact_foreign", expected=FORMAT)
    fingerprint = document.pop("fingerprint", None)
    artefact = parse_record(Artefact, document)
    if fingerprint != artefact.fingerprint:
        raise _refusal("artefact_damaged")
    _check_features(artefact)
    return artefact


def _check_features(artefact: Artefact) -> None:
    known = {feature.name for feature in FEATURES}
    if artefact.features_version != FEATURES_VERSION or not artefact.tables.keys() <= known:
        raise _refusal(
            "artefact_outdated", given=artefact.features_version, expected=FEATURES_VERSION
        )
    try:
        artefact.scorer()
    except ValueError:
        raise _refusal("artefact_damaged") from None


def _content(artefact: Artefact) -> dict[str, Any]:
    plain = artefact.model_dump(exclude={"made_on"})
    return {**plain, "made_on": artefact.made_on.text}


def _fingerprint(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _refusal(code: str, **values: object) -> InputErrors:
    return InputErrors([InputError(code, values=values)])
