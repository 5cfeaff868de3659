"""The figures as a table: for a terminal or for a README."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

from tests.benchmarks.figures import Figure

HEAD = ("Figure", "Target", "Measured")
MARKS = {True: "", False: " (missed)", None: ""}


def conditions() -> str:
    """On what was measured, in one sentence."""
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores ({platform.machine()}), one"
        f" run, load {load:.1f} at its end. In process: medians of rounds; under load: every"
        " request, from the moment it was due. Other work on the cores makes both slower."
    )


def rows(figures: Sequence[Figure]) -> list[tuple[str, str, str]]:
    """Name, target and measured value of each figure as text."""
    return [
        (
            figure.name,
            "" if figure.target is None else _amount(figure.target, figure.unit),
            _amount(figure.measured, figure.unit) + MARKS[figure.is_met],
        )
        for figure in figures
    ]


def as_text(figures: Sequence[Figure]) -> str:
    """Columns for a terminal."""
    lines = [HEAD, *rows(figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    shown = (
        f"{name:<{widths[0]}}  {target:>{widths[1]}}  {measured:>{widths[2]}}".rstrip()
        for name, target, measured in lines
    )
    return "\n".join((*shown, conditions())) + "\n"


def as_markdown(figures: Sequence[Figure]) -> str:
    """A table for a README."""
    lines = [HEAD, ("---", "---:", "---:"), *rows(figures)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n{conditions()}\n"


def _amount(value: float, unit: str) -> str:
    """Three digits that count, with the unit."""
    if unit == "":
        return f"{value:.0f}"
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:.{digits}f} {unit}"
