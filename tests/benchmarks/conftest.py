"""Shows the figures that the tests of this folder measured, at the end of the run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.benchmarks.figures import Figure
from tests.benchmarks.report import as_text

_MEASURED = pytest.StashKey[list[Figure]]()
Publish = Callable[[list[Figure]], None]


@pytest.fixture
def publish(pytestconfig: pytest.Config) -> Publish:
    """Keep figures for the summary."""
    return pytestconfig.stash.setdefault(_MEASURED, []).extend


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """The table, whatever the tests said."""
    figures = config.stash.get(_MEASURED, [])
    if figures:
        terminalreporter.section("benchmarks in short, speed is not judged")
        terminalreporter.write(as_text(figures))
