"""Digest mails as mail programs with a browser inside show them: on a small phone, and dark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import axe
from tests.browser.mail_pictures import VIEWS, View, opened, written_mails
from tests.web.news_mail_world import KINDS

pytestmark = pytest.mark.browser
LEAST_PX = 44
_OF_PAGES = ("landmark-one-main", "region")
"""Rules for whole pages: a mail stands within the page of a mail program."""
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALL_TEXT = """() => [...document.querySelectorAll('h1, h2, h3, p, li')]
    .filter(each => each.textContent && parseFloat(getComputedStyle(each).fontSize) < 14)
    .map(each => each.textContent)"""
_BACKGROUND = "getComputedStyle(document.querySelector('.sheet table')).backgroundColor"
_HEIGHTS = """() => [...document.querySelectorAll('.button a, p > a.link')]
    .map(each => each.getBoundingClientRect().height)"""


@pytest.fixture(scope="session")
def mails() -> Mapping[str, str]:
    """The HTML of a mail of every purpose, in German: its words are longer."""
    return written_mails("de")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.width}-{view.scheme}")
@pytest.mark.parametrize("purpose", KINDS)
def test_a_mail_is_whole_readable_and_free_of_barriers(
    browser: Browser, mails: Mapping[str, str], purpose: str, view: View, tmp_path: Path
) -> None:
    with opened(browser, mails[purpose], view) as tab:
        tab.screenshot(path=tmp_path / f"{purpose}.png", full_page=True)
        assert tab.evaluate(_OVERFLOW) == 0
        assert tab.evaluate(_SMALL_TEXT) == []
        assert min(tab.evaluate(_HEIGHTS)) >= LEAST_PX
        found = [each for each in axe.violations(tab) if not each.startswith(_OF_PAGES)]

    assert found == []
    assert (tmp_path / f"{purpose}.png").stat().st_size > 10_000


@pytest.mark.parametrize("purpose", KINDS)
def test_a_mail_has_dark_colours_for_who_prefers_them(
    browser: Browser, mails: Mapping[str, str], purpose: str
) -> None:
    seen = set()
    for view in VIEWS:
        with opened(browser, mails[purpose], view) as tab:
            seen.add((view.scheme, tab.evaluate(_BACKGROUND)))

    assert seen == {("light", "rgb(255, 255, 255)"), ("dark", "rgb(19, 21, 37)")}


@pytest.mark.parametrize("purpose", KINDS)
def test_a_mail_asks_nobody_for_anything(
    browser: Browser, mails: Mapping[str, str], purpose: str
) -> None:
    asked: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    context.new_page().set_content(mails[purpose], wait_until="load")
    context.close()

    assert asked == []
