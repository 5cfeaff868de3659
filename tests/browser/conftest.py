"""Visitors for the tests; every tab is watched for what no page may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import world
from tests.browser.pages import ResultPage
from tests.browser.visitor import Visitor
from tests.browser.watch import Watch
from tests.fixtures.browser import TIMEOUT_MS
from web.language import COOKIE, LANGUAGES

if TYPE_CHECKING:
    from flask import Flask

NewTab = Callable[..., Page]
OpenList = Callable[[str], ResultPage]
Speaker = Callable[[str], Visitor]


@pytest.fixture
def new_tab(browser: Browser, live_server: str) -> Iterator[NewTab]:
    """Makes watched tabs, each with cookies of its own; options are those of a context."""
    contexts: list[BrowserContext] = []
    watch = Watch(live_server)

    def make(**options: object) -> Page:
        contexts.append(_context(browser, live_server, **options))
        return watch.over(contexts[-1].new_page())

    yield make
    for context in contexts:
        context.close()
    watch.report()


@pytest.fixture
def visitor(new_tab: NewTab) -> Visitor:
    """Somebody who reads German and uses a mouse."""
    return Visitor(new_tab())


@pytest.fixture(scope="session")
def tokens(live_app: Flask) -> Mapping[str, str]:
    """Companies that have answered already."""
    return world.settle(live_app)


@pytest.fixture
def open_list(visitor: Visitor, live_app: Flask) -> OpenList:
    """Opens the list of a company of `world`, with answers that nobody else changes."""

    def open_it(name: str) -> ResultPage:
        visitor.open(f"/ergebnis/{world.finished(live_app, name)}")
        return ResultPage(visitor)

    return open_it


@pytest.fixture(scope="session")
def lasting_watch(live_server: str) -> Watch:
    """One watch over the tabs that stay open."""
    return Watch(live_server)


@pytest.fixture(scope="session")
def lasting_visitors(
    browser: Browser, live_server: str, lasting_watch: Watch
) -> Iterator[Mapping[str, Visitor]]:
    """Somebody for each language, with a tab that stays open: files are fetched once."""
    contexts = {language: _context(browser, live_server) for language in LANGUAGES}
    for language, context in contexts.items():
        context.add_cookies([{"name": COOKIE, "value": language, "url": live_server}])
    yield {
        language: Visitor(lasting_watch.over(context.new_page()), language)
        for language, context in contexts.items()
    }
    for context in contexts.values():
        context.close()


@pytest.fixture
def speaker(lasting_visitors: Mapping[str, Visitor], lasting_watch: Watch) -> Iterator[Speaker]:
    """Somebody who has chosen a language; for tests that only look at pages."""
    yield lasting_visitors.__getitem__
    lasting_watch.report()


def _context(browser: Browser, address: str, **options: object) -> BrowserContext:
    values: dict[str, object] = {"base_url": address, "locale": "de-DE", **options}
    context = browser.new_context(**values)  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT_MS)
    return context
