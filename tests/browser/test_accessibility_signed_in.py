"""The pages for people with an account, checked like all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser import axe
from tests.browser.signed_in_pages import COOKIE, SIGNED_IN_PAGES, Settled, settle
from tests.browser.test_accessibility import (
    HEIGHT,
    WIDTHS,
    _light_and_dark,
    _what_sticks_out,
)
from tests.browser.visitor import Visitor
from tests.browser.watch import Watch
from tests.fixtures.apps import running_app
from tests.fixtures.browser import TIMEOUT_MS, serving
from web.language import COOKIE as LANGUAGE_COOKIE
from web.language import LANGUAGES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def staffed_app(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The service for this file."""
    path = tmp_path_factory.mktemp("staffed") / "staffed.sqlite3"
    with running_app(filled_template, path, public_url="https://lotse.example.org") as made:
        yield made


@pytest.fixture(scope="module")
def settled(staffed_app: Flask) -> Settled:
    """Who is there."""
    return settle(staffed_app)


@pytest.fixture(scope="module")
def colleagues(
    browser: Browser, staffed_app: Flask, settled: Settled
) -> Iterator[Callable[[str], Visitor]]:
    """The administrator, in a tab for each language."""
    with serving(staffed_app) as address:
        watch = Watch(address)
        contexts = {code: browser.new_context(base_url=address) for code in LANGUAGES}
        for code, context in contexts.items():
            context.set_default_timeout(TIMEOUT_MS)
            cookies = {COOKIE: settled.session, LANGUAGE_COOKIE: code}
            context.add_cookies(
                [{"name": name, "value": cookies[name], "url": address} for name in cookies]
            )
        tabs = {
            code: Visitor(watch.over(context.new_page()), code)
            for code, context in contexts.items()
        }
        yield tabs.__getitem__
        for context in contexts.values():
            context.close()
        watch.report()


@pytest.mark.parametrize("name", SIGNED_IN_PAGES)
def test_axe_finds_nothing_in_german_light_or_dark_on_three_screens(
    name: str, colleagues: Callable[[str], Visitor], settled: Settled
) -> None:
    visitor = colleagues("de")
    SIGNED_IN_PAGES[name].open(visitor, settled.names)
    found = [line for width in WIDTHS for line in _light_and_dark(visitor.tab, width)]
    assert not [*found, *_what_sticks_out(visitor.tab)]


@pytest.mark.parametrize("name", SIGNED_IN_PAGES)
def test_axe_finds_nothing_in_english(
    name: str, colleagues: Callable[[str], Visitor], settled: Settled
) -> None:
    visitor = colleagues("en")
    visitor.tab.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    SIGNED_IN_PAGES[name].open(visitor, settled.names)
    assert not [*axe.violations(visitor.tab), *_what_sticks_out(visitor.tab)]
