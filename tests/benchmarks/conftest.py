"""Shows the figures that the tests of this folder measured, at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.benchmarks.figures import Figure
from tests.benchmarks.report import as_text

_MEASURED = "figures of benchmarks"
Publish = Callable[[Sequence[Figure]], None]


@pytest.fixture
def publish(record_property: Callable[[str, object], None]) -> Publish:
    """Keep figures for the summary: reports bring them there from every process.

    Targets are left out: they hold for the full size.
    """
    return lambda figures: record_property(
        _MEASURED, [(figure.name, figure.measured, figure.unit) for figure in figures]
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table, whatever the tests said."""
    figures = [*_published(terminalreporter)]
    if figures:
        terminalreporter.section("benchmarks in short, speed is not judged")
        terminalreporter.write(as_text(figures))


def _published(terminalreporter: pytest.TerminalReporter) -> Iterator[Figure]:
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                kept = dict(report.user_properties).get(_MEASURED, ())
                yield from (Figure(*values) for values in kept)
