"""A small catalogue and two companies for the tests of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from matcher.__main__ import main

Capture = pytest.CaptureFixture[str]
OFFERS: tuple[dict[str, Any], ...] = (
    {"id": "beratung-witten", "title": "Energieberatung", "provider": "Stadt Witten",
     "territory": ["Witten"], "kinds": ["advice"], "needs": ["energy_efficiency"]},
    {"id": "kredit", "title": "Kredit", "provider": "Bank", "kinds": ["loan"],
     "conditions": {"size": ["micro", "small"]}},
    {"id": "vorbei", "title": "Zuschuss", "provider": "Land", "state": "ended"},
    {"id": "anderswo", "title": "Zuschuss", "provider": "Land", "territory": ["Bayern"]},
)  # fmt: skip
PROFILES: tuple[dict[str, Any], ...] = (
    {"id": "p2", "postal_code": "58452", "municipality": "Witten", "needs": ["energy_efficiency"],
     "today": "2026-11-21"},
    {"id": "p1", "region": "DEA", "employees": 5, "turnover_eur": 100000, "today": "2026-11-21"},
)  # fmt: skip


def write(folder: Path, name: str, *rows: object) -> str:
    path = folder / name
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def run(capsys: Capture, *arguments: str) -> list[dict[str, Any]]:
    """The lines a command prints; it succeeds and says nothing else."""
    capsys.readouterr()
    assert main(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return [json.loads(line) for line in captured.out.splitlines()]
