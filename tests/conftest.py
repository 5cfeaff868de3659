"""Fixtures for all tests; each kind stands in a file of its own below `tests/fixtures`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.fixtures import skips
from tests.forms import EXAMPLES

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.apps",
    "tests.fixtures.browser",
]
ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Let nothing be skipped where the environment says so; no test depends on time."""
    settings.register_profile("without_clock", deadline=None, max_examples=EXAMPLES)
    settings.load_profile("without_clock")
    skips.register(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what takes long begin first: nobody waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of formats, facts and benchmarks beside the repository; skips without it."""
    folder = Path(os.environ.get("SHARED_DIR", "../shared"))
    found = folder if folder.is_absolute() else ROOT / folder
    if not found.is_dir():
        pytest.skip("the shared folder is not beside the repository (SHARED_DIR)")
    return found
