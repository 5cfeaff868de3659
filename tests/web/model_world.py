"""Ranking models for tests: small, made on the spot, and the ways in which one can be unusable."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from matcher.artefact import Artefact, FittedOn, TableRecord, dump_artefact
from matcher.features import FEATURES_VERSION
from web import current
from web.current import services_of
from web.ranking_snapshot import RankingSnapshot

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


def artefact(
    *, need: float = 55.0, version: int = FEATURES_VERSION, compared_with: str = ""
) -> Artefact:
    """A model of two tables; `need` are the points of a need that fits best."""
    return Artefact.model_validate(
        {
            "features_version": version,
            "tables": {
                "need": TableRecord(knots=(0.0, 1.0), points=(0.0, need)),
                "text": TableRecord(knots=(0.0, 0.5, 1.0), points=(0.0, 15.0, 20.0)),
            },
            "fitted_on": FittedOn(profiles=("a" * 64, "b" * 64), pairs=12, data="c" * 64),
            "compared_with": compared_with,
            "made_on": "2026-11-20",
            "seed": 1,
            "libraries": {"scikit-learn": "1.7"},
            "metrics": {"ndcg_at_10": 0.75},
        }
    )


def model(*, need: float = 55.0, instead_of: bytes = b"") -> bytes:
    """The bytes of a model that can be used, found no worse than another one."""
    compared_with = json.loads(instead_of)["fingerprint"] if instead_of else ""
    return dump_artefact(artefact(need=need, compared_with=compared_with))


def name_of(content: bytes) -> str:
    """The name under which a model serves."""
    return f"learned {json.loads(content)['fingerprint'][:12]}"


DAMAGED = model().replace(b"55.0", b"56.0")
FOREIGN = b'{"format": "pickle"}'
OUTDATED = dump_artefact(artefact(version=FEATURES_VERSION - 1))
UNUSABLE = {
    "artefact_damaged": DAMAGED,
    "artefact_foreign": FOREIGN,
    "artefact_outdated": OUTDATED,
}


def file_of(folder: Path, content: bytes) -> str:
    """A file with these bytes."""
    path = folder / "ranking.json"
    path.write_bytes(content)
    return str(path)


def with_package_model(app: Flask, content: bytes | None) -> None:
    """Let the package carry this model, whatever it really carries."""
    held = services_of(app)
    ranking = RankingSnapshot(held.engine, check_seconds=0, bundled=lambda: content)
    current.keep(app.extensions, replace(held, ranking=ranking))
